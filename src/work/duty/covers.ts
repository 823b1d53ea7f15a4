import { type Day, parseDay } from "#basics/day.ts";
import type { DutyRecord } from "./duty.ts";
import type { KeptDay } from "./kept.ts";

/** An excuse or a decline: nothing that falls due from `from` until `until` (inclusive) is asked for. */
export interface Cover {
  from: Day;
  until: Day;
  outcome: "excused" | "declined";
  record: string;
}

/**
 * The covers that bear on a promise (duties.md, 8). A counted day after one was made ends it the day before:
 * the patient came home early.
 */
export function coversOf(
  records: DutyRecord[],
  promise: string,
  counted: () => KeptDay[],
  today: Day,
): Cover[] {
  const covers: Cover[] = [];
  for (const { id, kind, on, struck, facts } of records) {
    if ((kind !== "excuse" && kind !== "decline") || struck || on > today) continue;
    if (facts?.promise !== undefined && facts.promise !== promise) continue;
    const said = facts?.until === undefined ? undefined : parseDay(facts.until);
    if (said === undefined || said < on) continue;
    const back = counted().find((day) => day.on > on);
    const until = back ? Math.min(said, back.on - 1) : said;
    covers.push({ from: on, until, outcome: kind === "excuse" ? "excused" : "declined", record: id });
  }
  return covers.sort(strongestFirst);
}

/** The cover that decides for a due day: the one that lasts longest; on a tie, an excuse. */
export function coverOn(covers: Cover[], due: Day): Cover | undefined {
  return covers.find((cover) => cover.from <= due && due <= cover.until);
}

/** The first cover made after `due` and not after `limit`: with it, an overdue window is closed as missed. */
export function coverAfter(covers: Cover[], due: Day, limit: Day): Cover | undefined {
  if (covers.length === 0) return undefined;
  const later = covers.filter((cover) => cover.from > due && cover.from <= limit);
  const first = Math.min(...later.map((cover) => cover.from));
  return later.find((cover) => cover.from === first);
}

function strongestFirst(a: Cover, b: Cover): number {
  if (a.until !== b.until) return b.until - a.until;
  if (a.outcome !== b.outcome) return a.outcome === "excused" ? -1 : 1;
  return a.record < b.record ? -1 : 1;
}
