import { type Day, parseDay } from "#basics/day.ts";
import { addDuration } from "#basics/duration.ts";
import type { Start } from "#standard/standard.ts";
import { type Closing, close } from "./close.ts";
import { keptDays } from "./kept.ts";
import {
  type Matter,
  type Reach,
  type StartedWindow,
  type WindowStart,
  type Worked,
  nothingYet,
} from "./matter.ts";
import { segmentsOf } from "./segments.ts";
import type { Span } from "./spans.ts";

/** `within: I, of: X` (duties.md, 5): once, counted from a day. */
export function workWithin(matter: Matter, reach: Reach, of: Start): Worked {
  const worked = nothingYet();
  if (of.kind === "eligible") fromEligible(matter, reach, worked);
  for (const span of matter.spans) {
    if (of.kind === "fact") fromFact(matter, reach, span, of.fact, worked);
    if (of.kind === "record" || of.kind === "change") fromEvents(matter, reach, span, of, worked);
  }
  return worked;
}

/** Once in a life: done before, or closed in an earlier span, nothing is owed. */
function fromEligible(matter: Matter, reach: Reach, worked: Worked): void {
  for (const span of matter.spans) {
    if (!reaches(reach, span.first)) continue;
    const window = windowFrom(matter, { day: span.first, is: "eligible" });
    if (matter.kept(window.promise).some((day) => day.on < span.first)) return;
    const closing = close(matter, window, span, span.first);
    take(worked, window, closing);
    if (closing.state === "closed") return;
  }
}

/** From the date a fact holds. A corrected date takes the place of the old one, unless that was closed before. */
function fromFact(matter: Matter, reach: Reach, span: Span, fact: string, worked: Worked): void {
  const dateOn = (day: Day) => {
    const { value } = matter.timeline.held(fact, day);
    return typeof value === "string" ? parseDay(value) : undefined;
  };
  const closedDates = new Set<Day>();
  for (const { date, until } of segmentsOf(matter, span, [fact], dateOn)) {
    if (date === undefined || date < span.first || closedDates.has(date) || !reaches(reach, date)) continue;
    if (date > matter.today && until === undefined) worked.changes.push(date);
    if (date > (span.last ?? matter.today)) continue;
    const window = windowFrom(matter, { day: date, is: "fact" });
    const closing = close(matter, window, span, date);
    if (standsUntil(closing, until)) take(worked, window, closing);
    if (closing.state === "closed" && standsUntil(closing, until)) closedDates.add(date);
  }
}

/** From each day on which something happens. When it happens again, an open window gives way to the new one. */
function fromEvents(
  matter: Matter,
  reach: Reach,
  span: Span,
  of: { kind: "record"; record: string } | { kind: "change"; fact: string },
  worked: Worked,
): void {
  const last = span.last ?? matter.today;
  const starts = (
    of.kind === "record" ? recordStarts(matter, of.record) : changeStarts(matter, of.fact)
  ).filter(({ day }) => day >= span.first && day <= last);
  for (const [index, start] of starts.entries()) {
    if (!reaches(reach, start.day)) continue;
    const window = windowFrom(matter, start);
    const closing = close(matter, window, span, start.day);
    if (standsUntil(closing, starts[index + 1]?.day)) take(worked, window, closing);
  }
}

function recordStarts(matter: Matter, kind: string): WindowStart[] {
  const days = keptDays(matter.records, [kind], matter.subject.since, matter.today);
  return days.map(({ on, record }) => ({ day: on, is: "record", record }));
}

function changeStarts(matter: Matter, fact: string): WindowStart[] {
  return matter.timeline.changes([fact]).map((day) => ({ day, is: "change" }));
}

function windowFrom(matter: Matter, start: WindowStart): StartedWindow {
  const promise = matter.version(start.day);
  const { form } = promise;
  if (form.kind !== "within") throw new Error(`${promise.id} is not counted from a day`);
  return { opens: start.day, due: addDuration(start.day, form.interval, matter.calendar), promise, start };
}

/** A window that something replaces on a day leaves an outcome only if it was closed on an earlier day. */
function standsUntil(closing: Closing, replaced: Day | undefined): boolean {
  return replaced === undefined || (closing.state === "closed" && closing.outcome.on < replaced);
}

function take(worked: Worked, window: StartedWindow, closing: Closing): void {
  if (closing.state === "closed") worked.outcomes.push(closing.outcome);
  if (closing.state === "open") worked.windows.push(window);
  if (closing.state === "covered") worked.covered.push({ ...window, cover: closing.cover });
}

function reaches(reach: Reach, day: Day): boolean {
  return day >= reach.from && (reach.before === undefined || day < reach.before);
}
