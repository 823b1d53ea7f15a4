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
} satisfies Words;
