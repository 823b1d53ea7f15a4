import { chanceFrom } from "#basics/chance.ts";
import { type Day, dayText, isoWeek } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import type { Standard, StandardPromise } from "#standard/standard.ts";
import { dutiesOf } from "./duties.ts";
import type { Duties, DutyRecord, PromiseInForce } from "./duty.ts";
import { periodAround } from "./each.ts";

export interface Simulated {
  standard: string;
  version: string;
  from: string;
  until: string;
  rate: number;
  seed: number;
  /** Ascending by week, role, promise; what is nothing is left out. */
  weeks: {
    week: string;
    monday: string;
    role: string;
    promise: string;
    due: number;
    kept: number;
    acts: number;
  }[];
  roles: {
    role: string;
    due: number;
    kept: number;
    acts: number;
    actsPerWeek: number;
    busiest: { week: string; acts: number } | null;
  }[];
  promises: { promise: string; role: string; subjects: number; due: number; kept: number; acts: number }[];
}

interface Asked {
  from: Day;
  /** The last day. */
  until: Day;
  /** How likely a duty is kept in time; one that was not is made good with the same likelihood each week after. */
  rate: number;
  seed: number;
  /** The day from which it is owed; before a standard is adopted, `from` itself. */
  adopted: Day;
}

/**
 * The work a standard makes for a register between two days, before anybody adopts it. Whatever falls due is done on a day
 * between its opening and its due day; one act settles all that its kind of record keeps, as in life. What is already in
 * `records` counts. Windows that are excused or declined are not counted, and nothing is done for a period that is half over.
 */
export function simulate(
  standard: Standard,
  subjects: Subject[],
  records: Map<string, DutyRecord[]>,
  asked: Asked,
): Simulated {
  const tally = new Tally(standard, asked);
  const inForce = standard.promises.map((promise): PromiseInForce => {
    const from = Math.max(standard.effective, asked.adopted);
    return { id: promise.id, adopted: from, versions: [{ from, promise }] };
  });
  for (const subject of subjects)
    liveThrough(
      subject,
      inForce.filter(({ versions }) => versions[0]?.promise.to === subject.kind),
      (records.get(subject.id) ?? []).filter(({ on }) => on < asked.from),
      asked,
      chanceFrom(seedFor(subject.id, asked.seed)),
      tally,
    );
  return tally.told();
}

/** Of somebody's own: who else is in the register changes nothing for them (FNV-1a). */
function seedFor(id: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return hash;
}

/** One promise to one subject while the days go by. */
interface Course {
  inForce: PromiseInForce;
  promise: StandardPromise;
  now: Duties;
  /** The day on which its open window will be settled, by the window it was drawn for. */
  plans: Map<string, Day>;
}

function liveThrough(
  subject: Subject,
  promises: PromiseInForce[],
  before: DutyRecord[],
  { from, until, rate }: Asked,
  chance: () => number,
  tally: Tally,
): void {
  const records = [...before];
  const courses = promises.map((inForce): Course => {
    const { promise } = inForce.versions[0] as { promise: StandardPromise };
    return { inForce, promise, now: dutiesOf(inForce, subject, records, from), plans: new Map() };
  });
  const lookAgain = (course: Course, day: Day, first = day) => {
    course.now = dutiesOf(course.inForce, subject, records, day);
    plan(course, { today: day, earliest: first, until, rate }, chance);
  };
  for (const course of courses) plan(course, { today: from, earliest: from, until, rate }, chance);
  for (;;) {
    const day = Math.min(...courses.map(nextDay));
    if (day > until) break;
    for (const course of courses) if (course.now.recheck === day) lookAgain(course, day);
    for (const course of courses) {
      const due = course.now.windows.filter((window) => course.plans.get(keyOf(window)) === day);
      if (due.length === 0) continue;
      const kind = course.promise.keptBy[0] as string;
      records.push({ id: `simulated-${records.length}`, kind, on: day });
      tally.act(course.promise, day);
      // Asked for several times in a period, a window stays open after the first: another day is drawn for it.
      for (const window of due) course.plans.delete(keyOf(window));
      for (const other of courses) if (isTouchedBy(other.promise, kind)) lookAgain(other, day, day + 1);
    }
  }
  for (const { inForce, promise } of courses) {
    const { windows, outcomes } = dutiesOf(inForce, subject, records, until + 1);
    const falls = ({ due }: { due: Day }) => due >= from && due <= until;
    const closed = outcomes.filter(({ outcome }) => outcome !== "excused" && outcome !== "declined");
    const [ended, open] = [closed.filter(falls), windows.filter(falls)];
    for (const { due, outcome } of ended) tally.due(promise, due, outcome === "kept");
    for (const { due } of open) tally.due(promise, due, false);
    if (ended.length + open.length > 0) tally.concerns(promise);
  }
}

/**
 * Draws, once for each window that is owed, the day on which it will be settled. `earliest`: what counts once a day has been
 * done today; what an act of today has just begun may be due today as well.
 */
function plan(
  course: Course,
  { today, earliest: next, until, rate }: { today: Day; earliest: Day; until: Day; rate: number },
  chance: () => number,
): void {
  const earliest = course.promise.form.kind === "within" ? today : next;
  for (const window of course.now.windows) {
    if (
      window.opens > until ||
      isShort(course.promise, window) ||
      (course.plans.get(keyOf(window)) ?? -Infinity) >= earliest
    )
      continue;
    const first = Math.max(window.opens, earliest);
    const isKept = chance() < rate;
    const { form } = course.promise;
    const share = form.kind === "each" ? form.times : 1;
    let day = first + Math.floor((chance() * (Math.max(window.due, first) - first + 1)) / share);
    if (!isKept) {
      // Made good in one of the weeks after, or never.
      day = Math.max(window.due, earliest - 1) + 1 + Math.floor(chance() * 7);
      while (day <= until && chance() >= rate) day += 7;
    }
    course.plans.set(keyOf(window), day);
  }
}

/** A period of which less than half is left: nobody is blamed for it, so nobody hurries (duties.md, 4). */
function isShort({ form }: StandardPromise, { opens, due }: { opens: Day; due: Day }): boolean {
  if (form.kind !== "each") return false;
  const { first } = periodAround(due, form.period);
  return (due - opens + 1) * 2 < due - first + 1;
}

/** The next day on which anything can happen: an act, or what time alone changes. */
function nextDay({ now, plans }: Course): Day {
  const acts = now.windows.map((window) => plans.get(keyOf(window)) ?? Infinity);
  return Math.min(now.recheck ?? Infinity, ...acts);
}

function isTouchedBy({ keptBy, form }: StandardPromise, kind: string): boolean {
  return (
    keptBy.includes(kind) || (form.kind === "within" && form.of.kind === "record" && form.of.record === kind)
  );
}

function keyOf({ opens, due }: { opens: Day; due: Day }): string {
  return `${opens} ${due}`;
}

class Tally {
  readonly #standard: Standard;
  readonly #asked: Asked;
  readonly #weeks = new Map<
    string,
    { monday: Day; promise: StandardPromise; due: number; kept: number; acts: number }
  >();
  readonly #subjects = new Map<string, number>();

  constructor(standard: Standard, asked: Asked) {
    this.#standard = standard;
    this.#asked = asked;
  }

  due(promise: StandardPromise, day: Day, isKept: boolean): void {
    const cell = this.#cell(promise, day);
    cell.due++;
    if (isKept) cell.kept++;
  }

  act(promise: StandardPromise, day: Day): void {
    this.#cell(promise, day).acts++;
  }

  concerns({ id }: StandardPromise): void {
    this.#subjects.set(id, (this.#subjects.get(id) ?? 0) + 1);
  }

  #cell(promise: StandardPromise, day: Day) {
    const monday = isoWeek(day).monday;
    const key = `${monday} ${promise.id}`;
    const cell = this.#weeks.get(key) ?? { monday, promise, due: 0, kept: 0, acts: 0 };
    this.#weeks.set(key, cell);
    return cell;
  }

  told(): Simulated {
    const { from, until, rate, seed } = this.#asked;
    const weeks = [...this.#weeks.values()]
      .map(({ monday, promise, due, kept, acts }) => ({
        week: isoWeek(monday).name,
        monday: dayText(monday),
        role: promise.by,
        promise: promise.localId,
        due,
        kept,
        acts,
      }))
      .sort(
        (a, b) => compare(a.monday, b.monday) || compare(a.role, b.role) || compare(a.promise, b.promise),
      );
    const length = (until - from + 1) / 7;
    return {
      standard: this.#standard.id,
      version: this.#standard.version,
      from: dayText(from),
      until: dayText(until),
      rate,
      seed,
      weeks,
      roles: [...new Set(weeks.map(({ role }) => role))].sort(compare).map((role) => {
        const own = weeks.filter((week) => week.role === role);
        const acts = sum(own, "acts");
        return {
          role,
          due: sum(own, "due"),
          kept: sum(own, "kept"),
          acts,
          actsPerWeek: Math.round((acts / length) * 10) / 10,
          busiest: busiest(own),
        };
      }),
      promises: this.#standard.promises.map((promise) => {
        const own = weeks.filter((week) => week.promise === promise.localId);
        return {
          promise: promise.localId,
          role: promise.by,
          subjects: this.#subjects.get(promise.id) ?? 0,
          due: sum(own, "due"),
          kept: sum(own, "kept"),
          acts: sum(own, "acts"),
        };
      }),
    };
  }
}

function busiest(weeks: { week: string; acts: number }[]): { week: string; acts: number } | null {
  const acts = new Map<string, number>();
  for (const each of weeks) acts.set(each.week, (acts.get(each.week) ?? 0) + each.acts);
  const [most] = [...acts].sort((a, b) => b[1] - a[1]);
  return most === undefined ? null : { week: most[0], acts: most[1] };
}

function sum(rows: { due: number; kept: number; acts: number }[], key: "due" | "kept" | "acts"): number {
  return rows.reduce((total, row) => total + row[key], 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
