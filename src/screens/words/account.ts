import type { Words } from "./words.ts";

/** One's own account. */
export const accountWords = {
  password: { zh: "密码", en: "Password" },
  old: { zh: "现在的密码", en: "Your password now" },
  new: { zh: "新密码", en: "New password" },
  needOld: { zh: "请写现在的密码。", en: "Give the password you have now." },
  needNew: { zh: "请写新密码。", en: "Give a new password." },
  rule: {
    zh: (shortest: number) =>
      `至少 ${shortest} 个字符，别的没有要求：一句自己记得住、别人想不到的话最好。可以粘贴。`,
    en: (shortest: number) =>
      `${shortest} characters or more, and nothing else is asked: best a phrase you remember and nobody would guess. Pasting is fine.`,
  },
  good: { zh: "这个可以。", en: "This will do." },
  change: { zh: "换密码", en: "Change the password" },
  changed: { zh: "密码已换，别处的登录都退出了", en: "Changed; you are signed out everywhere else" },
  changeNote: {
    zh: "换了密码，别的设备上的登录一起退出。",
    en: "With it you are signed out on all other devices.",
  },
  noPassword: {
    zh: "这是演示账号，选名字就能进来，没有密码可换。",
    en: "This is a demonstration account: choosing its name lets you in, and there is no password to change.",
  },
  sessions: { zh: "登录着的设备", en: "Where you are signed in" },
  sessionsNote: {
    zh: "不认得的，点“退出”，再换密码。每次登录最多十二小时。",
    en: "Sign out what you do not recognise, then change your password. A session lasts twelve hours at most.",
  },
  here: { zh: "这一台", en: "This one" },
  since: { zh: (at: string) => `${at} 登录`, en: (at: string) => `Signed in ${at}` },
  end: { zh: "退出", en: "Sign out" },
  endOf: { zh: (device: string) => `退出：${device}`, en: (device: string) => `Sign out: ${device}` },
  endOthers: { zh: "退出别处的全部登录", en: "Sign out everywhere else" },
  ended: { zh: "已退出", en: "Signed out" },
  identity: { zh: "您", en: "You" },
  who: {
    zh: (name: string, username: string) => `${name}，用户名 ${username}`,
    en: (name: string, username: string) => `${name}, username ${username}`,
  },
  start: { zh: "换好，开始", en: "Save and begin" },
  secondFactor: { zh: "两步验证", en: "Second step" },
  secondFactorIs: {
    zh: "登录时除了密码，还要手机上的六位数；同一台设备十二小时内不再问。",
    en: "Signing in takes the password and six digits from your telephone; a device you name as yours is not asked again for twelve hours.",
  },
  secondFactorOn: { zh: "已打开", en: "On" },
  secondFactorNeeded: {
    zh: (day: string) => `您的岗位看得到受限信息，最迟 ${day} 要打开。`,
    en: (day: string) => `Your post opens guarded facts: set it up by ${day}.`,
  },
  setUp: { zh: "打开两步验证", en: "Set up the second step" },
  setUpPassword: { zh: "先写一次现在的密码", en: "First your password once more" },
  next: { zh: "下一步", en: "Next" },
  scan: {
    zh: "用手机上的验证器扫这个码：微信里搜“验证器”小程序，或任何一种身份验证器应用。",
    en: "Scan this with an authenticator app on your telephone, any one of them.",
  },
  scanCode: { zh: "两步验证的二维码", en: "The code to scan" },
  keyInstead: { zh: "扫不了，就照抄这个密钥", en: "If it cannot be scanned, type this key" },
  code: { zh: "验证器上的六位数", en: "Six digits from the authenticator" },
  codeWrong: {
    zh: "六位数不对。数字半分钟一换，请看准再写；手机的时间也要准。",
    en: "These are not the digits. They change every half minute, and the telephone's time must be right.",
  },
  turnOn: { zh: "核对并打开", en: "Check and switch on" },
  backupTitle: { zh: "备用码", en: "Codes to put by" },
  backupLead: {
    zh: "手机不在身边时，用一个备用码代替六位数，每个只能用一次。打印或抄下，收在家里或保险柜，别夹在电脑旁边。",
    en: "Without your telephone, one of these stands for the six digits, each once. Print or copy them, and keep them at home or in the safe, not beside the computer.",
  },
  backupOnce: { zh: "这些只显示这一次。", en: "They are shown this once." },
  backupKept: { zh: "收好了", en: "They are put by" },
  backupAnew: { zh: "换一批备用码", en: "New codes to put by" },
  otherPhone: { zh: "换手机", en: "Another telephone" },
  otherPhoneNote: {
    zh: "原来那部手机不再管用，马上用新手机重新打开。",
    en: "The telephone before no longer counts; set it up on the new one right away.",
  },
  print: { zh: "打印", en: "Print" },
  cancel: { zh: "取消", en: "Cancel" },
  passwordWrong: { zh: "密码不对。", en: "That is not your password." },
  helpTitle: { zh: "帮书记恢复登录", en: "Let a secretary in again" },
  helpLead: {
    zh: "书记丢了手机和备用码时：当面认准是本人，写书记念的恢复码。确认记在您名下。",
    en: "When a secretary has lost telephone and codes: make sure in person that it is they, and give the code they read to you. The journal has it under your name.",
  },
  helpCode: { zh: "恢复码", en: "The code" },
  helpAct: { zh: "是本人，确认", en: "It is they: confirm" },
  helpDone: { zh: "已确认，书记现在可以凭密码登录", en: "Confirmed: their password lets them in now" },
  demonstrationExempt: {
    zh: "演示账号不用两步验证：后面没有真人，也没有真的资料。",
    en: "A demonstration account needs none: behind it is nobody, and nothing real.",
  },
} satisfies Words;
