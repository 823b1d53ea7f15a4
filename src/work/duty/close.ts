import type { Day } from "#basics/day.ts";
import { type Cover, coverAfter, coverOn } from "./covers.ts";
import { firstFrom } from "./kept.ts";
import type { DutyOutcome } from "./duty.ts";
import type { Matter, StartedWindow } from "./matter.ts";
import type { Span } from "./spans.ts";

/**
 * How a rolling or a dated window stands. `resume` is the day on which the next one starts as though this one had
 * been closed then. "covered" will be excused or declined when its due day comes, and is not owed meanwhile.
 */
export type Closing =
  | { state: "closed"; outcome: DutyOutcome; resume: Day }
  | { state: "covered"; cover: Cover; resume: Day }
  | { state: "open" }
  | { state: "withdrawn" };

/** Closes a window within its span by the first record from `countFrom` on, an excuse, or the end of the span. */
export function close(matter: Matter, window: StartedWindow, span: Span, countFrom: Day): Closing {
  const { today, covers } = matter;
  const { opens, due } = window;
  const limit = span.last ?? today;
  const closed = (outcome: Omit<DutyOutcome, "opens" | "due">, resume: Day): Closing => ({
    state: "closed",
    outcome: { opens, due, ...outcome },
    resume,
  });

  const first = firstFrom(matter.kept(window.promise), countFrom);
  const done = first && first.on <= limit ? first : undefined;
  if (done && done.on <= due) {
    return closed({ on: done.on, outcome: "kept", record: done.record }, done.on);
  }
  const cover = coverOn(covers, due);
  if (cover) {
    if (span.last !== undefined && span.last < due) return { state: "withdrawn" };
    const { outcome, record, until } = cover;
    if (today < due) return { state: "covered", cover, resume: until };
    return closed({ on: due, outcome, record }, until);
  }
  const given = coverAfter(covers, due, limit);
  if (given && !(done && done.on <= given.from)) {
    return closed({ on: given.from, outcome: "missed" }, given.until);
  }
  if (done) return closed({ on: done.on, outcome: "late", record: done.record }, done.on);
  if (span.last === undefined) return { state: "open" };
  if (span.last > due) return closed({ on: span.last, outcome: "missed" }, span.last);
  return { state: "withdrawn" };
}
