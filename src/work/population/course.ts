import { legalCalendar } from "#basics/calendar.ts";
import type { Day } from "#basics/day.ts";
import { isOpenOn } from "#standard/hours.ts";
import type { StandardPromise } from "#standard/standard.ts";
import { periodAround } from "../duty/each.ts";
import { type Arithmetic, arithmeticOf } from "./arithmetic.ts";
import { never } from "./fact-column.ts";
import type { Population } from "./population.ts";

/** Is told of every window that closes, by its due day: kept in time or not; `by` −1 takes that back. */
export interface Outcomes {
  closed(due: Day, isKept: boolean, by: 1 | -1): void;
}

/**
 * One promise to one subject whose facts do not change, while the days go by: which window it has, and how each ends. It is
 * told what is done, day by day; the days between it walks by itself. There is one for each promise, and it serves one subject
 * after the other. What it says must be what `dutiesOf` says of the same records.
 */
export class Course {
  readonly promise: StandardPromise;
  readonly index: number;
  /** The window owed or upcoming; `never`: none. */
  opens: Day = never;
  due: Day = never;
  /** The day drawn on which its window will be settled; `never`: none. */
  plan: Day = never;
  /** The next day on which time alone changes something. */
  turn: Day = endless;

  readonly #population: Population;
  readonly #outcomes: Outcomes;
  readonly #sums: Arithmetic;
  /** The days from which and until which it is owed. */
  #first: Day = never;
  #last: Day = never;
  /** Of a period: its days, and how many days in it count. */
  #from: Day = never;
  #until: Day = never;
  #count = 0;
  /** The last day that counted, and the last on which something started it. */
  #kept: Day = never;
  #started: Day = never;
  /** What was closed today, while it may still be taken back. */
  #closedOn: Day = never;
  #closedDue: Day = never;
  #closedKept = false;
  readonly #periods = new Map<Day, { first: Day; last: Day }>();
  /** The date on which it falls due. */
  #date: Day = never;
  /** Done once in a life, and not owed again. */
  #isOver = false;

  constructor(population: Population, index: number, promise: StandardPromise, outcomes: Outcomes) {
    this.#population = population;
    this.#outcomes = outcomes;
    this.index = index;
    this.promise = promise;
    this.#sums = arithmeticOf(population, promise);
  }

  /** Takes somebody up, on the first day anything could be owed; false where nothing is before `end`. */
  begin(row: number, end: Day): boolean {
    const { adopted } = this.#population.promises[this.index] ?? { adopted: 0 };
    const eligible = this.#population.eligible[this.index];
    if (!eligible) return false;
    let day = Math.max(this.#population.since[row] ?? 0, adopted);
    while (day <= end && eligible.begun(row, day) === never) day = eligible.next(row, day);
    if (day > end) return false;
    this.#first = day;
    while (day <= end && eligible.begun(row, day) !== never) day = eligible.next(row, day);
    this.#last = Math.min(day, endless) - 1;
    this.opens = this.due = this.plan = never;
    this.#from = this.#until = this.#kept = this.#started = this.#closedOn = never;
    this.#count = 0;
    this.#isOver = false;
    this.turn = this.#first;
    const { form } = this.promise;
    if (form.kind === "within" && form.of.kind === "fact") {
      const start = this.#sums.start(row);
      if (start < this.#first || start > this.#last) return false;
      this.turn = start;
    }
    if (form.kind === "within" && form.of.kind === "change") return false;
    if (form.kind === "on") {
      const date = this.#sums.date(row, this.#first);
      if (date < this.#first) return false;
      this.#date = date;
    }
    return true;
  }

  /** Walks up to and through a day. */
  advance(day: Day): void {
    while (this.turn <= day) this.#step(this.turn);
  }

  /** Something was done today that keeps it, or starts it, or both. */
  act(day: Day, keeps: boolean, starts: boolean): void {
    const { form } = this.promise;
    if (form.kind === "each") {
      if (keeps) this.#countInPeriod(day, form.times);
      return;
    }
    if (form.kind === "within" && form.of.kind === "record") {
      if (day < this.#first || day > this.#last) return;
      if (starts) this.#start(day);
      if (keeps) this.#keep(day);
      return;
    }
    if (!keeps) return;
    if (form.kind === "within" && form.of.kind === "eligible") this.#isOver = true;
    if (this.due === never) return;
    if (form.kind === "every") {
      if (day === this.#kept) return;
      this.#kept = day;
      this.#outcomes.closed(this.due, day <= this.due, 1);
      const due = this.#sums.dueAfter(day);
      this.#set(this.#sums.opensAfter(day, due), due);
      return;
    }
    if (day < this.opens) return;
    this.#outcomes.closed(this.due, day <= this.due, 1);
    this.#set(never, never);
  }

  /** The next day on which anything happens to it. */
  next(): Day {
    return this.due !== never && this.plan !== never && this.plan < this.turn ? this.plan : this.turn;
  }

  /** Is its window to be settled today? Asked for several times in a period, it stays open, and another day is drawn for it. */
  takePlan(day: Day): boolean {
    if (this.due === never || this.plan !== day) return false;
    this.plan = never;
    return true;
  }

  /** What is still open at the end is told of too. */
  end(until: Day): void {
    this.advance(until + 1);
    if (this.due !== never) this.#outcomes.closed(this.due, false, 1);
  }

  /** A period of which less than half is left: nobody is blamed for it, so nobody hurries (duties.md, 4). */
  isShort(): boolean {
    // The window of a period to come is all of it.
    return this.due === this.#until && (this.due - this.opens + 1) * 2 < this.due - this.#from + 1;
  }

  #step(day: Day): void {
    const { form } = this.promise;
    switch (form.kind) {
      case "each":
        return this.#turnPeriod(day, form.times);
      case "open": {
        if (this.due !== never) this.#outcomes.closed(this.due, false, 1);
        const isOpen = day <= this.#last && isOpenOn(form.hours, day, legalCalendar);
        this.#set(isOpen ? day : never, isOpen ? day : never);
        this.turn = day <= this.#last ? day + 1 : endless;
        return;
      }
      default:
        if (day > this.#last) {
          if (this.due !== never && this.#last > this.due) this.#outcomes.closed(this.due, false, 1);
          this.#set(never, never);
          this.turn = endless;
          return;
        }
        this.turn = this.#last + 1;
        if (form.kind === "every") this.#set(day, this.#sums.firstDue(day));
        else if (form.kind === "on") this.#set(Math.max(this.#sums.opensBefore(this.#date), day), this.#date);
        else if (form.of.kind !== "record" && !this.#isOver) this.#set(day, this.#sums.dueAfter(day));
    }
  }

  #set(opens: Day, due: Day): void {
    if (opens === this.opens && due === this.due) return;
    this.opens = opens;
    this.due = due;
    this.plan = never;
  }

  // each: P

  #turnPeriod(day: Day, times: number): void {
    const isBegun = day > this.#first;
    if (isBegun && day === this.#until + 1 && this.#count < times) {
      const days = this.#until - Math.max(this.#first, this.#from) + 1;
      const isShort = days * 2 < this.#until - this.#from + 1;
      if (!isShort) this.#outcomes.closed(this.#until, false, 1);
    }
    if (day > this.#last) {
      this.#set(never, never);
      this.turn = endless;
      return;
    }
    if (day > this.#until) this.#takePeriod(day);
    else if (this.#count >= times) this.#outcomes.closed(this.#until, true, 1);
    this.#showPeriod(times);
    this.turn = Math.min(this.#until, this.#last) + 1;
  }

  #takePeriod(day: Day): void {
    const { first, last } = this.#periodAround(day);
    this.#from = first;
    this.#until = last;
    this.#count = 0;
  }

  #countInPeriod(day: Day, times: number): void {
    if (day === this.#kept) return;
    this.#kept = day;
    if (day > this.#until) this.#takePeriod(day);
    this.#count += 1;
    if (this.#count !== times) return;
    // Done before it is owed, it is settled on the day it is; after it was owed, still.
    if (day < this.#first || this.#last < this.#from) return;
    this.#outcomes.closed(this.#until, true, 1);
    if (day <= this.#last) this.#showPeriod(times);
  }

  #showPeriod(times: number): void {
    if (this.#count < times) this.#set(Math.max(this.#first, this.#from), this.#until);
    else this.#set(this.#until + 1, this.#periodAround(this.#until + 1).last);
  }

  /** Everybody's periods are the same: each is worked out once. */
  #periodAround(day: Day): { first: Day; last: Day } {
    const known = this.#periods.get(day);
    if (known) return known;
    const { form } = this.promise;
    if (form.kind !== "each") throw new Error(`${this.promise.id} is not owed by the period`);
    const period = periodAround(day, form.period);
    this.#periods.set(day, period);
    return period;
  }

  // within: I, of: record:KIND

  /** It happens again: the open window gives way, and so does what was closed by a record of this very day. */
  #start(day: Day): void {
    if (day === this.#started) return;
    if (this.#closedOn === day) this.#outcomes.closed(this.#closedDue, this.#closedKept, -1);
    this.#started = day;
    this.#set(day, this.#sums.dueAfter(day));
    if (this.#kept === day) this.#close(day);
  }

  #keep(day: Day): void {
    this.#kept = day;
    if (this.due !== never) this.#close(day);
  }

  #close(day: Day): void {
    this.#closedOn = day;
    this.#closedDue = this.due;
    this.#closedKept = day <= this.due;
    this.#outcomes.closed(this.due, this.#closedKept, 1);
    this.#set(never, never);
  }
}

/** Later than any day. */
export const endless = 0x7fff_ffff;
