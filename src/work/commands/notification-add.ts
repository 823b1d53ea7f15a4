import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, officeKey } from "../command.ts";

/** Figures alone are ever sent, no name: a group's members change, and nobody here knows who they are. */
export const notificationAdd = command({
  name: "notification.add",
  title: { zh: "添加每日提醒", en: "Add a daily notification" },
  about: {
    zh: "每个工作日到点，把今天应办多少、逾期多少发到群机器人或邮箱；只发数，不发名字。",
    en: "At a time of every working day, sends how much is due and how much late to a group's robot or a mailbox: figures only, no names.",
  },
  may: "secretary",
  input: z.object({
    channel: idInput,
    title: z.string().trim().min(1).max(60),
    kind: z.enum(["wecom", "dingtalk", "feishu", "mail"]),
    to: z.string().trim().min(3).max(500),
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    language: z.enum(["zh", "en"]).default("zh"),
  }),
  needs: ({ channel }) => ({ channels: [channel] }),
  decide: (state, input) => {
    if (state.channels.has(input.channel))
      return refuse(
        "channel-exists",
        { zh: "这一条提醒已经有了。", en: "This notification is there already." },
        "channel",
      );
    if (input.kind === "mail") {
      if (!z.email().safeParse(input.to).success)
        return refuse(
          "not-a-mail-address",
          {
            zh: "邮箱地址不对，写成 name@example.cn。",
            en: "This is no mail address: write it as name@example.cn.",
          },
          "to",
        );
    } else if (!isHttps(input.to))
      return refuse(
        "not-an-https-address",
        {
          zh: "把群机器人的地址整条粘贴过来，以 https:// 开头。",
          en: "Paste the robot's whole address; it begins with https://.",
        },
        "to",
      );
    // The address of a robot lets whoever knows it write to the group.
    return [
      { kind: "notification-added", parts: [{ subject: null, holder: officeKey, body: { ...input } }] },
    ];
  },
});

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === "https:";
}
