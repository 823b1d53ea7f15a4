import { type Day, parseDay } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import type { StandardPromise } from "#standard/standard.ts";
import type { DutyRecord, PromiseInForce } from "../duty/duty.ts";
import type { Timeline } from "../duty/timeline.ts";

/** What a summary does not tell. `dutiesOf` decides then, from the subject and the records. */
export type Undecided =
  | "several versions"
  | "several times a period"
  | "any day may change it"
  | "any birthday may change it"
  | "a fact changed"
  | "an excuse or a decline"
  | "a record of a day to come";

/** Why a promise cannot be decided from summaries, for anybody at all. */
export function whyNever({ versions }: PromiseInForce): Undecided | undefined {
  const promise = versions[0]?.promise;
  if (!promise || versions.length > 1) return "several versions";
  const { form, condition } = promise;
  if (condition?.daily || (form.kind === "on" && form.date.daily)) return "any day may change it";
  if (condition?.ages === "any" || (form.kind === "on" && form.date.birthdays))
    return "any birthday may change it";
  return form.kind === "each" && form.times > 1 ? "several times a period" : undefined;
}

/** Why it cannot for this subject. */
export function whyUndecided(
  inForce: PromiseInForce,
  { since }: Subject,
  timeline: Timeline | undefined,
  records: DutyRecord[],
  asOf: Day,
): Undecided | undefined {
  const promise = inForce.versions[0]?.promise;
  if (!promise) return "several versions";
  // What changed on the first day at the latest has held ever since. Save where the change itself starts something.
  const start = Math.min(Math.max(since, inForce.adopted), Math.max(since, asOf));
  const { form } = promise;
  const steadyFrom = form.kind === "within" && form.of.kind === "change" ? start - 1 : start;
  const changes = timeline?.changes(promise.reads.map(({ id }) => (id === "age" ? "birthDate" : id))) ?? [];
  if (changes.some((day) => day > steadyFrom)) return "a fact changed";
  const kinds = kindsThatCount(promise);
  for (const { kind, on, struck, facts } of records) {
    if (struck) continue;
    if (isSetAside(kind)) {
      if (facts?.promise !== undefined && facts.promise !== inForce.id) continue;
      const until = facts?.until === undefined ? undefined : parseDay(facts.until);
      if (until !== undefined && until >= on) return "an excuse or a decline";
    } else if (on > asOf && kinds.includes(kind)) return "a record of a day to come";
  }
  return undefined;
}

/** The kinds of record that bear on a promise. */
export function kindsThatCount({ keptBy, form }: StandardPromise): string[] {
  return form.kind === "within" && form.of.kind === "record" ? [...keptBy, form.of.record] : keptBy;
}

/** An excuse or a decline: no sign of anything done, but a reason why nothing need be. */
export function isSetAside(kind: string): boolean {
  return kind === "excuse" || kind === "decline";
}
