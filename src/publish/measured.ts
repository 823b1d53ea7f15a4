import type { Indicator } from "#standard/standard.ts";
import { keptFigure } from "#work/duty/kept-figure.ts";
import type { KeptFigure } from "#work/duty/kept-figure.ts";
import type { Thing } from "./thing.ts";
import { addsOf, isInTime, meets } from "./matching.ts";
import type { Matched } from "./matching.ts";

/** What an indicator comes to. */
export interface Figure {
  /** A number, fen where it is money, a share of 1 for a rate; null where there is nothing to divide by. */
  value: number | null;
  /** How many were counted; for a rate, those it divides by. */
  of: number;
  /** For a rate: how many of them meet it. */
  met?: number;
  /** For the kept rate: how each window ended. */
  kept?: KeptFigure;
}

/** The figure of what matched, and how many persons and households it tells of; those whom nobody knows count one by one. */
export function measured(indicator: Indicator, matched: Matched): { figure: Figure; persons: number } {
  return { figure: figureOf(indicator, matched), persons: personsIn(matched) };
}

export function figureOf(indicator: Indicator, matched: Matched): Figure {
  const { things } = matched;
  if (indicator.measure === "count") {
    const of = countOf(indicator, matched, things);
    return { value: of, of };
  }
  if (indicator.measure === "rate") {
    const dividing = things.filter(({ outcome }) => outcome !== "excused" && outcome !== "declined");
    const of = countOf(indicator, matched, dividing);
    const met = countOf(
      indicator,
      matched,
      dividing.filter((thing) => meets(indicator, thing)),
    );
    const isKept = indicator.counted === "duty" && isInTime(indicator) && indicator.distinct === undefined;
    const kept = isKept
      ? keptFigure(things.flatMap(({ outcome }) => (outcome === undefined ? [] : [{ outcome }])))
      : undefined;
    return { value: of === 0 ? null : met / of, of, met, ...(kept && { kept }) };
  }
  const sum = things.reduce((total, thing) => total + (addsOf(indicator, thing) ?? 0), 0);
  const of = things.length;
  const value = indicator.measure === "sum" ? sum : of === 0 ? null : sum / of;
  return { value, of };
}

/** The things; or each person or household that they concern, once. */
function countOf({ distinct }: Indicator, { concerned }: Matched, things: Thing[]): number {
  if (distinct === undefined) return things.length;
  const seen = new Set<string>();
  for (const { subjects, day } of things)
    for (const id of subjects) {
      const subject = concerned.get(id);
      const counts = subject?.counts ?? id;
      // Somebody who is in no household of the register is counted as one of their own.
      seen.add(distinct === "household" ? (subject?.household(day) ?? counts) : counts);
    }
  return seen.size;
}

function personsIn({ things, concerned }: Matched): number {
  const persons = new Set<string>();
  let unknown = 0;
  for (const { subjects } of things) {
    if (subjects.length === 0) unknown += 1;
    for (const id of subjects) {
      const subject = concerned.get(id);
      if (subject === undefined || subject.kind === "person" || subject.kind === "household")
        persons.add(subject?.counts ?? id);
    }
  }
  return persons.size + unknown;
}
