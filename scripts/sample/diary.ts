import { legalCalendar } from "#basics/calendar.ts";
import type { Day } from "#basics/day.ts";
import { dayOf, dayParts, dayText } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import type { Chance } from "./chance.ts";
import { chanceFrom } from "./chance.ts";
import type { Person } from "./community.ts";
import { ageOn, ledgerDay } from "./community.ts";
import { recordId } from "./numbers.ts";
import type { Requests } from "./year-requests.ts";

/** One line of the diary. Subjects are named by their code in the ledger; whoever loads it knows their ids. */
export interface DiaryLine {
  /** Local time: "2021-01-05T09:12". */
  at: string;
  as: string;
  command: string;
  input: DiaryInput;
}

/** What the commands of the diary carry; each has its own part of it. */
export interface DiaryInput {
  record?: string;
  kind?: string;
  about?: string[];
  on?: string;
  fields?: Record<string, FactValue>;
  subject?: string;
  promise?: string;
  reason?: string;
  until?: string;
  fact?: string;
  value?: FactValue;
  code?: string;
  name?: string;
  since?: string;
  facts?: Record<string, FactValue>;
  case?: string;
  procedure?: string;
  move?: string;
  stage?: string;
  report?: string;
  period?: string;
}

/** Who writes in the diary: by area (the first is area 1) or for the whole office. */
export interface Hands {
  workers: string[];
  leaders: string[];
  centre: string;
  /** The sub-district's and the county's own people, where they work in here too. */
  street?: string;
  county?: string;
  requests: Requests;
  /** How many are given urgent relief. */
  relief: number;
  areaIds: string[];
  /** What every elder's telephone holds for an area from a day on, where that changes in the year. */
  newNumbers: { area: number; from: string; numbers: string }[];
  /** How many migrant workers the year brings. */
  newcomers: number;
  /** How many members each newly granted family has in the allowance. */
  newlyAllowed: number[];
  /** Who issues the monthly report of which months, each on the morning after. */
  reports?: { by: string; months: string[] };
  /** On what ground each person placed in a public-interest post was in need of it. */
  placed: ("hardship" | "illness")[];
}

/** The last full day of the sample's year; its clock stands at the next morning. */
export const lastDay = dayOf("2021-11-29");
/** The day from which the office owes what the standard promises. */
export const adopted = dayOf("2021-01-01");

export const monthlyReport = "five-hearts/monthly";

interface Aside {
  subject: string;
  /** As the standard writes it: "alone-call". */
  promise: string;
  reason: string;
  until: Day;
}

type Kept = "on time" | "late" | "not";

/** What the office's people wrote down, and when. */
export class Diary {
  readonly #hands: Hands;
  readonly #chance: Chance;
  readonly #lines: { minute: number; line: DiaryLine }[] = [];

  constructor(hands: Hands, seed: number) {
    this.#hands = hands;
    this.#chance = chanceFrom(seed);
  }

  worker(area: number): string {
    return this.#hands.workers[area - 1]!;
  }

  leader(area: number): string {
    return this.#hands.leaders[area - 1]!;
  }

  /** Writes a line on a day, in working hours, or at a clock time given in minutes. @returns the minute since 1970. */
  write(day: Day, as: string, command: string, input: DiaryInput, clock?: number): number {
    const minute = day * 1440 + (clock ?? this.#chance.between(8 * 60 + 31, 17 * 60 + 25));
    const time = `${String(Math.floor((minute % 1440) / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    this.#lines.push({ minute, line: { at: `${dayText(day)}T${time}`, as, command, input } });
    return minute;
  }

  /** Makes a record about somebody on a day; one in thirty is written down the morning after. @returns its id. */
  record(day: Day, as: string, kind: string, about: string[], fields?: Record<string, FactValue>): string {
    const nextMorning = day < lastDay && this.#chance.yes(1 / 30);
    const clock = nextMorning ? this.#chance.between(8 * 60, 8 * 60 + 29) : undefined;
    const record = recordId(day * 1440, this.#chance);
    this.write(
      nextMorning ? day + 1 : day,
      as,
      "record.make",
      { record, kind, about, on: dayText(day), ...(fields && { fields }) },
      clock,
    );
    return record;
  }

  /** A promise that cannot be kept for now. */
  excuse(day: Day, as: string, aside: Aside): void {
    this.#setAside("duty.excuse", day, as, aside);
  }

  /** A promise that the person does not want kept for now. */
  decline(day: Day, as: string, aside: Aside): void {
    this.#setAside("duty.decline", day, as, aside);
  }

  #setAside(command: string, day: Day, as: string, aside: Aside): void {
    const record = recordId(day * 1440, this.#chance);
    const { subject, reason } = aside;
    const input = {
      record,
      subject,
      promise: `five-hearts/${aside.promise}`,
      reason,
      until: dayText(aside.until),
    };
    this.write(day, as, command, input);
  }

  strike(day: Day, as: string, record: string, reason: string): void {
    this.write(day, as, "record.strike", { record, reason });
  }

  change(day: Day, as: string, subject: string, fact: string, value: FactValue): void {
    this.write(day, as, "register.change", { subject, fact, value });
  }

  /** The id of somebody new. */
  id(day: Day): string {
    return recordId(day * 1440, this.#chance);
  }

  lines(): DiaryLine[] {
    return this.#lines.toSorted((a, b) => a.minute - b.minute).map(({ line }) => line);
  }
}

/** How likely a promise due in a month is kept: its own rate, less in February (Spring Festival) and August. */
export function likely(rate: number, day: Day): number {
  const ease = [0, -0.012, -0.03, 0.012, 0.004, -0.006, 0.014, -0.014, -0.028, 0.006, 0.018, 0.01, 0];
  return Math.min(rate + ease[dayParts(day).month]!, 0.995);
}

/** How one window ends: on time at a rate, else late or not at all. */
export function outcome(rate: number, day: Day, chance: Chance, lateShare = 0.7): Kept {
  if (chance.yes(likely(rate, day))) return "on time";
  return chance.yes(lateShare) ? "late" : "not";
}

/** A day people come to work, at or before this one, but not before `first`. */
export function workdayUpTo(day: Day, first: Day): Day {
  let found = day;
  while (found > first && !legalCalendar.isWorkday(found)) found--;
  return found;
}

/** A day people come to work, drawn between two. */
export function workdayBetween(first: Day, last: Day, chance: Chance): Day {
  return workdayUpTo(chance.between(first, Math.max(first, last)), first);
}

/** A word about what was found, now and then: most records say nothing more than that it was done. */
export function remark(
  chance: Chance,
  rate: number,
  remarks: string[],
): Record<string, FactValue> | undefined {
  return chance.yes(rate) ? { summary: chance.pick(remarks) } : undefined;
}

/** The day from which nothing is done for a person, who moved away or died. */
export function gone(person: Person): Day {
  return person.life.gone ?? Infinity;
}

/** Is the person of this age when the ledger was drawn up? */
export function between(person: Person, low: number, high: number): boolean {
  const age = ageOn(person, ledgerDay);
  return age >= low && age <= high;
}
