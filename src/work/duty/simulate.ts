import { chanceFrom } from "#basics/chance.ts";
import { type Day, dayText, isoWeek } from "#basics/day.ts";
import { type Subject, subjectKinds } from "#register/subject.ts";
import type { Standard, StandardPromise } from "#standard/standard.ts";
import { Course, type Outcomes, endless } from "../population/course.ts";
import { never } from "../population/fact-column.ts";
import { type Population, firstVersion, populationOf } from "../population/population.ts";
import { isSetAside, kindsThatCount, whyNever } from "../population/undecided.ts";
import { CourseFromRecords } from "./course-from-records.ts";
import type { DutyRecord, DutyWindow, PromiseInForce } from "./duty.ts";
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
  return simulated(standard, subjects, records, asked, true);
}

/** The same, each duty worked out from the records themselves, day after day: two hundred times as long, and to compare with. */
export function simulateFromRecords(
  standard: Standard,
  subjects: Subject[],
  records: Map<string, DutyRecord[]>,
  asked: Asked,
): Simulated {
  return simulated(standard, subjects, records, asked, false);
}

function simulated(
  standard: Standard,
  subjects: Subject[],
  records: Map<string, DutyRecord[]>,
  asked: Asked,
  isQuick: boolean,
): Simulated {
  const tally = new Tally(standard, asked);
  const from = Math.max(standard.effective, asked.adopted);
  for (const kind of subjectKinds) {
    const some = subjects.filter((subject) => subject.kind === kind);
    const promises = standard.promises.filter(({ to }) => to === kind);
    if (some.length === 0 || promises.length === 0) continue;
    const before = new Map(
      (records.size === 0 ? [] : some).flatMap(({ id }) => {
        const own = records.get(id)?.filter(({ on }) => on < asked.from) ?? [];
        return own.length > 0 ? [[id, own] as const] : [];
      }),
    );
    const inForce = promises.map((promise): PromiseInForce => ({
      id: promise.id,
      adopted: from,
      versions: [{ from, promise }],
    }));
    const population = populationOf(inForce, some, before, asked.from);
    const world = new World(population, tally, asked, isQuick);
    for (const [row, subject] of some.entries()) world.live(row, subject, before.get(subject.id) ?? []);
  }
  return tally.told();
}

/** Of somebody's own: who else is in the register changes nothing for them (FNV-1a). */
function seedFor(id: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return hash;
}

/** What an act of a kind is to a promise. */
interface Touch {
  index: number;
  keeps: boolean;
  starts: boolean;
}

/** All subjects of one kind, lived through one after the other. */
class World {
  readonly #population: Population;
  /** By promise. */
  readonly #tallies: PromiseTally[];
  readonly #asked: Asked;
  /** By promise; none where a summary never decides. One serves everybody in turn. */
  readonly #plain: (Course | undefined)[];
  readonly #touches = new Map<string, Touch[]>();
  /** By promise, of the kind of record that is made to keep it. */
  readonly #actTouches: Touch[][];
  /** Promises on which no act of another group bears: each group is lived through by itself. */
  readonly #groups: number[][];
  /** By promise, of the group and of whoever is lived through: what becomes of it, and its own chance, whatever else is promised. */
  readonly #courses: (Course | CourseFromRecords | undefined)[] = [];
  readonly #chances: (() => number)[] = [];
  readonly #seeds: number[];

  constructor(population: Population, tally: Tally, asked: Asked, isQuick: boolean) {
    const promises = population.promises.map(firstVersion);
    this.#population = population;
    this.#tallies = promises.map((promise) => tally.of(promise));
    this.#asked = asked;
    this.#plain = population.promises.map((inForce, index) => {
      const why = whyNever(inForce);
      const promise = firstVersion(inForce);
      if (!isQuick || (why !== undefined && why !== "several times a period")) return undefined;
      return new Course(population, index, promise, tally.of(promise));
    });
    for (const kind of new Set(promises.flatMap(kindsThatCount)))
      this.#touches.set(
        kind,
        promises.flatMap(({ keptBy, form }, index) => {
          const keeps = keptBy.includes(kind);
          const starts = form.kind === "within" && form.of.kind === "record" && form.of.record === kind;
          return keeps || starts ? [{ index, keeps, starts }] : [];
        }),
      );
    this.#actTouches = promises.map(({ keptBy }) => this.#touches.get(keptBy[0] ?? "") ?? []);
    this.#groups = groupsOf(promises);
    this.#seeds = promises.map(({ id }) => seedFor(id, asked.seed));
  }

  live(row: number, subject: Subject, before: DutyRecord[]): void {
    const seed = seedFor(subject.id, 0);
    for (const group of this.#groups) this.#liveThrough(group, row, subject, before, seed);
  }

  /** From the first day to the last, one day after the other on which anything happens. */
  #liveThrough(group: number[], row: number, subject: Subject, before: DutyRecord[], seed: number): void {
    const { from, until } = this.#asked;
    const records = [...before];
    const courses: (Course | CourseFromRecords)[] = [];
    for (const index of group) {
      const plain = this.#population.isUndecided(row, index) ? undefined : this.#plain[index];
      const isOwed = plain?.begin(row, until + 1) ?? true;
      if (!isOwed) continue;
      const course = plain ?? this.#fromRecords(index, subject, records);
      courses.push(course);
      this.#courses[index] = course;
      this.#chances[index] = chanceFrom(Math.imul(seed ^ (this.#seeds[index] ?? 0), 0x01000193));
    }
    if (courses.length === 0) return;
    const isRead = courses.some((course) => !(course instanceof Course));
    if (before.length > 0) this.#actBefore(before, subject.since);
    for (const course of courses) {
      if (course instanceof Course) course.advance(from);
      this.#draw(course, from, from);
    }
    for (;;) {
      let day = endless;
      for (const course of courses) day = Math.min(day, course.next());
      if (day > until) break;
      for (const course of courses)
        if (course.turn === day) {
          course.advance(day);
          this.#draw(course, day, day);
        }
      for (const course of courses) {
        if (!course.takePlan(day)) continue;
        // Without a course that reads them, nobody asks for the records again.
        if (isRead) {
          const kind = course.promise.keptBy[0] as string;
          records.push({ id: `simulated-${records.length}`, kind, on: day });
        }
        this.#tallies[course.index]?.act(day);
        for (const { index, keeps, starts } of this.#actTouches[course.index] ?? []) {
          const touched = this.#courses[index];
          if (!touched) continue;
          touched.act(day, keeps, starts);
          this.#draw(touched, day, day + 1);
        }
      }
    }
    for (const course of courses) {
      course.end(until);
      this.#tallies[course.index]?.endSubject();
      this.#courses[course.index] = undefined;
    }
  }

  #fromRecords(index: number, subject: Subject, records: DutyRecord[]): CourseFromRecords {
    const inForce = this.#population.promises[index] as PromiseInForce;
    const tally = this.#tallies[index] as PromiseTally;
    return new CourseFromRecords(
      inForce,
      firstVersion(inForce),
      index,
      subject,
      records,
      this.#asked.from,
      tally,
    );
  }

  #actBefore(before: DutyRecord[], since: Day): void {
    for (const { kind, on } of inOrder(before, since))
      for (const { index, keeps, starts } of this.#touches.get(kind) ?? []) {
        const course = this.#courses[index];
        if (!(course instanceof Course)) continue;
        course.advance(on);
        course.act(on, keeps, starts);
      }
  }

  #draw(course: Course | CourseFromRecords, today: Day, earliest: Day): void {
    draw(course, today, earliest, this.#asked, this.#chances[course.index] as () => number);
  }
}

/** Promises that share a kind of record stand together, and whatever shares one with any of these. */
function groupsOf(promises: StandardPromise[]): number[][] {
  let groups: { kinds: Set<string>; indexes: number[] }[] = [];
  for (const [index, promise] of promises.entries()) {
    const kinds = new Set(kindsThatCount(promise));
    const joined = groups.filter((group) => !group.kinds.isDisjointFrom(kinds));
    const indexes = [...joined.flatMap((group) => group.indexes), index].sort((a, b) => a - b);
    const all = joined.reduce((sum, group) => sum.union(group.kinds), kinds);
    groups = [...groups.filter((group) => !joined.includes(group)), { kinds: all, indexes }];
  }
  return groups.map(({ indexes }) => indexes);
}

/**
 * Draws, once for each window that is owed, the day on which it will be settled. `earliest`: what counts once a day has been
 * done today; what an act of today has just begun may be due today as well.
 */
function draw(
  course: Course | CourseFromRecords,
  today: Day,
  earliest: Day,
  { until, rate }: Asked,
  chance: () => number,
): void {
  const from = course.promise.form.kind === "within" ? today : earliest;
  if (course instanceof Course) {
    if (course.due === never || course.opens > until || course.plan >= from || course.isShort()) return;
    course.plan = drawn(course.promise, course.opens, course.due, from, until, rate, chance);
    return;
  }
  for (const window of course.windows) {
    const { opens, due } = window;
    if (opens > until || (course.planOf(window) ?? never) >= from || isShort(course.promise, window))
      continue;
    course.plan(window, drawn(course.promise, opens, due, from, until, rate, chance));
  }
}

function drawn(
  { form }: StandardPromise,
  opens: Day,
  due: Day,
  earliest: Day,
  until: Day,
  rate: number,
  chance: () => number,
): Day {
  const first = Math.max(opens, earliest);
  const isKept = chance() < rate;
  const share = form.kind === "each" ? form.times : 1;
  const day = first + Math.floor((chance() * (Math.max(due, first) - first + 1)) / share);
  if (isKept) return day;
  // Made good in one of the weeks after, or never.
  let late = Math.max(due, earliest - 1) + 1 + Math.floor(chance() * 7);
  while (late <= until && chance() >= rate) late += 7;
  return late;
}

/** A period of which less than half is left: nobody is blamed for it, so nobody hurries (duties.md, 4). */
function isShort({ form }: StandardPromise, { opens, due }: DutyWindow): boolean {
  if (form.kind !== "each") return false;
  const { first } = periodAround(due, form.period);
  return (due - opens + 1) * 2 < due - first + 1;
}

/** What was done for somebody before, in the order of its days; what excuses a duty bears on no plain course. */
function inOrder(records: DutyRecord[], since: Day): DutyRecord[] {
  return records
    .filter(({ kind, on, struck }) => !struck && on >= since && !isSetAside(kind))
    .sort((a, b) => a.on - b.on);
}

/** What falls due and is done for one promise, week by week. */
class PromiseTally implements Outcomes {
  readonly due: Int32Array;
  readonly kept: Int32Array;
  readonly acts: Int32Array;
  subjects = 0;
  readonly #from: Day;
  readonly #until: Day;
  readonly #monday: Day;
  /** How many windows of the one who is being lived through fell due. */
  #ofOne = 0;

  constructor({ from, until }: Asked) {
    this.#from = from;
    this.#until = until;
    this.#monday = isoWeek(from).monday;
    const weeks = (isoWeek(until).monday - this.#monday) / 7 + 1;
    this.due = new Int32Array(weeks);
    this.kept = new Int32Array(weeks);
    this.acts = new Int32Array(weeks);
  }

  closed(due: Day, isKept: boolean, by: 1 | -1): void {
    if (due < this.#from || due > this.#until) return;
    const week = Math.floor((due - this.#monday) / 7);
    this.due[week] = (this.due[week] ?? 0) + by;
    if (isKept) this.kept[week] = (this.kept[week] ?? 0) + by;
    this.#ofOne += by;
  }

  act(day: Day): void {
    const week = Math.floor((day - this.#monday) / 7);
    this.acts[week] = (this.acts[week] ?? 0) + 1;
  }

  endSubject(): void {
    if (this.#ofOne > 0) this.subjects += 1;
    this.#ofOne = 0;
  }
}

class Tally {
  readonly #standard: Standard;
  readonly #asked: Asked;
  readonly #promises = new Map<string, PromiseTally>();

  constructor(standard: Standard, asked: Asked) {
    this.#standard = standard;
    this.#asked = asked;
    for (const { id } of standard.promises) this.#promises.set(id, new PromiseTally(asked));
  }

  of({ id }: StandardPromise): PromiseTally {
    const tally = this.#promises.get(id);
    if (!tally) throw new Error(`${id} is none of the standard's promises`);
    return tally;
  }

  told(): Simulated {
    const { from, until, rate, seed } = this.#asked;
    const first = isoWeek(from).monday;
    const weeks = this.#standard.promises
      .flatMap((promise) => {
        const { due, kept, acts } = this.of(promise);
        return Array.from(due, (count, week) => ({
          week: isoWeek(first + week * 7).name,
          monday: dayText(first + week * 7),
          role: promise.by,
          promise: promise.localId,
          due: count,
          kept: kept[week] ?? 0,
          acts: acts[week] ?? 0,
        })).filter((row) => row.due > 0 || row.acts > 0);
      })
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
          subjects: this.of(promise).subjects,
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
