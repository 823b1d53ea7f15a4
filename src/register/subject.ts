import type { Day } from "#basics/day.ts";

/** Whom or what a service is owed to. */
export type SubjectKind = "person" | "household" | "unit" | "place" | "case";

/** One thing known of a subject. Dates are "YYYY-MM-DD" text, money is an integer of fen, `null` is not known. */
export type FactValue = string | number | boolean | string[] | null;

/** From `from` on, a fact holds this value, until the next entry of the same fact. */
export interface FactChange {
  fact: string;
  value: FactValue;
  from: Day;
}

/**
 * A subject as the register knows it. `facts` gives the value of each fact before the first `history` entry of
 * that fact. `birthDate`, `sex`, `area`, `residence` and `household.size` … are facts like others.
 */
export interface Subject {
  id: string;
  kind: SubjectKind;
  /** The day the subject entered the register; nothing is owed before it. */
  since: Day;
  facts: Record<string, FactValue>;
  history: FactChange[];
  /** From this day on nothing is owed any more: they died, or the household was given up. */
  left?: Day;
}

export const subjectKinds: readonly SubjectKind[] = ["person", "household", "unit", "place", "case"];
