import type { FactValue } from "#register/subject.ts";
import type { Indicator, Standard } from "#standard/standard.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import { isOfKind } from "./matching.ts";
import type { One } from "./matching.ts";
import type { Thing } from "./thing.ts";

/**
 * What stands behind a figure of nothing. `none`: there was something to look at, and none of it met the conditions: a
 * real zero. `not-this`: nothing of the sort the indicator counts, though others were kept: nobody asked, nobody applied,
 * or nobody wrote it down. `nothing`: no record, case, window or subject at all, so that it says nothing.
 */
export interface Zero {
  why: "none" | "not-this" | "nothing";
  /** Of the sort it counts. */
  looked: number;
  /** In how many areas there was any of that sort, and of how many. */
  areas: number;
  ofAreas: number;
}

/** Of a figure that counted nothing; null where it counted something. */
export function zeroOf(rules: OfficeRules, one: One, counted: number, things: Thing[]): Zero | null {
  if (counted > 0) return null;
  const sort = sortOf(rules, one);
  const looked = things.filter((thing) => isOfKind(one.indicator, thing) && sort(thing.of));
  const areas = new Set(looked.flatMap(({ area }) => area ?? []));
  return {
    why: looked.length > 0 ? "none" : things.length > 0 ? "not-this" : "nothing",
    looked: looked.length,
    areas: rules.areas.filter(({ id }) => areas.has(id)).length,
    ofAreas: rules.areas.length,
  };
}

/** Asked of what is known of a promise, a procedure or a kind alone: whatever a condition does not rule out, it may count. */
export function mayCount({ where }: Indicator, known: Record<string, FactValue>): boolean {
  return where?.evaluate({ day: 0, value: (fact) => known[fact] }) !== false;
}

/** Is a thing of this sort (the kind of record, the procedure, the promise) one that the indicator may count? */
function sortOf(rules: OfficeRules, { indicator, standard }: One): (of: string) => boolean {
  if (indicator.counted === "subject" || indicator.counted === "posting") return () => true;
  const sorts = new Set(
    indicator.counted === "record"
      ? [...rules.records.keys()].filter((kind) => mayCount(indicator, { kind }))
      : indicator.counted === "case"
        ? countedProcedures(standard, indicator).map(({ id }) => id)
        : countedPromises(standard, indicator).map(({ id }) => id),
  );
  return (of) => sorts.has(of);
}

export function countedProcedures({ procedures }: Standard, indicator: Indicator): Standard["procedures"] {
  return procedures.filter(({ localId }) => mayCount(indicator, { procedure: localId }));
}

export function countedPromises({ promises }: Standard, indicator: Indicator): Standard["promises"] {
  return promises.filter(({ localId, line, by }) =>
    mayCount(indicator, { promise: localId, line: line.localId, role: by }),
  );
}
