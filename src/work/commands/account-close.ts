import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, openPart } from "../command.ts";
import { secretary } from "../office-rules.ts";
import { isOnOrToCome, keepsASecretary } from "../staff.ts";

/** Somebody has gone, or must not come in any more: all their posts here end now, and so does whatever they are signed in with. */
export const accountClose = command({
  name: "account.close",
  title: { zh: "停用账号", en: "Close an account" },
  about: {
    zh: "人已离开，或不能再进来：在本机构的岗位一次全部免去，正在用的登录当即退出。记过的仍是本人记的；再任岗就又能进来。",
    en: "When somebody has gone, or must not come in any more: all their posts here end at once, and they are signed out. What they recorded stays theirs; a new post lets them in again.",
  },
  may: "secretary",
  input: z.object({ account: idInput }),
  needs: () => ({ staff: {} }),
  decide: ({ staff }, { account }, { actor, today }) => {
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
          zh: "不能停用自己的账号，请由另一位书记来停。",
          en: "Nobody closes their own account: another secretary does.",
        },
        "account",
      );
    const posts = who.posts.filter((post) => isOnOrToCome(post, dayText(today)));
    if (posts.length === 0)
      return refuse(
        "closed-already",
        { zh: `${who.name}已经没有岗位，进不来了。`, en: `${who.name} holds no post, and cannot come in.` },
        "account",
      );
    const others = new Map([...staff].filter(([id]) => id !== account));
    if (posts.some(({ role }) => role === secretary.id) && !keepsASecretary(others, "", dayText(today)))
      return refuse(
        "last-secretary",
        {
          zh: `${who.name}是最后一位${secretary.title.zh}。请先给接任的人任岗，再停用。`,
          en: `${who.name} is the last secretary: give the post to whoever follows first.`,
        },
        "account",
      );
    const until = dayText(today - 1);
    return [
      {
        kind: "account-closed",
        parts: [
          openPart({
            account,
            name: who.name,
            posts: posts.map(({ id, role, area }) => ({ post: id, role, area })),
            until,
          }),
        ],
      },
    ];
  },
});
