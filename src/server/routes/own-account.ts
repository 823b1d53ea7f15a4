import { z } from "zod";
import { longestPassword, passwordFault } from "#basics/password.ts";
import type { Text } from "#basics/text.ts";
import { deviceWords } from "../device-words.ts";
import { WrongCall, route } from "../route.ts";
import { tooManyTries } from "../sign-in.ts";

/** One's own account, as its page shows it; reached without a post, too. */
export interface OwnAccount {
  username: string;
  name: string;
  demonstration: boolean;
  /** The password is one that was given: it has to be changed before anything else. */
  mustChange: boolean;
  secondFactor: boolean;
  sessions: {
    id: string;
    device: Text;
    /** ISO instant. */
    since: string;
    /** The one that asks. */
    here: boolean;
  }[];
}

const passwordInput = z.object({
  old: z
    .string()
    .max(longestPassword * 4)
    .optional(),
  to: z.string().max(longestPassword * 4),
});

const endingInput = z.union([z.object({ session: z.uuid() }), z.object({ others: z.literal(true) })]);

export const ownAccountRoutes = [
  route({
    method: "get",
    path: "/api/me/account",
    who: "account",
    about: {
      zh: "自己的账号：在哪些设备上登录着。",
      en: "One's own account: on which devices it is signed in.",
    },
    answer: async ({ context, house, signedIn }) => {
      const sessions = await house.signIn.sessionsOf(signedIn.account);
      const { username, name, demonstration, mustChange, secondFactor } = signedIn;
      const shown: OwnAccount = {
        username,
        name,
        demonstration,
        mustChange,
        secondFactor,
        sessions: sessions.map(({ id, userAgent, createdAt }) => ({
          id,
          device: deviceWords(userAgent),
          since: createdAt.toISOString(),
          here: id === signedIn.session,
        })),
      };
      return context.json(shown);
    },
  }),
  route({
    method: "post",
    path: "/api/me/password",
    who: "account",
    about: {
      zh: "换自己的密码；别处的登录随之退出。",
      en: "Changes one's own password; sessions elsewhere end.",
    },
    answer: async ({ context, house, signedIn }) => {
      const given = passwordInput.safeParse(await context.req.json().catch(() => undefined));
      if (!given.success) throw new WrongCall(422, notWhole);
      if (signedIn.demonstration)
        throw new WrongCall(409, {
          code: "demonstration-account",
          say: { zh: "演示账号没有密码。", en: "A demonstration account has no password." },
        });
      const { old, to } = given.data;
      const fault =
        passwordFault(to, signedIn) ??
        (to === old
          ? {
              code: "password-same",
              say: { zh: "新密码与原来的一样。", en: "The new password is the one you have." },
            }
          : undefined);
      if (fault !== undefined) throw new WrongCall(422, { ...fault, where: "to" });
      const changed = await house.signIn.changePassword(signedIn, old, to);
      if (typeof changed === "object") return tooManyTries(changed.wait);
      if (changed === "wrong")
        throw new WrongCall(422, {
          code: "password-wrong",
          say: { zh: "原来的密码不对。", en: "That is not the password you have now." },
          where: "old",
        });
      return context.json({ changed: true });
    },
  }),
  route({
    method: "post",
    path: "/api/me/sessions/end",
    who: "account",
    about: {
      zh: "退出自己在一台设备上、或别处全部的登录。",
      en: "Ends one's own session on one device, or all others.",
    },
    answer: async ({ context, house, signedIn }) => {
      const given = endingInput.safeParse(await context.req.json().catch(() => undefined));
      if (!given.success) throw new WrongCall(422, notWhole);
      await house.signIn.endSessions(
        signedIn.account,
        "session" in given.data ? { only: given.data.session } : { butNot: signedIn.session },
      );
      return context.json({ ended: true });
    },
  }),
];

const notWhole = {
  code: "not-whole",
  say: {
    zh: "请求不完整，请回到页面再试。",
    en: "The request is not whole; go back to the page and try again.",
  },
};
