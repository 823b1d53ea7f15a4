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
} satisfies Words;
