import { dayText } from "#basics/day.ts";
import type { Reader } from "./reader.ts";

/** A post whose holder is away today, and who stands in for it. Everybody in the office may know. */
export interface StandIn {
  role: string;
  area: string | null;
  away: string;
  by: string;
  /** The last day away. */
  until: string;
  /** It is the reader who stands in. */
  mine: boolean;
}

export async function standInsToday({ tx, office, today, account }: Reader): Promise<StandIn[]> {
  return tx.often<StandIn & Record<string, unknown>>(
    `select post.role, post.area, away.name as away, by.name as by, leave.until_day as until, stand_in.account = $3 as mine
     from leave
     join stand_in on stand_in.office = leave.office and stand_in.leave = leave.id
     join post on post.office = leave.office and post.id = stand_in.post
     join account as away on away.id = leave.account
     join account as by on by.id = stand_in.account
     where leave.office = $1 and leave.from_day <= $2 and leave.until_day >= $2
       and post.from_day <= $2 and (post.until_day is null or post.until_day >= $2)
     order by post.area nulls last, post.role`,
    [office.rules.office, dayText(today), account === "" ? null : account],
  );
}

/** Who stands in where this role owes something there; whoever holds that very area before whoever holds all. */
export function standInFor(standIns: StandIn[], role: string, area: string | null): StandIn | undefined {
  const fitting = standIns.filter((each) => each.role === role && (each.area === null || each.area === area));
  return fitting.find((each) => each.area !== null) ?? fitting[0];
}
