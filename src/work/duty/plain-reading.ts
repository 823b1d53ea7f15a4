import { type Day, dayFrom, dayOf, dayParts, dayText, daysInMonth, weekday } from "#basics/day.ts";
import { addDuration, subtractDuration } from "#basics/duration.ts";
import { legalCalendar } from "#basics/calendar.ts";
import type { FactValue, Subject } from "#register/subject.ts";
import { isOpenOn } from "#standard/hours.ts";
import type { FactsOfDay, Form, Period } from "#standard/standard.ts";
import type { DutyOutcome, DutyRecord, DutyWindow, OutcomeKind, PromiseInForce } from "./duty.ts";

// For tests only: duties.md read a second time, by somebody who had not seen the engine. It looks at every day, works
// everything out anew on each, and knows promises of one version. Slow, and near enough to the page to be compared
// with it line by line. Conditions, durations, opening hours and the legal calendar are the product's own.

/** What is owed and how it ended, by the plainest reading of the page. */
export function plainReading(
  promise: PromiseInForce,
  subject: Subject,
  records: DutyRecord[],
  today: Day,
): { windows: DutyWindow[]; outcomes: DutyOutcome[] } {
  const page = open(promise, subject, records, today);
  const { form } = page;
  if (form.kind === "every") every(page, form);
  if (form.kind === "each") each(page, form);
  if (form.kind === "within" && form.of.kind === "eligible") withinEligible(page, form);
  else if (form.kind === "within") within(page, form);
  if (form.kind === "on") on(page, form);
  if (form.kind === "open") openHours(page, form);
  return { windows: page.windows, outcomes: page.outcomes.sort((a, b) => a.opens - b.opens || a.on - b.on) };
}

interface Span {
  E: Day;
  /** Its last day; of a span that has not ended, today. */
  X: Day;
  ended: boolean;
}

interface Excuse {
  a: Day;
  u: Day;
  outcome: OutcomeKind;
}

interface Page {
  form: Form;
  today: Day;
  facts(day: Day): FactsOfDay;
  eligible: Set<Day>;
  spans: Span[];
  /** The days that count. */
  done: Set<Day>;
  excuses: Excuse[];
  happened(kind: string, day: Day): boolean;
  windows: DutyWindow[];
  outcomes: DutyOutcome[];
}

function open(promise: PromiseInForce, subject: Subject, records: DutyRecord[], today: Day): Page {
  const version = promise.versions[0]?.promise;
  if (!version || promise.versions.length > 1) throw new Error("the plain reading knows one version only");
  const facts = (day: Day): FactsOfDay => ({ day, value: (fact) => valueOn(subject, fact, day) });

  // 1. Spans.
  const start = Math.max(subject.since, promise.adopted);
  const end = Math.min(promise.ended ?? Infinity, subject.left ?? Infinity);
  const eligible = new Set<Day>();
  const spans: Span[] = [];
  for (let day = start; day <= today && day < end; day += 1) {
    if (version.condition && version.condition.evaluate(facts(day)) !== true) continue;
    const last = spans.at(-1);
    if (last && eligible.has(day - 1)) last.X = day;
    else spans.push({ E: day, X: day, ended: true });
    eligible.add(day);
  }
  const last = spans.at(-1);
  if (last && eligible.has(today)) last.ended = false;

  // 2. Records.
  const known = records.filter((record) => !record.struck && record.on <= today);
  const counts = known.filter(({ kind, on }) => version.keptBy.includes(kind) && on >= subject.since);
  const done = new Set(counts.map((record) => record.on));

  // 8. Excuses and declines: shortened by the first record after they were made.
  const excuses: Excuse[] = [];
  for (const { kind, on, facts: said } of known) {
    if ((kind !== "excuse" && kind !== "decline") || (said?.promise ?? promise.id) !== promise.id) continue;
    let u = dayOf(said?.until ?? "");
    for (const r of done) if (r > on && r - 1 < u) u = r - 1;
    if (u >= on) excuses.push({ a: on, u, outcome: kind === "excuse" ? "excused" : "declined" });
  }

  const happened = (kind: string, day: Day) =>
    known.some((record) => record.kind === kind && record.on === day);
  const { form } = version;
  return { form, today, facts, eligible, spans, done, excuses, happened, windows: [], outcomes: [] };
}

function valueOn(subject: Subject, fact: string, day: Day): FactValue | undefined {
  if (fact === "since") return dayText(subject.since);
  let [value, from] = [subject.facts[fact], -Infinity];
  for (const entry of subject.history) {
    if (entry.fact === fact && entry.from <= day && entry.from > from)
      [value, from] = [entry.value, entry.from];
  }
  return value ?? undefined;
}

/** 8: where several cover one due day, the latest `u` wins, on a tie `excused`. */
function coverOf(page: Page, due: Day): Excuse | undefined {
  return strongest(page.excuses.filter(({ a, u }) => a <= due && due <= u));
}

function strongest(excuses: Excuse[]): Excuse | undefined {
  return excuses.sort((a, b) => b.u - a.u || (a.outcome === "excused" ? -1 : 1))[0];
}

type End =
  | { kind: "closed"; on: Day; outcome: OutcomeKind; u: Day }
  | { kind: "covered"; u: Day }
  | { kind: "open" }
  | { kind: "withdrawn" };

/** How a window of `every`, `within` or `on` ends, whose records count from `from` on: one day after the other. */
function endOf(page: Page, span: Span, from: Day, due: Day): End {
  const cover = coverOf(page, due);
  for (let day = from; day <= span.X; day += 1) {
    if (page.done.has(day)) return { kind: "closed", on: day, outcome: day <= due ? "kept" : "late", u: day };
    if (day === due && cover) return { kind: "closed", on: day, outcome: cover.outcome, u: cover.u };
    const made = day > due ? strongest(page.excuses.filter(({ a }) => a === day)) : undefined;
    if (made) return { kind: "closed", on: day, outcome: "missed", u: made.u };
  }
  if (!span.ended) return cover ? { kind: "covered", u: cover.u } : { kind: "open" };
  if (span.X > due) return { kind: "closed", on: span.X, outcome: "missed", u: span.X };
  return { kind: "withdrawn" };
}

/** 3. Rolling. */
function every(page: Page, form: Form & { kind: "every" }): void {
  for (const span of page.spans) {
    let [opens, from] = [span.E, span.E];
    let due = addDuration(span.E, form.first ?? form.interval);
    for (;;) {
      const end = endOf(page, span, from, due);
      if (end.kind === "open") page.windows.push({ opens, due });
      if (end.kind === "open" || end.kind === "withdrawn") break;
      if (end.kind === "closed") page.outcomes.push({ opens, due, on: end.on, outcome: end.outcome });
      if (span.ended && end.u >= span.X) break;
      from = end.u + 1;
      due = addDuration(end.u, form.interval);
      const lead = form.lead ? due - subtractDuration(due, form.lead) : Math.ceil((due - end.u) / 4);
      opens = Math.max(due - lead, from);
    }
  }
}

/** 4. Once or n times in each calendar period. */
function each(page: Page, form: Form & { kind: "each" }): void {
  const { today, eligible, done } = page;
  let read: Day | undefined;
  for (const day of eligible) {
    const [first, due] = periodOf(day, form.period);
    if (first === read) continue;
    read = first;
    const days = Array.from({ length: due - first + 1 }, (_, index) => first + index);
    const counted = days.filter((each) => done.has(each));
    const kept = counted[form.times - 1];
    const cover = coverOf(page, due);
    const short = days.filter((each) => eligible.has(each)).length * 2 < days.length;
    const closes = (on: Day, outcome: OutcomeKind) => page.outcomes.push({ opens: day, due, on, outcome });
    if (kept !== undefined) closes(kept, "kept");
    else if (cover && today >= due && eligible.has(due)) closes(due, cover.outcome);
    else if (!cover && today > due && eligible.has(due)) closes(due, short ? "excused" : "missed");
    if (due < today || !eligible.has(today)) continue;
    if (kept === undefined && !cover) {
      page.windows.push({ opens: day, due });
      continue;
    }
    let next = periodOf(due + 1, form.period);
    while (coverOf(page, next[1])) next = periodOf(next[1] + 1, form.period);
    page.windows.push({ opens: next[0], due: next[1] });
  }
}

function periodOf(day: Day, period: Period): [first: Day, last: Day] {
  if (period === "week") return [day - weekday(day) + 1, day - weekday(day) + 7];
  const { year, month } = dayParts(day);
  const months = { month: 1, quarter: 3, half: 6, year: 12 }[period];
  const first = month - ((month - 1) % months);
  const last = first + months - 1;
  return [dayFrom(year, first, 1), dayFrom(year, last, daysInMonth(year, last))];
}

/** 5. Once in a life. */
function withinEligible(page: Page, form: Form & { kind: "within" }): void {
  for (const span of page.spans) {
    if ([...page.done].some((day) => day < span.E)) return;
    const [opens, due] = [span.E, addDuration(span.E, form.interval)];
    const end = endOf(page, span, opens, due);
    if (end.kind === "open") page.windows.push({ opens, due });
    if (end.kind !== "closed") continue;
    page.outcomes.push({ opens, due, on: end.on, outcome: end.outcome });
    return;
  }
}

/** A day that starts a window, and the day from which something else has taken its place. */
interface Start {
  x: Day;
  replaced: Day;
}

/** 5. Counted from a fact, a record or a change. */
function within(page: Page, form: Form & { kind: "within" }): void {
  for (const span of page.spans) {
    const starts =
      form.of.kind === "fact" ? datesIn(page, span, dateOf(form.of.fact)) : eventsIn(page, span, form);
    for (const { x, replaced } of starts) {
      if (x < span.E || x > span.X) continue;
      const due = addDuration(x, form.interval);
      leave(page, { opens: x, due }, endOf(page, span, x, due), replaced);
    }
  }
}

function dateOf(fact: string): (facts: FactsOfDay) => Day | undefined {
  return (facts) => {
    const value = facts.value(fact);
    return typeof value === "string" ? dayOf(value) : undefined;
  };
}

/** The dates that hold on the days of a span, one after the other. */
function datesIn(page: Page, span: Span, dateOn: (facts: FactsOfDay) => Day | undefined): Start[] {
  const starts: Start[] = [];
  let before: Day | undefined;
  for (let day = span.E; day <= span.X; day += 1) {
    const date = dateOn(page.facts(day));
    if (date === before) continue;
    const last = starts.at(-1);
    if (last && before !== undefined) last.replaced = day;
    if (date !== undefined) starts.push({ x: date, replaced: Infinity });
    before = date;
  }
  return starts;
}

function eventsIn(page: Page, span: Span, { of }: Form & { kind: "within" }): Start[] {
  const starts: Start[] = [];
  for (let day = span.E; day <= span.X; day += 1) {
    const happens =
      (of.kind === "record" && page.happened(of.record, day)) ||
      (of.kind === "change" && page.facts(day).value(of.fact) !== page.facts(day - 1).value(of.fact));
    if (!happens) continue;
    const last = starts.at(-1);
    if (last) last.replaced = day;
    starts.push({ x: day, replaced: Infinity });
  }
  return starts;
}

/** 5 and 6: a window closed before it was replaced keeps its outcome; otherwise it vanishes. */
function leave(page: Page, { opens, due }: DutyWindow, end: End, replaced: Day): void {
  if (end.kind === "open" && replaced === Infinity) page.windows.push({ opens, due });
  if (end.kind !== "closed" || end.on >= replaced) return;
  const same = page.outcomes.some(
    (other) => other.opens === opens && other.due === due && other.on === end.on,
  );
  if (!same) page.outcomes.push({ opens, due, on: end.on, outcome: end.outcome }); // a date put back is the same window
}

/** 6. On a date. */
function on(page: Page, form: Form & { kind: "on" }): void {
  for (const span of page.spans) {
    const earlier = new Set(page.outcomes.map((outcome) => outcome.due));
    for (const { x: due, replaced } of datesIn(page, span, (facts) => form.date.evaluate(facts))) {
      if (due < span.E || earlier.has(due)) continue;
      const opens = Math.max(subtractDuration(due, form.lead), span.E);
      leave(page, { opens, due }, endOf(page, span, opens, due), replaced);
    }
  }
}

/** 7. On each open day. */
function openHours(page: Page, form: Form & { kind: "open" }): void {
  for (const day of page.eligible) {
    if (!isOpenOn(form.hours, day, legalCalendar)) continue;
    const outcome = page.done.has(day)
      ? "kept"
      : (coverOf(page, day)?.outcome ?? (day < page.today && "missed"));
    if (outcome) page.outcomes.push({ opens: day, due: day, on: day, outcome });
    else page.windows.push({ opens: day, due: day });
  }
}
