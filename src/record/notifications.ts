import type { Text } from "#basics/text.ts";
import type { Tx } from "#database/scope.ts";
import type { Channel } from "#work/channel.ts";
import type { Apply } from "./apply.ts";
import type { Keeper } from "./keeper.ts";
import { KeyRing, officeHolder } from "./keys.ts";
import { sealJson, unsealJson } from "./seal.ts";

export const notificationAppliers: Record<string, Apply> = {
  "notification-added": ({ office, number, parts }, { changes, keys }) => {
    const body = parts[0]?.body as Channel | null | undefined;
    if (body === null || body === undefined) return;
    const sealed = sealJson(keys.get(officeHolder), body, channelPlace(body.channel));
    changes.insert("notification", { office, channel: body.channel, sealed, number });
  },

  "notification-removed": async ({ office, parts }, { sql }) => {
    const tx = await sql();
    await tx.rows("delete from notification where office = $1 and channel = $2", [
      office,
      parts[0]?.body?.["channel"],
    ]);
  },
};

export function channelPlace(channel: string): string {
  return `notification/${channel}`;
}

/** How the last sending of a channel went. */
export interface Told {
  channel: string;
  /** "YYYY-MM-DD" */
  day: string;
  /** Why it came to nothing. */
  failed: Text | null;
}

/** Where the office's figures are to go, the first added first. Whoever asks shows no address whole. */
export async function channelsOf(keeper: Keeper, tx: Tx, office: string): Promise<Channel[]> {
  const rows = await tx.rows<{ channel: string; sealed: Buffer }>(
    "select channel, sealed from notification where office = $1 order by number",
    [office],
  );
  if (rows.length === 0) return [];
  const keys = new KeyRing(office, keeper.master);
  await keys.load(tx, [officeHolder]);
  return rows.map(
    ({ channel, sealed }) => unsealJson(keys.get(officeHolder), sealed, channelPlace(channel)) as Channel,
  );
}

/** The last of each channel. */
export async function lastTold(tx: Tx, office: string): Promise<(Told & { secondsAgo: number })[]> {
  return tx.rows<Told & { secondsAgo: number }>(
    'select distinct on (channel) channel, day, failed, extract(epoch from now() - at)::int as "secondsAgo" from told where office = $1 order by channel, day desc',
    [office],
  );
}

export async function keepTold(tx: Tx, office: string, { channel, day, failed }: Told): Promise<void> {
  await tx.rows(
    `insert into told (office, channel, day, at, failed) values ($1, $2, $3, now(), $4)
     on conflict (office, channel, day) do update set at = now(), failed = excluded.failed`,
    [office, channel, day, failed === null ? null : JSON.stringify(failed)],
  );
}
