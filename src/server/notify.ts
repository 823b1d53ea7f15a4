import { createTransport } from "nodemailer";
import { legalCalendar } from "#basics/calendar.ts";
import { dayText, localDay } from "#basics/day.ts";
import type { Day } from "#basics/day.ts";
import { wallClock } from "#basics/deadline.ts";
import { textIn } from "#basics/text.ts";
import type { Language, Text } from "#basics/text.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { sayDay } from "#publish/period.ts";
import { byOneServer } from "#record/by-one-server.ts";
import { channelsOf, keepTold, lastTold } from "#record/notifications.ts";
import { loadOffice, officeIds } from "#record/office.ts";
import { morning } from "#record/views/morning.ts";
import type { Morning } from "#record/views/morning.ts";
import { reading } from "#record/views/reading.ts";
import type { Channel, ChannelKind } from "#work/channel.ts";
import { secretary } from "#work/office-rules.ts";
import type { House } from "./route.ts";
import type { MailSetting } from "./settings.ts";

/** A machine switched on later in the morning still tells; at noon it is no news any more. */
const tellsFor = 4 * 60;
const lookEvery = 30_000;
const triesAgainAfter = 600;

/** Looks twice a minute whether some office's figures are to be sent. Returns what ends it. */
export function watchNotifications(house: House): () => Promise<void> {
  let telling: Promise<unknown> | undefined;
  const look = () => {
    telling ??= tellOffices(house, house.clock.now())
      .catch((error: unknown) => console.error(error))
      .finally(() => (telling = undefined));
  };
  const timer = setInterval(look, lookEvery);
  return async () => {
    clearInterval(timer);
    await telling;
  };
}

/** Sends, in every office, what its channels are to be told by now and were not yet; of several servers one does. Resolves with how many were. */
export async function tellOffices(house: House, now: Date): Promise<number> {
  let sent = 0;
  await byOneServer(house.keeper, "notifications", async () => {
    sent = await tellAll(house, now);
  });
  return sent;
}

async function tellAll(house: House, now: Date): Promise<number> {
  let sent = 0;
  for (const office of await officeIds(house.keeper.database)) {
    const { app } = house.keeper.database;
    const { zone, channels, told } = await scoped(
      app,
      engineScope(office, null),
      "read only",
      async (tx) => ({
        zone: (await loadOffice(house.keeper, tx, office)).rules.zone,
        channels: await channelsOf(house.keeper, tx, office),
        told: await lastTold(tx, office),
      }),
    );
    const today = localDay(now, zone);
    if (!legalCalendar.isWorkday(today)) continue;
    const minute = wallClock(now.getTime(), zone).sinceMidnight / 60_000;
    for (const channel of channels) {
      const begins = Number(channel.at.slice(0, 2)) * 60 + Number(channel.at.slice(3));
      const last = told.find((each) => each.channel === channel.channel);
      const isDone =
        last?.day === dayText(today) && (last.failed === null || last.secondsAgo < triesAgainAfter);
      if (isDone || minute < begins || minute >= begins + tellsFor) continue;
      const failed = await tell(house, office, channel, now);
      if (failed === null) sent++;
      await scoped(app, engineScope(office, null), "read write", (tx) =>
        keepTold(tx, office, { channel: channel.channel, day: dayText(today), failed }),
      );
    }
  }
  return sent;
}

/** Sends an office's figures to one channel now. Resolves with why it could not be, or null. */
export async function tell(house: House, office: string, channel: Channel, now: Date): Promise<Text | null> {
  // As the secretary sees it, without what is guarded: whoever reads along in a group holds no post here.
  const looker = {
    account: "00000000-0000-0000-0000-000000000000",
    roles: [secretary.id],
    posts: [{ role: secretary.id, area: null, standsInFor: null }],
  };
  const message = await reading(house.keeper, office, looker, now, async (reader) =>
    sayMorning(reader.office.rules.title, reader.today, await morning(reader), channel.language),
  );
  try {
    if (channel.kind === "mail") return await sendMail(house.mail, channel, message);
    return await sendToRobot(channel, message);
  } catch (error) {
    console.error(`notification to ${channel.kind}: ${error instanceof Error ? error.message : ""}`);
    return {
      zh: "没有发出去：对方没有应答。看看网络和地址，过几分钟会自动再发。",
      en: "Not sent: no answer from there. Look at the network and the address; it is tried again in a while.",
    };
  }
}

/** The morning's figures as a short message; its first line is a letter's subject. */
export function sayMorning(
  office: Text,
  day: Day,
  { overdue, due, coming, areas, cases }: Morning,
  language: Language,
): string {
  const elsewhere: Text = { zh: "未分网格", en: "no area" };
  const lines: Text[] = [
    {
      zh: `【井台】${office.zh} ${sayDay(day).zh}`,
      en: `[Wellside] ${textIn(office, "en")}, ${sayDay(day).en}`,
    },
    {
      zh: `今天到期 ${due} 件，逾期 ${overdue} 件，七日内到期 ${coming} 件`,
      en: `due today ${due}, late ${overdue}, due within a week ${coming}`,
    },
    ...areas.map(({ title, ...counts }): Text => {
      const name = title ?? elsewhere;
      return {
        zh: `${name.zh}：今天 ${counts.due}，逾期 ${counts.overdue}`,
        en: `${textIn(name, "en")}: today ${counts.due}, late ${counts.overdue}`,
      };
    }),
    {
      zh: `在办事项 ${cases.open} 件，其中超时 ${cases.overdue} 件`,
      en: `open cases ${cases.open}, of these overdue ${cases.overdue}`,
    },
  ];
  return lines.map((line) => textIn(line, language)).join("\n");
}

/** The bodies that the robots take, as their makers describe them; all answer with a code that is 0 when all is well. */
const robotBodies: Record<Exclude<ChannelKind, "mail">, (text: string) => object> = {
  wecom: (content) => ({ msgtype: "text", text: { content } }),
  dingtalk: (content) => ({ msgtype: "text", text: { content } }),
  feishu: (text) => ({ msg_type: "text", content: { text } }),
};

const patience = 10_000;

async function sendToRobot({ kind, to }: Channel, message: string): Promise<Text | null> {
  if (kind === "mail") throw new Error("a mailbox is no robot");
  const answer = await fetch(to, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(robotBodies[kind](message)),
    redirect: "error",
    signal: AbortSignal.timeout(patience),
  });
  const said = (await answer.json().catch(() => ({}))) as { errcode?: number; code?: number };
  const code = said.errcode ?? said.code ?? (answer.ok ? 0 : answer.status);
  if (answer.ok && code === 0) return null;
  return {
    zh: `机器人没有收下（代码 ${code}）。看看地址是否还有效；钉钉的安全设置选“自定义关键词”，填消息开头方括号里的字。`,
    en: `The robot did not take it (code ${code}). See whether its address is still good; for DingTalk set the keyword of its security settings to the first word of this message.`,
  };
}

async function sendMail(
  mail: MailSetting | undefined,
  { to }: Channel,
  message: string,
): Promise<Text | null> {
  if (mail === undefined)
    return {
      zh: "这台机器还没有设置发信服务器（WELLSIDE_MAIL）。",
      en: "No server for letters is set on this machine (WELLSIDE_MAIL).",
    };
  const transport = createTransport(mail.server, {
    from: mail.from,
  });
  try {
    await transport.sendMail({ to, subject: message.split("\n")[0], text: message });
    return null;
  } finally {
    transport.close();
  }
}
