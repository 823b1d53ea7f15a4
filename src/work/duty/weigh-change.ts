import { type Day, isoWeek } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import type { Standard } from "#standard/standard.ts";
import { reachChanges } from "../diff.ts";
import type { DutyRecord } from "./duty.ts";
import { simulate } from "./simulate.ts";
import { timelineOf } from "./timeline.ts";

/** What a change of a standard would come to in an office: whom it concerns, and the acts of each week now and then. */
export interface ChangeWeighed {
  subjects: number;
  /** Mondays, "YYYY-MM-DD". */
  weeks: string[];
  reach: Map<string, { gain: Concerned[]; lose: Concerned[] }>;
  /** What comes to nothing in both is left out. */
  acts: Map<string, ActsOfWeek>;
}

export interface Concerned {
  id: string;
  area: string | null;
}

export interface ActsOfWeek {
  week: number;
  area: string | null;
  role: string;
  promise: string;
  before: number;
  after: number;
}

/** What is weighed, and against what. */
export interface Weighing {
  /** null: nothing of this standard was owed until now. */
  before: Standard | null;
  after: Standard;
  /** As the register and its records stand on this day. */
  on: Day;
  /** The day from which the office serves by this standard; for a new one the day itself. */
  since: Day;
}

/** A quarter of a year: seasons do not blur it, and each has at least one of everything that is due every month. */
export const weeksAhead = 13;

/**
 * Weighs a change upon some of the register, and adds it to what was weighed before. Both sides begin from the same records and
 * do all in time; whole weeks are counted, from the Monday after the day, for on the day itself whatever stands overdue is made up.
 */
export function weighChange(
  sum: ChangeWeighed,
  { before, after, on, since }: Weighing,
  known: Subject[],
  records: Map<string, DutyRecord[]>,
): void {
  const here = known.filter(({ left }) => left === undefined || left > on);
  sum.subjects += here.length;
  const byArea = Map.groupBy(here, (subject) => areaOn(subject, on));
  for (const [area, some] of byArea) {
    addReach(sum, reachChanges(before ?? nothingOf(after), after, some, on), area);
    for (const [side, standard] of [
      ["before", before],
      ["after", after],
    ] as const) {
      if (standard === null) continue;
      // As though it had held ever since: when it takes effect in truth is the office's to choose.
      const asked = { from: on, until: lastDay(on), rate: 1, seed: 1, adopted: since };
      const { weeks } = simulate({ ...standard, effective: since }, some, records, asked);
      for (const { monday, role, promise, acts } of weeks) {
        const week = sum.weeks.indexOf(monday);
        if (week >= 0 && acts > 0) addActs(sum, { week, area, role, promise }, side, acts);
      }
    }
  }
}

export function nothingWeighed(weeks: string[]): ChangeWeighed {
  return { subjects: 0, weeks, reach: new Map(), acts: new Map() };
}

/** The first Monday after a day. */
export function firstMonday(on: Day): Day {
  return isoWeek(on).monday + 7;
}

function lastDay(on: Day): Day {
  return firstMonday(on) + 7 * weeksAhead - 1;
}

function areaOn(subject: Subject, on: Day): string | null {
  const area = timelineOf(subject).on(on).value("area");
  return typeof area === "string" && area !== "" ? area : null;
}

function nothingOf(standard: Standard): Standard {
  return { ...standard, promises: [] };
}

function addReach(sum: ChangeWeighed, found: ReturnType<typeof reachChanges>, area: string | null): void {
  const concerned = (ids: string[]) => ids.map((id): Concerned => ({ id, area }));
  for (const { promise, gain, lose } of found) {
    const known = sum.reach.get(promise) ?? { gain: [], lose: [] };
    sum.reach.set(promise, known);
    known.gain.push(...concerned(gain));
    known.lose.push(...concerned(lose));
  }
}

function addActs(
  sum: ChangeWeighed,
  of: Pick<ActsOfWeek, "week" | "area" | "role" | "promise">,
  side: "before" | "after",
  acts: number,
): void {
  const key = JSON.stringify([of.week, of.area, of.role, of.promise]);
  const known = sum.acts.get(key) ?? { ...of, before: 0, after: 0 };
  sum.acts.set(key, known);
  known[side] += acts;
}
