import type { Today, TodayDuty } from "#record/views/today.ts";
import { groupBy } from "../parts/group-by.ts";
import { countOf } from "../parts/settle.ts";

export type GroupBy = "area" | "line" | "due";

interface Names {
  area: (id: string) => string;
  areas: string[];
  line: (promise: string) => string;
  lines: string[];
  lineTitle: (id: string) => string;
  overdue: string;
  due: string;
  day: (day: string) => string;
  today: string;
}

export interface DutyGroup {
  key: string;
  title: string;
  duties: TodayDuty[];
}

/** Today's duties in groups, in the order of the office's own areas or lines, or of the days; the most pressing first in each. */
export function groupDuties(duties: TodayDuty[], by: GroupBy, names: Names): DutyGroup[] {
  const groups = groupBy([...duties].sort(byPressure), (duty) => keyOf(duty, by, names));
  const order = by === "area" ? names.areas : by === "line" ? names.lines : [...groups.keys()].sort();
  return [...groups]
    .sort(([one], [other]) => placeIn(order, one) - placeIn(order, other))
    .map(([key, inGroup]) => ({ key, title: titleOf(key, by, names), duties: inGroup }));
}

export function countsOf(duties: TodayDuty[], today: string): Today["counts"] {
  const counts = { overdue: 0, due: 0, coming: 0 };
  for (const duty of duties) counts[countOf(duty.due, today)]++;
  return counts;
}

function keyOf(duty: TodayDuty, by: GroupBy, names: Names): string {
  if (by === "area") return duty.subject.area ?? "";
  if (by === "line") return names.line(duty.promise);
  // "0" sorts before every day: all that is overdue stands together at the top.
  return duty.state === "overdue" ? "0" : duty.due;
}

function titleOf(key: string, by: GroupBy, names: Names): string {
  if (by === "area") return names.area(key);
  if (by === "line") return names.lineTitle(key);
  if (key === "0") return names.overdue;
  return key === names.today ? names.due : names.day(key);
}

function placeIn(order: string[], key: string): number {
  const place = order.indexOf(key);
  return place === -1 ? order.length : place;
}

function byPressure(one: TodayDuty, other: TodayDuty): number {
  return one.due < other.due
    ? -1
    : one.due > other.due
      ? 1
      : one.subject.name.localeCompare(other.subject.name, "zh-CN");
}
