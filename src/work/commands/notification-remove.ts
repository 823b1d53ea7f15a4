import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, openPart } from "../command.ts";

export const notificationRemove = command({
  name: "notification.remove",
  title: { zh: "撤去每日提醒", en: "Remove a daily notification" },
  about: { zh: "不再往这里发。", en: "Nothing is sent there any more." },
  may: "secretary",
  input: z.object({ channel: idInput }),
  needs: ({ channel }) => ({ channels: [channel] }),
  decide: (state, { channel }) => {
    if (!state.channels.has(channel))
      return refuse(
        "unknown-channel",
        {
          zh: "没有这一条提醒，可能已经撤去。",
          en: "There is no such notification; it may be gone already.",
        },
        "channel",
      );
    return [{ kind: "notification-removed", parts: [openPart({ channel })] }];
  },
});
