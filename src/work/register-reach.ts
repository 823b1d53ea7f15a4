import type { Day } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import type { Fact, Standard, StandardPromise } from "#standard/standard.ts";
import { spansOf } from "./duty/spans.ts";
import { timelineOf } from "./duty/timeline.ts";

/** A clause that nobody of a register reaches, and the facts it asks for that nobody there has. */
export interface Unreached {
  promise: StandardPromise;
  unknown: Fact[];
}

/** The promises that are owed to nobody of a register on any day up to this one. */
export function unreached(standard: Standard, subjects: Subject[], today: Day): Unreached[] {
  const from = standard.effective;
  const known = subjects.map((subject) => ({ subject, timeline: timelineOf(subject) }));
  return standard.promises
    .filter((promise) => {
      const inForce = { id: promise.id, adopted: from, versions: [{ from, promise }] };
      return !known.some(
        ({ subject, timeline }) => spansOf(inForce, subject, timeline, today).spans.length > 0,
      );
    })
    .map((promise) => ({
      promise,
      unknown: promise.reads.filter(
        ({ id, of }) =>
          !workedOut.has(id) && !subjects.some((subject) => subject.kind === of && has(subject, id)),
      ),
    }));
}

const workedOut = new Set(["age", "since"]);

function has({ facts, history }: Subject, id: string): boolean {
  return facts[id] !== undefined || history.some(({ fact }) => fact === id);
}
