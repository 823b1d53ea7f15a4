import type { Day } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import type { Form } from "#standard/standard.ts";
import type { Duties, DutyRecord, PromiseInForce } from "./duty.ts";
import { workEach } from "./each.ts";
import { workEvery } from "./every.ts";
import { type Matter, type Reach, type Worked, matterOf, nothingYet } from "./matter.ts";
import { workOn } from "./on.ts";
import { workOpen } from "./open.ts";
import { workWithin } from "./within.ts";

/**
 * What one promise asks for one subject on one day, and how its earlier windows ended. It depends on nothing but its
 * arguments: on the set of records, never on their order or on earlier results.
 */
export function dutiesOf(
  promise: PromiseInForce,
  subject: Subject,
  records: DutyRecord[],
  today: Day,
): Duties {
  const matter = matterOf(promise, subject, records, today);
  const { windows, outcomes, covered, changes } = work(promise, matter);
  // What is dated later and known already: records, facts from a day to come.
  const reads = promise.versions.flatMap((version) => version.promise.reads.map((fact) => fact.id));
  const coming = records.filter((record) => !record.struck).map((record) => record.on);
  const later = [...changes, ...coming, ...matter.timeline.changes(reads), ...covered.map(({ due }) => due)];
  if (matter.nextTurn !== undefined) later.push(matter.nextTurn);
  const recheck = Math.min(...later.filter((day) => day > today));
  return {
    windows: windows.map(({ opens, due }) => ({ opens, due })),
    outcomes,
    recheck: recheck === Infinity ? null : recheck,
    eligible: isOpen(matter),
  };
}

/** Works out every form the promise has had; a window that an earlier form began is let end before the next begins. */
export function work(promise: PromiseInForce, matter: Matter): Worked {
  const all = nothingYet();
  let from = -Infinity;
  for (const { form, before } of formsOf(promise, matter.today)) {
    const worked = workForm(matter, { from, before }, form);
    all.windows.push(...worked.windows);
    all.outcomes.push(...worked.outcomes);
    all.covered.push(...worked.covered);
    all.changes.push(...worked.changes);
    if (before === undefined || worked.windows.length > 0 || worked.covered.length > 0) break;
    from = Math.max(before, ...worked.outcomes.map((outcome) => outcome.on + 1));
  }
  all.outcomes.sort((a, b) => a.opens - b.opens || a.on - b.on);
  return all;
}

function workForm(matter: Matter, reach: Reach, form: Form): Worked {
  switch (form.kind) {
    case "every":
      return workEvery(matter, reach);
    case "each":
      return workEach(matter, reach, form.period);
    case "within":
      return workWithin(matter, reach, form.of);
    case "on":
      return workOn(matter, reach, form.date);
    case "open":
      return workOpen(matter, reach);
  }
}

/** Versions that count alike are one; `before` is the day on which another way of counting takes over. */
function formsOf(promise: PromiseInForce, today: Day): { form: Form; before: Day | undefined }[] {
  const forms: { form: Form; before: Day | undefined }[] = [];
  for (const { from, promise: version } of promise.versions) {
    const last = forms.at(-1);
    if (last && from > today) break;
    if (last && countsAlike(last.form, version.form)) continue;
    if (last) last.before = from;
    forms.push({ form: version.form, before: undefined });
  }
  return forms;
}

function countsAlike(a: Form, b: Form): boolean {
  if (a.kind === "each" && b.kind === "each") return a.period === b.period;
  if (a.kind === "within" && b.kind === "within") return JSON.stringify(a.of) === JSON.stringify(b.of);
  if (a.kind === "on" && b.kind === "on") return a.date.text === b.date.text;
  return a.kind === b.kind;
}

function isOpen(matter: Matter): boolean {
  const last = matter.spans.at(-1);
  return last !== undefined && last.last === undefined;
}
