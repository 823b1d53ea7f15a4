import { z } from "zod";
import type { Text } from "#basics/text.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { channelsOf, lastTold } from "#record/notifications.ts";
import { NotFound } from "#record/views/reader.ts";
import type { Channel } from "#work/channel.ts";
import { idInput } from "#work/command.ts";
import { tell } from "../notify.ts";
import { route } from "../route.ts";

/** A channel as it is shown: of a robot's address only where it leads, for its key lets anybody write to the group. */
export interface ChannelShown extends Omit<Channel, "to"> {
  to: string;
  last: { day: string; failed: Text | null } | null;
}

export const notificationRoutes = [
  route({
    method: "get",
    path: "/api/notifications",
    who: "secretary",
    about: {
      zh: "每日提醒发往哪里，上一次发得怎样。",
      en: "Where the daily notifications go, and how the last went.",
    },
    answer: async ({ context, house, asker }) => {
      const { keeper } = house;
      const shown = await scoped(
        keeper.database.app,
        engineScope(asker.office, asker.account),
        "read only",
        async (tx) => {
          const told = await lastTold(tx, asker.office);
          return (await channelsOf(keeper, tx, asker.office)).map((channel): ChannelShown => {
            const last = told.find((each) => each.channel === channel.channel);
            return {
              ...channel,
              to:
                channel.kind === "mail" ? channel.to : `${new URL(channel.to).host} …${channel.to.slice(-4)}`,
              last: last === undefined ? null : { day: last.day, failed: last.failed },
            };
          });
        },
      );
      return context.json(shown);
    },
  }),
  route({
    method: "post",
    path: "/api/notifications/try",
    who: "secretary",
    about: { zh: "现在就发一次，看看通不通。", en: "Sends once now, to see whether it arrives." },
    answer: async ({ context, house, asker }) => {
      const body: unknown = await context.req.json().catch(() => undefined);
      const given = z.object({ channel: idInput }).safeParse(body).data?.channel;
      const { keeper } = house;
      const scope = engineScope(asker.office, asker.account);
      const channels = await scoped(keeper.database.app, scope, "read only", (tx) =>
        channelsOf(keeper, tx, asker.office),
      );
      const channel = channels.find((each) => each.channel === given);
      if (channel === undefined) throw new NotFound();
      const failed = await tell(house, asker.office, channel, house.clock.now());
      return context.json({ failed });
    },
  }),
];
