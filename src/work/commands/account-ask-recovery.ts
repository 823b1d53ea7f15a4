import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, openPart } from "../command.ts";
import { secretary } from "../office-rules.ts";
import { isOn } from "../staff.ts";

/** A secretary who has given the right password, and has lost the second step: the machine asks in their name. */
export const accountAskRecovery = command({
  name: "account.ask-recovery",
  title: { zh: "书记申请恢复登录", en: "A secretary asks to be let in again" },
  about: {
    zh: "书记丢了手机和备用码：登录时写对密码，得到一个恢复码，念给一位同事，由同事确认。",
    en: "A secretary has lost telephone and codes: after the right password they are shown a code, and read it to a colleague, who confirms it.",
  },
  may: "installation",
  input: z.object({}),
  needs: () => ({ staff: {} }),
  decide: ({ staff }, _, { actor, today }) => {
    const who = staff.get(actor.account);
    if (!who?.posts.some((post) => post.role === secretary.id && isOn(post, dayText(today))))
      return refuse("not-a-secretary", {
        zh: "这样恢复的只有书记；别的岗位请书记在“设置 › 人员与岗位”里撤去两步验证。",
        en: "Only a secretary is let in this way; for any other post the secretary removes the second step in Settings › People and posts.",
      });
    return [{ kind: "recovery-asked", parts: [openPart({ account: who.id, name: who.name })] }];
  },
});
