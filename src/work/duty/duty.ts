import type { Calendar } from "#basics/calendar.ts";
import type { Day } from "#basics/day.ts";
import type { StandardPromise } from "#standard/standard.ts";

/** A promise as an office adopted it, through all its versions. */
export interface PromiseInForce {
  /** Qualified: "standard/promise". */
  id: string;
  /** The day from which the office owes it. */
  adopted: Day;
  /** Ascending by `from`, the first on `adopted`. A window is judged by the version in force on the day it began. */
  versions: { from: Day; promise: StandardPromise }[];
  /** The first day on which the version in force no longer has the promise: it ends every span. */
  ended?: Day;
  /** By which its days are counted; the program's own where no office has said more. */
  legal?: Calendar;
}

/** A record about one subject. The kinds "excuse" and "decline" are built in and carry `facts`. */
export interface DutyRecord {
  id: string;
  kind: string;
  on: Day;
  struck?: boolean;
  facts?: {
    /** "YYYY-MM-DD", inclusive. */
    until?: string;
    reason?: string;
    /** The qualified id of a promise, where it concerns one only. */
    promise?: string;
  };
}

/** A window that is owed or upcoming. Its state is a comparison with today: see `stateOn`. */
export interface DutyWindow {
  opens: Day;
  due: Day;
}

export type DutyState = "upcoming" | "due" | "overdue";
export type OutcomeKind = "kept" | "late" | "missed" | "excused" | "declined";

/** A window that closed. `record` is the record (or excuse, or decline) that closed it, where one did. */
export interface DutyOutcome {
  opens: Day;
  due: Day;
  on: Day;
  outcome: OutcomeKind;
  record?: string;
}

export interface Duties {
  /** At most one, save `within … of` several dates. */
  windows: DutyWindow[];
  /** In the order of the days they opened. */
  outcomes: DutyOutcome[];
  /** The first day after today on which time alone could change the above (too early at worst); null: never. */
  recheck: Day | null;
  /** Do the line's and the promise's conditions hold today? */
  eligible: boolean;
}

/** The state of a window on a day: a due day ends at midnight. */
export function stateOn(window: DutyWindow, today: Day): DutyState {
  if (today < window.opens) return "upcoming";
  return today <= window.due ? "due" : "overdue";
}
