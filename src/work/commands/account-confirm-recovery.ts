import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, openPart } from "../command.ts";
import { secretary } from "../office-rules.ts";
import { isOn } from "../staff.ts";

/** The second of two officers: the machine gives it in their name once the code that the secretary was shown has been read to them. */
export const accountConfirmRecovery = command({
  name: "account.confirm-recovery",
  title: { zh: "确认书记恢复登录", en: "Confirm that a secretary is let in again" },
  about: {
    zh: "书记丢了手机：当面认准是本人，写书记念的恢复码。书记的两步验证随即撤去，凭密码登录后重新打开。",
    en: "A secretary's telephone is lost: make sure in person that it is they, and give the code they read to you. Their second step is removed; they sign in by password and set it up anew.",
  },
  may: "installation",
  input: z.object({ account: idInput }),
  needs: () => ({ staff: {} }),
  decide: ({ staff }, { account }, { actor, today, rules }) => {
    const who = staff.get(account);
    if (!who?.posts.some((post) => post.role === secretary.id && isOn(post, dayText(today))))
      return refuse(
        "not-a-secretary",
        { zh: "这个恢复码不是本机构书记的。", en: "This code is not of a secretary of this office." },
        "code",
      );
    if (account === actor.account)
      return refuse(
        "own-account",
        { zh: "要另一位同事来确认，自己不行。", en: "Another officer has to confirm it." },
        "code",
      );
    if (!actor.roles.some((role) => rules.roles.get(role)?.outside === false))
      return refuse(
        "not-inside",
        {
          zh: "只有本机构的岗位可以确认。",
          en: "Only somebody with a post of the office itself may confirm.",
        },
        "code",
      );
    return [{ kind: "recovery-confirmed", parts: [openPart({ account, name: who.name })] }];
  },
});
