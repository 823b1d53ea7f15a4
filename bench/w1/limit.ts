import { type Day, dayFrom, dayParts } from "#basics/day.ts";
import { type Workload, kinds, periodStarts, today } from "./workload.ts";

// What the machine gives at most: the five duties of W1 written by hand over typed columns, nothing else in them.

/** The last day of each kind of report, at person × 5 + kind. */
export function lastDone({ people, each, kind, day }: Workload): Int32Array {
  const last = new Int32Array(people * kinds.length).fill(never);
  for (let p = 0, i = 0; p < people; p++)
    for (const end = i + each; i < end; i++) {
      const place = p * kinds.length + (kind[i] ?? 0);
      const on = day[i] ?? 0;
      if (on > (last[place] ?? 0)) last[place] = on;
    }
  return last;
}

const never = -1_000_000;

export interface Windows {
  opens: Int32Array;
  due: Int32Array;
}

export function emptyWindows(people: number): Windows {
  return { opens: new Int32Array(people * 5), due: new Int32Array(people * 5) };
}

/** Writes each window at person × 5 + promise (due 0: none), and tells how many there are and how many are open. */
export function limit(
  { people, born, alone, disabled, risk, enrolled }: Workload,
  last: Int32Array,
  { opens, due }: Windows,
): { all: number; open: number } {
  const [of65, of18] = [bornBy(65), bornBy(18)];
  const [monthly, yearly, quarterly] = [periodStarts(1), periodStarts(12), periodStarts(3)];
  let [all, open] = [0, 0];
  const put = (place: number, from: Day, until: Day) => {
    opens[place] = from;
    due[place] = until;
    all++;
    if (from <= today) open++;
  };
  const inPeriod = (place: number, done: Day, [start, next, after]: [Day, Day, Day]) => {
    if (done < start) put(place, start, next - 1);
    else put(place, next, after - 1);
  };
  for (let p = 0, at = 0; p < people; p++, at += 5) {
    const birth = born[p] ?? 0;
    due[at] = due[at + 1] = due[at + 2] = due[at + 3] = due[at + 4] = 0;
    if (birth <= of65 && alone[p] === 1) {
      const done = last[at] ?? 0;
      const until = (done === never ? (enrolled[p] ?? 0) : done) + 7;
      put(at, until - 2, until);
    }
    if (birth <= of65 || disabled[p] === 1) inPeriod(at + 1, last[at + 1] ?? 0, monthly);
    if (birth <= of18) inPeriod(at + 2, last[at + 2] ?? 0, yearly);
    if ((risk[p] ?? 0) >= 2) inPeriod(at + 3, last[at + 3] ?? 0, quarterly);
    if (last[at + 4] === never) put(at + 4, enrolled[p] ?? 0, (enrolled[p] ?? 0) + 30);
  }
  return { all, open };
}

/** Whoever was born on this day or before it is so old today; 23 November stands in every year. */
function bornBy(age: number): Day {
  const { year, month, date } = dayParts(today);
  return dayFrom(year - age, month, date);
}
