import type { Text } from "#basics/text.ts";

/** Where an office's morning figures are sent. `to`: the robot's address, which is a secret, or a mail address. */
export interface Channel {
  channel: string;
  title: string;
  kind: ChannelKind;
  to: string;
  /** Local time, "08:00": once on every working day. */
  at: string;
  language: "zh" | "en";
}

export const channelKinds = {
  wecom: { zh: "企业微信群机器人", en: "WeCom group robot" },
  dingtalk: { zh: "钉钉群机器人", en: "DingTalk group robot" },
  feishu: { zh: "飞书群机器人", en: "Feishu (Lark) group robot" },
  mail: { zh: "电子邮件", en: "E-mail" },
} satisfies Record<string, Text>;

export type ChannelKind = keyof typeof channelKinds;
