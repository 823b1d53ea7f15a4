import { chanceFrom } from "#basics/chance.ts";
import { type Day, dayFrom, dayParts, dayText } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import type { DutyRecord } from "#work/duty/duty.ts";

/** The day on which all is measured: 2026-11-23. Frozen, for the counts below hold on this day alone. */
export const today: Day = 20_780;
export const kinds = ["call", "visit", "checkup", "followup", "setup"] as const;

/** How many duties are open (due or overdue), as eight programs found alike: `people`×`reports each`. */
export const openDuties: Record<string, number> = {
  "1000×12": 1_967,
  "5000×12": 10_105,
  "1000×52": 585,
  "100000×12": 203_479,
  "1000000×12": 2_029_945,
};
/** With those that are upcoming. */
export const allDuties: Record<string, number> = { "1000000×12": 2_827_504 };

/** The first days of the calendar periods of so many months: the one that holds today, the next, and the one after it. */
export function periodStarts(months: number): [Day, Day, Day] {
  const { year, month } = dayParts(today);
  const first = month - 1 - ((month - 1) % months);
  const start = (at: number) => dayFrom(year + Math.floor(at / 12), (at % 12) + 1, 1);
  return [start(first), start(first + months), start(first + 2 * months)];
}

/** People and what was done for them, `each` reports a person, in columns: a million take 100 MB. */
export interface Workload {
  people: number;
  each: number;
  born: Int32Array;
  alone: Uint8Array;
  disabled: Uint8Array;
  risk: Uint8Array;
  enrolled: Int32Array;
  /** Of report i of person p, at p × each + i: its kind and its day. Not in the order of days. */
  kind: Uint8Array;
  day: Int32Array;
}

/** Draws W1: one stream of chance, person by person. The same numbers give the same people on every machine. */
export function drawn(people: number, each: number, seed = 42): Workload {
  const r = chanceFrom(seed);
  const made: Workload = {
    people,
    each,
    born: new Int32Array(people),
    alone: new Uint8Array(people),
    disabled: new Uint8Array(people),
    risk: new Uint8Array(people),
    enrolled: new Int32Array(people),
    kind: new Uint8Array(people * each),
    day: new Int32Array(people * each),
  };
  for (let p = 0; p < people; p++) {
    made.born[p] = today - Math.floor((20 + 75 * r()) * 365.25);
    made.alone[p] = r() < 0.4 ? 1 : 0;
    made.disabled[p] = r() < 0.1 ? 1 : 0;
    made.risk[p] = 1 + Math.floor(3 * r());
    const enrolled = today - Math.floor(1000 * r());
    made.enrolled[p] = enrolled;
    const first = Math.max(enrolled, today - 365);
    for (let i = p * each; i < (p + 1) * each; i++) {
      const u = r();
      made.kind[i] = u < 0.5 ? 0 : u < 0.75 ? 1 : u < 0.8 ? 2 : u < 0.95 ? 3 : 4;
      made.day[i] = first + Math.floor(r() * (today - first + 1));
    }
  }
  return made;
}

/** One of them as the register knows a subject. */
export function subjectAt(workload: Workload, p: number): Subject {
  return {
    id: `p${p}`,
    kind: "person",
    since: workload.enrolled[p] ?? 0,
    facts: {
      birthDate: dayText(workload.born[p] ?? 0),
      alone: workload.alone[p] === 1,
      disabled: workload.disabled[p] === 1,
      risk: workload.risk[p] ?? 0,
    },
    history: [],
  };
}

export function recordsAt({ each, kind, day }: Workload, p: number): DutyRecord[] {
  return Array.from({ length: each }, (_, i) => ({
    id: `r${p}-${i}`,
    kind: kinds[kind[p * each + i] ?? 0] ?? "call",
    on: day[p * each + i] ?? 0,
  }));
}
