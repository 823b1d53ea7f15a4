import { type Day, dayFrom, dayParts, daysInMonth, weekday } from "#basics/day.ts";
import type { Period, StandardPromise } from "#standard/standard.ts";
import { coverOn } from "./covers.ts";
import type { DutyOutcome } from "./duty.ts";
import { type Matter, type Reach, type Worked, nothingYet } from "./matter.ts";
import type { Span } from "./spans.ts";

/** `each: P` with `times: n` (duties.md, 4): so often in each calendar period that has an eligible day. */
export function workEach(matter: Matter, reach: Reach, period: Period): Worked {
  const { today, covers } = matter;
  const worked = nothingYet();
  const spans = clipped(matter.spans, reach.from);
  const eligibleToday = spans.at(-1)?.last === undefined && spans.length > 0;
  let settled = true; // whether the period of today asks for nothing more
  for (const bounds of periodsOf(spans, period, today)) {
    const eligible = eligibleDays(spans, bounds, today);
    if (reach.before !== undefined && eligible.first >= reach.before) break;
    const promise = matter.version(eligible.first);
    const window = { opens: eligible.first, due: bounds.last };
    const outcome = closeEach(matter, promise, bounds, eligible, window);
    if (outcome) worked.outcomes.push(outcome);
    if (bounds.last < today || !eligibleToday) continue;
    const cover = coverOn(covers, bounds.last);
    settled = outcome !== undefined || cover !== undefined;
    const started = { ...window, promise, start: { day: bounds.first, is: "period" } } as const;
    if (!settled) worked.windows.push(started);
    else if (!outcome && cover) worked.covered.push({ ...started, cover });
  }
  if (!eligibleToday) return worked;
  const current = periodAround(today, period);
  worked.changes.push(current.last, current.last + 1);
  if (!settled || (reach.before !== undefined && today >= reach.before)) return worked;
  let next = periodAround(current.last + 1, period);
  while (coverOn(covers, next.last)) next = periodAround(next.last + 1, period);
  const start = { day: next.first, is: "period" } as const;
  worked.windows.push({ opens: next.first, due: next.last, promise: matter.version(next.first), start });
  return worked;
}

interface Bounds {
  first: Day;
  last: Day;
}

interface EligibleDays {
  first: Day;
  count: number;
  /** Is the subject eligible on the last day of the period (or today, before that)? */
  atEnd: boolean;
}

function closeEach(
  matter: Matter,
  promise: StandardPromise,
  bounds: Bounds,
  eligible: EligibleDays,
  window: { opens: Day; due: Day },
): DutyOutcome | undefined {
  const days = matter.kept(promise).filter(({ on }) => on >= bounds.first && on <= bounds.last);
  const done = days[each(promise).times - 1];
  if (done) return { ...window, on: done.on, outcome: "kept", record: done.record };
  if (!eligible.atEnd || bounds.last > matter.today) return undefined;
  const on = bounds.last;
  const cover = coverOn(matter.covers, on);
  if (cover) return { ...window, on, outcome: cover.outcome, record: cover.record };
  if (on === matter.today) return undefined;
  const short = eligible.count * 2 < bounds.last - bounds.first + 1;
  return { ...window, on, outcome: short ? "excused" : "missed" };
}

/** The calendar period that holds a day. Weeks start on Monday. */
export function periodAround(day: Day, period: Period): Bounds {
  if (period === "week") {
    const first = day - weekday(day) + 1;
    return { first, last: first + 6 };
  }
  const { year, month } = dayParts(day);
  const months = monthsIn[period];
  const start = month - ((month - 1) % months);
  const end = start + months - 1;
  return { first: dayFrom(year, start, 1), last: dayFrom(year, end, daysInMonth(year, end)) };
}

const monthsIn = { month: 1, quarter: 3, half: 6, year: 12 };

/** The periods up to today's that have an eligible day. */
function* periodsOf(spans: Span[], period: Period, today: Day): Generator<Bounds> {
  let done = -Infinity;
  for (const span of spans) {
    const last = span.last ?? today;
    for (let day = Math.max(span.first, done + 1); day <= last; day = done + 1) {
      const bounds = periodAround(day, period);
      yield bounds;
      done = bounds.last;
    }
  }
}

function eligibleDays(spans: Span[], bounds: Bounds, today: Day): EligibleDays {
  const end = Math.min(bounds.last, today);
  const parts = spans
    .map((span) => ({ first: Math.max(span.first, bounds.first), last: Math.min(span.last ?? today, end) }))
    .filter((part) => part.first <= part.last);
  return {
    first: parts[0]?.first ?? bounds.first,
    count: parts.reduce((sum, part) => sum + part.last - part.first + 1, 0),
    atEnd: parts.at(-1)?.last === end,
  };
}

function clipped(spans: Span[], from: Day): Span[] {
  return spans
    .filter((span) => span.last === undefined || span.last >= from)
    .map((span) => ({ ...span, first: Math.max(span.first, from) }));
}

function each(promise: StandardPromise) {
  if (promise.form.kind !== "each") throw new Error(`${promise.id} is not owed by the period`);
  return promise.form;
}
