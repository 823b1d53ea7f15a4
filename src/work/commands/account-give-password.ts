import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, openPart } from "../command.ts";
import { isOnOrToCome } from "../staff.ts";

/**
 * A way in for whoever is new, or has forgotten theirs. That it was given, to whom and by whom, is kept; the password is made by
 * the server once this is done, told in its answer alone, and has to be changed at the first signing in.
 */
export const accountGivePassword = command({
  name: "account.give-password",
  title: { zh: "发一次性密码", en: "Give a one-time password" },
  about: {
    zh: "新来的人，或忘了密码的人：发一个一次性密码，只显示一次，本人登录后要换成自己的。原来的密码作废，正在用的登录全部退出。",
    en: "For whoever is new, or has forgotten their password: a one-time password, shown once, which they change on signing in. The one before is void, and whoever is signed in with it is signed out.",
  },
  may: "secretary",
  input: z.object({ account: idInput }),
  needs: ({ account }) => ({ staff: {}, worksElsewhere: account }),
  decide: ({ staff, worksElsewhere }, { account }, { actor, today }) => {
    const who = staff.get(account);
    if (who === undefined)
      return refuse(
        "unknown-account",
        { zh: "本机构没有这个账号。", en: "This office has no such account." },
        "account",
      );
    if (account === actor.account)
      return refuse(
        "own-account",
        {
          zh: "自己的密码在“设置 › 我的账号”里换。",
          en: "Your own password is changed in Settings › My account.",
        },
        "account",
      );
    if (who.demonstration)
      return refuse(
        "demonstration-account",
        { zh: "演示账号不用密码。", en: "A demonstration account needs no password." },
        "account",
      );
    if (!who.posts.some((post) => isOnOrToCome(post, dayText(today))))
      return refuse(
        "no-post-left",
        { zh: `${who.name}没有岗位了，请先任岗。`, en: `${who.name} holds no post: give one first.` },
        "account",
      );
    // Whoever knows the password signs in to both: one office's secretary must not let themselves into another.
    if (worksElsewhere === true && actor.installation !== true)
      return refuse(
        "works-elsewhere-too",
        {
          zh: `${who.name}在别的机构也有岗位，请由管理这台机器的人发（wellside account --reset）。`,
          en: `${who.name} holds a post in another office too: whoever runs this machine gives it (wellside account --reset).`,
        },
        "account",
      );
    return [{ kind: "password-given", parts: [openPart({ account, name: who.name })] }];
  },
});
