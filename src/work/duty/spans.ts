import { type Day, dayParts, parseDay } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import { birthdayIn } from "#standard/age.ts";
import type { StandardPromise } from "#standard/standard.ts";
import type { PromiseInForce } from "./duty.ts";
import type { Timeline } from "./timeline.ts";

/** Days on which a promise is owed, without a gap. Without `last`, it is still owed today. */
export interface Span {
  first: Day;
  last?: Day;
}

/**
 * The eligible spans up to today (duties.md, 1), and the first day after today on which the calendar alone may
 * begin or end one. The condition is looked at only on the days on which it can change.
 */
export function spansOf(
  promise: PromiseInForce,
  subject: Subject,
  timeline: Timeline,
  today: Day,
): { spans: Span[]; next: Day | undefined } {
  const from = Math.max(subject.since, promise.adopted);
  const days = turningDays(promise, subject, timeline, from, today);
  const next = days.find((day) => day > today);
  const spans: Span[] = [];
  for (const day of days) {
    if (day > today) break;
    const open = spans.at(-1);
    const ended = day >= Math.min(promise.ended ?? Infinity, subject.left ?? Infinity);
    const owed = !ended && isOwed(versionOn(promise, day), subject, timeline, day);
    if (owed && (!open || open.last !== undefined)) spans.push({ first: day });
    if (!owed && open && open.last === undefined) open.last = day - 1;
  }
  return { spans, next };
}

/** The version in force on a day. */
export function versionOn(promise: PromiseInForce, day: Day): StandardPromise {
  const version = promise.versions.findLast((each) => each.from <= day) ?? promise.versions[0];
  if (!version) throw new Error(`no version of ${promise.id} was ever in force`);
  return version.promise;
}

function isOwed(promise: StandardPromise, subject: Subject, timeline: Timeline, day: Day): boolean {
  if (subject.kind !== promise.to) return false;
  return !promise.condition || promise.condition.evaluate(timeline.on(day)) === true;
}

/** `from` and every later day on which the condition can change, up to the first one after today. */
function turningDays(
  promise: PromiseInForce,
  subject: Subject,
  timeline: Timeline,
  from: Day,
  today: Day,
): Day[] {
  const turns = turnsOf(promise);
  const days = [from, ...promise.versions.map((version) => version.from), ...timeline.changes(turns.facts)];
  if (promise.ended !== undefined) days.push(promise.ended);
  if (subject.left !== undefined) days.push(subject.left);
  if (turns.birthdays) days.push(...birthdays(timeline, from, today));
  if (turns.daily) {
    for (let day = from; day <= today + 1; day += 1) days.push(day);
  }
  return [...new Set(days)].filter((day) => day >= from).sort((a, b) => a - b);
}

interface Turns {
  facts: string[];
  birthdays: boolean;
  daily: boolean;
}

/** The same for everybody, and asked for each. */
const knownTurns = new WeakMap<PromiseInForce, Turns>();

/** What the conditions of all versions turn on. */
function turnsOf(promise: PromiseInForce): Turns {
  const known = knownTurns.get(promise);
  if (known !== undefined) return known;
  const conditions = promise.versions.flatMap((version) => version.promise.condition ?? []);
  const turns = {
    facts: [...new Set(conditions.flatMap((condition) => condition.facts))],
    birthdays: conditions.some((condition) => condition.birthdays),
    daily: conditions.some((condition) => condition.daily),
  };
  knownTurns.set(promise, turns);
  return turns;
}

/** The birthdays from `from` to the first after today, of every date of birth that was ever recorded. */
function birthdays(timeline: Timeline, from: Day, today: Day): Day[] {
  const recorded = [from, ...timeline.changes(["birthDate"])].map((day) => timeline.held("birthDate", day));
  const days: Day[] = [];
  for (const { value } of recorded) {
    const birth = typeof value === "string" ? parseDay(value) : undefined;
    if (birth === undefined) continue;
    const lastYear = Math.max(dayParts(today).year, dayParts(from).year) + 1;
    for (let year = dayParts(from).year; year <= lastYear; year += 1) days.push(birthdayIn(birth, year));
  }
  return days;
}
