import { isDeepStrictEqual } from "node:util";
import { dayText, localDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import type { Tx } from "#database/scope.ts";

/** A role somebody has on a day: by a post of their own, or standing in for somebody who is away. */
export interface HeldPost {
  role: string;
  /** null: all areas. */
  area: string | null;
  /** Whom they stand in for; null: it is their own. */
  standsInFor: string | null;
  /** The last day on which they have it, where that is known. */
  until: string | null;
}

/**
 * The posts that an account holds in an office on a day ("YYYY-MM-DD"); asked for each request, so that a post that begins, ends
 * or is stood in for needs nothing to tick. Who holds none of their own stands in for nobody.
 */
export async function postsOn(tx: Tx, office: string, account: string, day: string): Promise<HeldPost[]> {
  const held = await tx.often<HeldPost & Record<string, unknown>>(
    `select post.role, post.area, null::text as "standsInFor", post.until_day as until
     from post where post.office = $1 and post.account = $2 and ${inForce("post")}
     union all
     select post.role, post.area, away.name, leave.until_day
     from stand_in
     join leave on leave.office = stand_in.office and leave.id = stand_in.leave
     join post on post.office = stand_in.office and post.id = stand_in.post
     join account as away on away.id = leave.account
     where stand_in.office = $1 and stand_in.account = $2 and ${inForce("leave")} and ${inForce("post")}
     order by 3 nulls first, 1, 2`,
    [office, account, day],
  );
  return held.some(({ standsInFor }) => standsInFor === null) ? held : [];
}

/** Does this post, or this leave, hold on the day $3? Both its days count. */
function inForce(table: "post" | "leave"): string {
  return `${table}.from_day <= $3 and (${table}.until_day is null or ${table}.until_day >= $3)`;
}

/** Every office in which an account holds a post at this instant, each by its own day, with those posts. Begun under no office's scope. */
export async function officesOf(
  tx: Tx,
  account: string,
  now: Date,
): Promise<{ id: string; title: Text; posts: HeldPost[] }[]> {
  // Mostly they are those of the last request, so that their posts are asked for in the same round trip.
  const guess = lastKnown.get(account) ?? [];
  const [known, guessed] = await Promise.all([
    tx.often<EverHeld & Record<string, unknown>>(
      `select id, title, zone from office
       where id in (select office from post where account = $1) order by id`,
      [account],
    ),
    postsIn(tx, guess, account, now),
  ]);
  if (isDeepStrictEqual(known, guess)) return guessed;
  lastKnown.set(account, known);
  return postsIn(tx, known, account, now);
}

/** An office in which an account holds a post, or once did. */
interface EverHeld {
  id: string;
  title: Text;
  zone: string;
}

const lastKnown = new Map<string, EverHeld[]>();

async function postsIn(
  tx: Tx,
  offices: EverHeld[],
  account: string,
  now: Date,
): Promise<{ id: string; title: Text; posts: HeldPost[] }[]> {
  if (offices.length === 0) return [];
  const [, ...held] = await Promise.all([
    tx.rescope({ offices: offices.map(({ id }) => id), account, veils: [], sealed: [] }),
    ...offices.map(async ({ id, title, zone }) => ({
      id,
      title,
      posts: await postsOn(tx, id, account, dayText(localDay(now, zone))),
    })),
  ]);
  return held.filter(({ posts }) => posts.length > 0);
}
