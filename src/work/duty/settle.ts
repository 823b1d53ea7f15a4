import type { Day } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import { dutiesOf } from "./duties.ts";
import type { DutyOutcome, DutyRecord, PromiseInForce } from "./duty.ts";

/** The ids of the promises of which this record, if it were made, would close a window as kept or late. */
export function wouldSettle(
  promises: PromiseInForce[],
  subject: Subject,
  records: DutyRecord[],
  added: DutyRecord,
  today: Day,
): string[] {
  const settled = promises.filter((promise) => {
    const before = dutiesOf(promise, subject, records, today).outcomes.filter(isDone);
    const after = dutiesOf(promise, subject, [...records, added], today).outcomes.filter(isDone);
    return after.some((outcome) => outcome.on === added.on && !before.some((each) => isSame(each, outcome)));
  });
  return settled.map((promise) => promise.id);
}

function isDone({ outcome }: DutyOutcome): boolean {
  return outcome === "kept" || outcome === "late";
}

function isSame(a: DutyOutcome, b: DutyOutcome): boolean {
  return a.opens === b.opens && a.due === b.due && a.on === b.on && a.outcome === b.outcome;
}
