import type { Day } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import { dutiesOf } from "../duty/duties.ts";
import type { Duties, DutyRecord } from "../duty/duty.ts";
import { never } from "./fact-column.ts";
import type { Population } from "./population.ts";
import type { Summary } from "./summaries.ts";

/** The subject of a row and all its records: asked for only where a summary does not decide. */
export type Look = (row: number) => { subject: Subject; records: DutyRecord[] };

/** What is owed to everybody on one day, in columns: by promise, then by row. */
export interface AllDuties {
  opens: Int32Array[];
  /** `never`: nothing is owed. */
  due: Int32Array[];
  /** What `dutiesOf` decided instead; their columns say nothing. */
  exact: { promise: number; row: number; duties: Duties }[];
}

export function emptyDuties({ promises, size }: Population): AllDuties {
  return {
    opens: promises.map(() => new Int32Array(size)),
    due: promises.map(() => new Int32Array(size)),
    exact: [],
  };
}

/** Works out all that a population is owed on a day, the population's own or a later one, into what was made for it. */
export function dutiesOfAll(
  population: Population,
  summaries: Summary[],
  day: Day,
  look: Look,
  into: AllDuties,
): void {
  into.exact = [];
  for (const [promise, { inForce, undecided, find }] of summaries.entries()) {
    const [opens, due] = [into.opens[promise], into.due[promise]];
    if (!opens || !due) continue;
    if (undecided === undefined) find(day, 0, population.size, { from: 0, opens, due });
    if (undecided === undefined && !population.hasUndecided(promise)) continue;
    for (let row = 0; row < population.size; row++) {
      if (undecided === undefined && !population.isUndecided(row, promise)) continue;
      const { subject, records } = look(row);
      into.exact.push({ promise, row, duties: dutiesOf(inForce, subject, records, day) });
      opens[row] = due[row] = never;
    }
  }
}
