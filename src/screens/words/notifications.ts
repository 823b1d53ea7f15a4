import type { Words } from "./words.ts";

export const notificationsWords = {
  heading: { zh: "每日提醒", en: "Daily notifications" },
  lead: {
    zh: "每个工作日到点，把今天到期多少、逾期多少、在办事项多少发到工作群或邮箱。只发数，不发名字。",
    en: "At a time of every working day, how much is due, late and open goes to a work group or a mailbox: figures only, no names.",
  },
  add: { zh: "添加提醒", en: "Add a notification" },
  none: { zh: "还没有提醒", en: "No notifications yet" },
  noneNext: {
    zh: "在工作群里加一个群机器人，把它的地址粘贴到这里，大家每天早上就能在群里看到今天要办多少。",
    en: "Add a robot to your work group and paste its address here: everybody then sees each morning how much there is to do.",
  },
  title: { zh: "名称", en: "Name" },
  titleHint: { zh: "例如：第一网格工作群", en: "the grid workers' group, say" },
  kind: { zh: "发到哪里", en: "Where to" },
  robotAddress: { zh: "机器人地址", en: "The robot's address" },
  robotHint: {
    zh: "在群设置里添加机器人，复制它的 Webhook 地址。地址等于发言权，封存起来，以后只显示一部分。",
    en: "Add a robot in the group's settings and copy its webhook address. It lets whoever has it write to the group: it is sealed, and shown only in part later.",
  },
  mailAddress: { zh: "邮箱", en: "Mail address" },
  at: { zh: "几点发", en: "At" },
  language: { zh: "用什么语言", en: "In which language" },
  needTitle: { zh: "写一个名称", en: "Give it a name" },
  needTo: { zh: "写发到哪里", en: "Say where it goes" },
  tryIt: { zh: "现在发一次", en: "Send one now" },
  trying: { zh: "正在发…", en: "Sending …" },
  tried: { zh: (title: string) => `已发到${title}`, en: (title: string) => `Sent to ${title}` },
  remove: { zh: "撤去", en: "Remove" },
  removeOf: { zh: (title: string) => `撤去${title}`, en: (title: string) => `Remove ${title}` },
  removed: {
    zh: (title: string) => `不再发到${title}`,
    en: (title: string) => `Nothing goes to ${title} any more`,
  },
  added: { zh: (title: string) => `已添加${title}`, en: (title: string) => `Added ${title}` },
  lastSent: { zh: (day: string) => `${day}已发`, en: (day: string) => `sent on ${day}` },
  notYet: { zh: "还没发过", en: "nothing sent yet" },
} satisfies Words;

export const machineWords = {
  backups: { zh: "备份", en: "Backups" },
  lastBackup: {
    zh: (when: string, size: string) => `上一份：${when}，${size}，已核对`,
    en: (when: string, size: string) => `The last: ${when}, ${size}, verified`,
  },
  noBackupYet: { zh: "还没有做成一份。", en: "None has been made yet." },
  into: { zh: "放在", en: "In" },
  otherDisk: { zh: "在另一块盘上", en: "on another disk" },
  sameDisk: {
    zh: "和数据在同一块盘上：盘坏了会一起丢。请换到另一块盘（WELLSIDE_BACKUPS）。",
    en: "on the disk of the data, and lost with it: name a folder on another one (WELLSIDE_BACKUPS).",
  },
  noBackups: {
    zh: "没有自动备份。请装这台机器的人设一个文件夹（WELLSIDE_BACKUPS），最好在另一块盘上。",
    en: "No daily backups are made. Ask whoever set up this machine to name a folder for them (WELLSIDE_BACKUPS), best on another disk.",
  },
  old: {
    zh: "三天没有备份了。看看机器是否一直关着，那块盘是否还接着。",
    en: "No backup for three days. See whether the machine was off, or that disk is no longer connected.",
  },
  phones: { zh: "手机和别的电脑", en: "Telephones and other computers" },
  authority: {
    zh: (until: string) => `先在每台设备上装一次这份证书，再用 https 打开。有效到 ${until}。`,
    en: (until: string) =>
      `Install this certificate once on each device, then open it by https. Good until ${until}.`,
  },
  download: { zh: "下载证书", en: "Download the certificate" },
  fingerprint: { zh: "指纹（SHA-256）", en: "Fingerprint (SHA-256)" },
  noAuthority: {
    zh: "这台机器没有自己签发证书。要让手机打开，请装机器的人设 WELLSIDE_CERTIFICATE=own；前面另有代理或已有证书的，不用管。",
    en: "This machine makes no certificate of its own. To open it from telephones, ask whoever set it up to set WELLSIDE_CERTIFICATE=own; behind a proxy, or with a certificate of your own, nothing needs doing.",
  },
} satisfies Words;
