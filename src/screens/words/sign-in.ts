import type { Words } from "./words.ts";

export const signInWords = {
  title: { zh: "井台", en: "Wellside" },
  lead: {
    zh: "承诺写成文，到期有人办，办了留得下。",
    en: "What was promised falls due, is done, and is on record.",
  },
  chooseRole: { zh: "选一个角色进入演示", en: "Choose a role to enter the demonstration" },
  demonstration: {
    zh: "演示 · 机构与人都是编造的",
    en: "Demonstration · the office and its people are invented",
  },
  clock: {
    zh: (clock: string) => `演示时钟：${clock}`,
    en: (clock: string) => `Demonstration clock: ${clock}`,
  },
  allAreas: { zh: "全部片区", en: "all areas" },
  username: { zh: "用户名", en: "Username" },
  password: { zh: "密码", en: "Password" },
  signIn: { zh: "登录", en: "Sign in" },
  signingIn: { zh: "正在进入…", en: "Signing in…" },
  wrong: { zh: "用户名或密码不对。", en: "The username or password is not right." },
  empty: { zh: "请填写这一项", en: "Please fill this in" },
  backToRoles: { zh: "回到演示的角色", en: "Back to the demonstration's roles" },
  publicPage: { zh: "居民看到的页面", en: "What residents see" },
  ownAccount: { zh: "用自己的账户登录", en: "Sign in with an account of your own" },
  forgotten: {
    zh: "忘了密码，请社区书记发一个一次性密码。",
    en: "Forgotten your password? The secretary gives you a one-time password.",
  },
  lapsed: {
    zh: "这个一次性密码过期了，请书记再发一个。",
    en: "This one-time password has lapsed: ask the secretary for another.",
  },
  show: { zh: "显示", en: "Show" },
  hide: { zh: "隐藏", en: "Hide" },
  showOf: { zh: "显示密码", en: "Show the password" },
  firstTitle: { zh: "换成自己的密码", en: "Choose a password of your own" },
  firstLead: {
    zh: (name: string) => `${name}，您用一次性密码进来了。换好自己的密码，就可以开始。`,
    en: (name: string) => `${name}, you came in by a one-time password. Choose your own, and you can begin.`,
  },
  noPostTitle: { zh: "您现在没有岗位", en: "You hold no post at present" },
  noPostLead: {
    zh: (name: string) =>
      `${name}，您的账号还在，记过的也都在。能看什么、办什么由岗位决定，现在没有岗位，所以什么也打不开。`,
    en: (name: string) =>
      `${name}, your account is still here, and so is all you recorded. What opens follows from your posts, and at present you hold none.`,
  },
  noPostNext: {
    zh: "要是岗位还没到开始的日子，到那天再登录就好；要是弄错了，请找社区书记。",
    en: "If a post of yours begins on a later day, sign in then; if this is a mistake, please ask the secretary.",
  },
  signOut: { zh: "退出登录", en: "Sign out" },
  codeTitle: { zh: "再写手机上的六位数", en: "Now the six digits from your telephone" },
  codeLead: {
    zh: "打开手机上的验证器，写现在显示的数字。",
    en: "Open the authenticator on your telephone and give the digits it shows.",
  },
  code: { zh: "六位数", en: "Six digits" },
  backupCode: { zh: "备用码", en: "A code you put by" },
  useBackup: { zh: "手机不在身边，用备用码", en: "No telephone at hand: use a code you put by" },
  useCode: { zh: "用手机上的六位数", en: "Use the digits from your telephone" },
  trust: {
    zh: "这是我自己用的设备，今天不再问",
    en: "This device is mine alone: do not ask again today",
  },
  codeWrong: {
    zh: "不对，请再看一眼。数字半分钟一换。",
    en: "Not right: look once more. The digits change every half minute.",
  },
  backupWrong: { zh: "备用码不对，或用过了。", en: "This code is not right, or was used before." },
  codeTooMany: {
    zh: "错得太多了，请重新登录，再等一会儿。",
    en: "Too many wrong ones: sign in anew, and wait a little.",
  },
  codeLate: { zh: "等得太久，请重新登录。", en: "That took too long: please sign in anew." },
  lostPhone: {
    zh: "手机丢了，备用码也没有：请书记在“设置 › 人员与岗位”里撤去您的两步验证。",
    en: "Telephone and codes both lost: the secretary removes your second step in Settings › People and posts.",
  },
  secretaryLost: { zh: "书记丢了手机", en: "A secretary's telephone is lost" },
  recoveryTitle: { zh: "把这个恢复码念给一位同事", en: "Read this code to a colleague" },
  recoveryLead: {
    zh: "同事在“设置 › 我的账号 › 帮书记恢复登录”里写下它，您就能凭密码进来，再用新手机打开两步验证。三十分钟内有效；申请和确认都记入日志。",
    en: "They give it in Settings › My account › Let a secretary in again; then your password lets you in, and you set up the second step on a new telephone. It is good for thirty minutes; both are in the journal.",
  },
  goOn: { zh: "进去", en: "Go in" },
  again: { zh: "重新登录", en: "Sign in anew" },
  secondTitle: { zh: "打开两步验证", en: "Set up the second step" },
  secondLead: {
    zh: (name: string) =>
      `${name}，您的岗位看得到受限信息，光凭密码不够：登录还要手机上的六位数。现在打开，只要一分钟。`,
    en: (name: string) =>
      `${name}, your post opens guarded facts, and a password alone is not enough: signing in takes six digits from your telephone too. It is set up in a minute.`,
  },
} satisfies Words;
