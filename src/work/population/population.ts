import type { Day } from "#basics/day.ts";
import { parseDay } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import { readings } from "#standard/operations.ts";
import type { RowOnDay, StandardPromise } from "#standard/standard.ts";
import type { DutyRecord, PromiseInForce } from "../duty/duty.ts";
import { timelineOf } from "../duty/timeline.ts";
import { Eligible, type Rows, stays } from "./eligible.ts";
import { type FactColumn, dayColumn, factColumn, never, written, writtenDays } from "./fact-column.ts";
import { isSetAside, kindsThatCount, whyUndecided } from "./undecided.ts";

/**
 * The subjects that some promises are made to, in columns: a row each, and in it what those promises read of the facts, the
 * day of entry, and the last day on which each kind of record was made. Days are whole numbers since 1970-01-01. That is
 * enough to say what is owed to most of them; what it is not enough for (an excuse, a fact that changed) is marked, promise
 * by promise, and is to be worked out by `dutiesOf` from the subject and the records themselves.
 *
 * A row takes 12 bytes, 4 for each kind of record, what its facts take (see fact-column.ts; a date of birth 8), and a bit
 * for each promise.
 */
export class Population implements Rows {
  readonly promises: PromiseInForce[];
  readonly size: number;
  /** All is as known on this day: what is dated later marks a row. */
  readonly asOf: Day;
  readonly since: Int32Array;
  readonly sinceWritten: Int32Array;
  readonly left: Int32Array;
  readonly bornWritten: Int32Array | undefined;
  readonly #facts = new Map<string, FactColumn>();
  readonly #last = new Map<string, Int32Array>();
  /** One for each promise. */
  readonly eligible: Eligible[];
  readonly #undecided: Int32Array;
  /** By promise: is any row of it undecided? Once it was, it is taken to be. */
  readonly #someUndecided: boolean[];
  readonly #words: number;

  constructor(promises: PromiseInForce[], size: number, asOf: Day) {
    this.promises = promises;
    this.size = size;
    this.asOf = asOf;
    this.since = new Int32Array(size);
    this.sinceWritten = new Int32Array(size);
    this.left = new Int32Array(size);
    this.#words = Math.ceil(promises.length / 32);
    this.#undecided = new Int32Array(size * this.#words);
    this.#someUndecided = promises.map(() => false);
    const ours = promises.flatMap(({ versions }) => versions.map(({ promise }) => promise));
    if (ours.some(({ condition }) => condition?.birthdays)) this.bornWritten = new Int32Array(size);
    for (const { reads } of ours)
      for (const { id, type } of reads)
        if (id === "since")
          this.#facts.set(
            id,
            dayColumn(this.since, (value) => parseDay(String(value))),
          );
        else if (id !== "age" && !this.#facts.has(id)) this.#facts.set(id, factColumn(type, size));
    for (const kind of ours.flatMap(kindsThatCount)) this.#last.set(kind, new Int32Array(size).fill(never));
    this.eligible = promises.map((inForce) => new Eligible(this, inForce, firstVersion(inForce)));
  }

  /** Writes somebody's row anew: who enters, whose facts change, or of whom a record is struck. */
  put(row: number, subject: Subject, records: DutyRecord[]): void {
    const { since, left } = subject;
    this.since[row] = since;
    this.sinceWritten[row] = written(since);
    this.left[row] = left ?? stays;
    const timeline = subject.history.length > 0 ? timelineOf(subject) : undefined;
    const day = Math.max(since, this.asOf);
    const value = (fact: string) => (timeline ? timeline.held(fact, day).value : subject.facts[fact]);
    for (const [fact, column] of this.#facts) if (fact !== "since") column.put(row, value(fact));
    if (this.bornWritten) {
      const born = readings.date.read(value("birthDate"));
      this.bornWritten[row] = typeof born === "number" ? written(born) : 0;
    }
    for (const days of this.#last.values()) days[row] = never;
    for (const { kind, on, struck } of records)
      if (!struck && on >= since && on <= this.asOf) this.record(row, kind, on);
    for (let word = 0; word < this.#words; word++) this.#undecided[row * this.#words + word] = 0;
    const ask = timeline !== undefined || records.some(({ kind, on }) => on > this.asOf || isSetAside(kind));
    for (const [index, promise] of this.promises.entries()) {
      const why = ask ? whyUndecided(promise, subject, timeline, records, this.asOf) : undefined;
      if (why || this.eligible[index]?.comesAgain(row)) this.#mark(row, index);
    }
  }

  /** Something was done for somebody, on a day from their entry on. Nothing else of the row changes. */
  record(row: number, kind: string, on: Day): void {
    const days = this.#last.get(kind);
    if (days && on > (days[row] ?? never)) days[row] = on;
  }

  /** Must this promise be worked out for this row from the records themselves? */
  isUndecided(row: number, promise: number): boolean {
    return (((this.#undecided[row * this.#words + (promise >> 5)] ?? 0) >>> (promise & 31)) & 1) === 1;
  }

  hasUndecided(promise: number): boolean {
    return this.#someUndecided[promise] ?? false;
  }

  /** The last day of each of these kinds, by row. */
  lastOf(kinds: string[]): Int32Array[] {
    return kinds.flatMap((kind) => this.#last.get(kind) ?? []);
  }

  fact(name: string) {
    const column = this.#facts.get(name);
    if (!column) throw new Error(`no promise was said to read ${name}`);
    return column.read;
  }

  age(): (at: RowOnDay) => number | undefined {
    const { born, on } = this.#births();
    return ({ row, day }) => {
      const birth = born[row] ?? 0;
      return birth === 0 ? undefined : Math.floor((on(day) - birth) / 10_000);
    };
  }

  reaches(age: number): (at: RowOnDay) => boolean | undefined {
    const { born, on } = this.#births();
    return ({ row, day }) => {
      const birth = born[row] ?? 0;
      return birth === 0 ? undefined : on(day) - birth >= age * 10_000;
    };
  }

  bytes(): number {
    const columns = [this.since, this.sinceWritten, this.left, this.#undecided, ...this.#last.values()];
    if (this.bornWritten) columns.push(this.bornWritten);
    const facts = [...this.#facts].map(([fact, column]) => (fact === "since" ? 0 : column.bytes()));
    return [...columns.map(({ byteLength }) => byteLength), ...facts].reduce((sum, each) => sum + each, 0);
  }

  #births(): { born: Int32Array; on: (day: Day) => number } {
    if (!this.bornWritten) throw new Error("no promise was said to ask for an age");
    return { born: this.bornWritten, on: writtenDays() };
  }

  #mark(row: number, promise: number): void {
    this.#someUndecided[promise] = true;
    const place = row * this.#words + (promise >> 5);
    this.#undecided[place] = (this.#undecided[place] ?? 0) | (1 << (promise & 31));
  }
}

/** All of one kind in a register, to whom these promises are made; row by row in the order given. */
export function populationOf(
  promises: PromiseInForce[],
  subjects: Subject[],
  records: Map<string, DutyRecord[]>,
  asOf: Day,
): Population {
  const population = new Population(promises, subjects.length, asOf);
  for (const [row, subject] of subjects.entries())
    population.put(row, subject, records.get(subject.id) ?? []);
  return population;
}

/** The only version of a promise that is decided here. */
export function firstVersion({ id, versions }: PromiseInForce): StandardPromise {
  const promise = versions[0]?.promise;
  if (!promise) throw new Error(`no version of ${id} was ever in force`);
  return promise;
}
