import type { Day } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import type { Reader } from "#record/views/reader.ts";
import type { Standard } from "#standard/standard.ts";
import type { Concerned, Wanted } from "./concerned.ts";
import type { Stretch } from "./period.ts";

/** One thing that an indicator can count: a record, a case, a duty's window, a subject. */
export interface Thing {
  id: string;
  /** The day it counts under; its facts are those of that day. */
  day: Day;
  /** Whom or what it concerns, the first in order first; nobody where the register does not know them. */
  subjects: string[];
  /** What a condition may name of it. */
  value(fact: string): FactValue | undefined;
  /** Of a duty, and of a case whose time is looked at: how it ended, or that it is overdue. */
  outcome?: "kept" | "late" | "missed" | "overdue" | "excused" | "declined";
  /** What it stands under, where indicators are grouped; several where one record keeps several promises. */
  under: Record<"line" | "promise" | "role" | "colour", string[]>;
  area: string | undefined;
  /** What it is, for whoever opens the evidence: the kind of record, the procedure, the promise. */
  of: string;
  record?: string;
}

/** By which of its days a case counts: the one it was opened, the one it ended, or those on which its time was looked at. */
export type CaseDay = "opened" | "ended" | "time";

/** What is looked at, and how much of each thing must be known for it. */
export interface Look {
  reader: Reader;
  /** Reads whom things concern. */
  known: (ids: string[] | undefined, wanted: Wanted) => Promise<Map<string, Concerned>>;
  standard: Standard;
  stretch: Stretch;
  /** Names that the conditions, the measure and the groups read. */
  reads: Set<string>;
  /** Households are counted. */
  households: boolean;
  /** Seen as the engine sees, or as the reader may. */
  engine: boolean;
  caseDay: CaseDay;
}

export interface Looked {
  things: Thing[];
  /** Those the things concern, by id. */
  concerned: Map<string, Concerned>;
}

/** What may be named of the first subject that a thing concerns, as on the thing's day. */
export const ofItsSubject = ["residence", "birthDate", "sex", "area"];

export function wantedOf({ reads, households }: Look): Wanted {
  return { facts: ofItsSubject.filter((fact) => reads.has(fact)), households };
}

/** The first subject's fact, or its kind where it is asked what the thing is about. */
export function ofFirst(
  fact: string,
  day: Day,
  subjects: string[],
  known: Map<string, Concerned>,
): FactValue | undefined {
  const first = known.get(subjects[0] ?? "");
  return fact === "about" ? first?.kind : first?.value(fact, day);
}

/** The area of the first that has one. */
export function areaOf(day: Day, subjects: string[], known: Map<string, Concerned>): string | undefined {
  for (const id of subjects) {
    const area = known.get(id)?.value("area", day);
    if (typeof area === "string" && area !== "") return area;
  }
  return undefined;
}
