import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, openPart } from "../command.ts";
import { secretary } from "../office-rules.ts";

/** A telephone is lost, and the codes that were put by are too: they sign in by password alone, and set up another one. */
export const accountRemoveSecondFactor = command({
  name: "account.remove-second-factor",
  title: { zh: "撤去两步验证", en: "Remove a second step" },
  about: {
    zh: "同事的手机丢了，备用码也没有：当面认准是本人，撤去两步验证。正在用的登录全部退出，本人凭密码登录后重新打开。",
    en: "A colleague's telephone is lost, and so are the codes they put by: make sure in person that it is they, and remove it. They are signed out, sign in by password, and set it up anew.",
  },
  may: "secretary",
  input: z.object({ account: idInput }),
  needs: ({ account }) => ({ staff: {}, worksElsewhere: account }),
  decide: ({ staff, worksElsewhere }, { account }, { actor }) => {
    const who = staff.get(account);
    if (who === undefined)
      return refuse(
        "unknown-account",
        { zh: "本机构没有这个账号。", en: "This office has no such account." },
        "account",
      );
    const byMachine = actor.installation === true;
    if (account === actor.account)
      return refuse(
        "own-account",
        {
          zh: "自己的在“设置 › 我的账号”里换手机。",
          en: "Your own is moved to another telephone in Settings › My account.",
        },
        "account",
      );
    if (worksElsewhere === true && !byMachine)
      return refuse(
        "works-elsewhere-too",
        {
          zh: `${who.name}在别的机构也有岗位，请由管理这台机器的人撤去（wellside account --remove-second-step）。`,
          en: `${who.name} holds a post in another office too: whoever runs this machine removes it (wellside account --remove-second-step).`,
        },
        "account",
      );
    // One secretary alone must not be able to become another: with a one-time password this would be all it takes.
    if (who.posts.some(({ role }) => role === secretary.id) && !byMachine)
      return refuse(
        "two-officers-needed",
        {
          zh: `${who.name}任过书记，要两个人办：本人登录时点“书记丢了手机”，再由一位同事在“设置 › 我的账号”里确认。`,
          en: `${who.name} is or was a secretary, which takes two: they press “A secretary's telephone is lost” on signing in, and a colleague confirms it in Settings › My account.`,
        },
        "account",
      );
    return [{ kind: "second-factor-removed", parts: [openPart({ account, name: who.name })] }];
  },
});
