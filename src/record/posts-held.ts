import { isDeepStrictEqual } from "node:util";
import { dayText, localDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { ownScope } from "#database/scope.ts";
import type { Tx } from "#database/scope.ts";
import { isOn } from "#work/staff.ts";
import type { DaySpan } from "#work/staff.ts";

/** A role somebody has on a day: by a post of their own, or standing in for somebody who is away. */
export interface HeldPost {
  role: string;
  /** null: all areas. */
  area: string | null;
  /** Whom they stand in for; null: it is their own. */
  standsInFor: string | null;
  /** The last day on which they have it, where that is known. */
  until: string | null;
  /** Not of this office themselves: it lets theirs act here, in one case or in all that the role is for. */
  granted?: { to: Text; case: string | null };
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

interface OfficeHeld {
  id: string;
  title: Text;
  posts: HeldPost[];
}

/**
 * Every office in which an account may act at this instant, each by its own day, with the posts that let it: its own, and
 * those that another office grants to whoever holds one. Begun under no office's scope.
 */
export async function officesOf(tx: Tx, account: string, now: Date): Promise<OfficeHeld[]> {
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

async function postsIn(tx: Tx, offices: EverHeld[], account: string, now: Date): Promise<OfficeHeld[]> {
  if (offices.length === 0) return [];
  const ids = offices.map(({ id }) => id);
  const [, grants, ...held] = await Promise.all([
    tx.rescope(ownScope(account, ids)),
    tx.often<GrantRow>(
      `select office.id, office.title, office.zone, to_office as "to", holders, role, case_file as "case",
              from_day as "from", until_day as until
       from office_grant join office on office.id = office_grant.office where to_office = any($1::text[])
       order by office.id, role`,
      [ids],
    ),
    ...offices.map(async ({ id, title, zone }) => ({
      id,
      title,
      posts: await postsOn(tx, id, account, dayText(localDay(now, zone))),
    })),
  ]);
  const own = held.filter(({ posts }) => posts.length > 0);
  return [...own, ...grantedTo(own, grants, now)];
}

type GrantRow = Omit<OfficeHeld, "posts"> &
  DaySpan & { zone: string; to: string; holders: string; role: string; case: string | null };

/** Where these people act by grants alone: whoever has posts of an office's own needs none there. */
function grantedTo(own: OfficeHeld[], grants: GrantRow[], now: Date): OfficeHeld[] {
  const through = grants.flatMap((grant) => {
    const from = own.find(({ id }) => id === grant.to);
    const isTheirs =
      from?.posts.some(({ role }) => role === grant.holders) === true &&
      isOn(grant, dayText(localDay(now, grant.zone))) &&
      !own.some(({ id }) => id === grant.id);
    return isTheirs ? [{ ...grant, of: from.title }] : [];
  });
  return [...Map.groupBy(through, ({ id }) => id)].map(([id, those]) => ({
    id,
    title: those[0]?.title ?? { zh: id },
    posts: those.map(({ role, until, of, ...grant }) => ({
      role,
      area: null,
      standsInFor: null,
      until,
      granted: { to: of, case: grant.case },
    })),
  }));
}
