import type { Day } from "#basics/day.ts";
import type { DutyRecord } from "./duty.ts";

/** A day on which something was done. Several records on one day count once. */
export interface KeptDay {
  on: Day;
  record: string;
}

/** The days on which records of these kinds count (duties.md, 2), ascending. */
export function keptDays(records: DutyRecord[], kinds: string[], since: Day, today: Day): KeptDay[] {
  const days = new Map<Day, string>();
  for (const { id, kind, on, struck } of records) {
    if (struck || on < since || on > today || !kinds.includes(kind)) continue;
    const other = days.get(on);
    if (other === undefined || id < other) days.set(on, id); // the same one, whatever the order of arrival
  }
  return [...days].map(([on, record]) => ({ on, record })).sort((a, b) => a.on - b.on);
}

/** The first of these days from `from` on. */
export function firstFrom(days: KeptDay[], from: Day): KeptDay | undefined {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle]?.on ?? from) < from) low = middle + 1;
    else high = middle;
  }
  return days[low];
}
