import type { Day } from "#basics/day.ts";
import { dutiesOf } from "../duty/duties.ts";
import { type DutyState, stateOn } from "../duty/duty.ts";
import type { Look } from "./all-duties.ts";
import { never } from "./fact-column.ts";
import type { Population } from "./population.ts";
import type { Summary, Windows } from "./summaries.ts";
import { kindsThatCount } from "./undecided.ts";

/** How many windows of one promise are upcoming, due and overdue. */
export type Counts = Record<DutyState, number>;

/**
 * The duties of a population while the days go by. Each promise to each row waits in the bucket of the one day on which it
 * must be looked at next: the day a window opens, the day after it is due, a birthday, a date on record, the turn of a period.
 * A step to the next day empties that day's bucket and touches nothing else. 5 bytes for each promise to each row, and 4 in
 * the bucket.
 */
export class Roll {
  readonly #population: Population;
  readonly #summaries: Summary[];
  readonly #look: Look;
  #day: Day;
  /** By promise, then by row; 0: nothing is owed. */
  readonly #states: Uint8Array[];
  readonly #wakes: Int32Array[];
  readonly #counts: number[][];
  /** By day: promise × rows + row. What was put off since is still there, and passed over. */
  readonly #buckets = new Map<Day, Bucket>();
  readonly #one: Windows = { from: 0, opens: new Int32Array(1), due: new Int32Array(1) };

  constructor(population: Population, summaries: Summary[], day: Day, look: Look) {
    this.#population = population;
    this.#summaries = summaries;
    this.#look = look;
    this.#day = day;
    this.#states = summaries.map(() => new Uint8Array(population.size));
    this.#wakes = summaries.map(() => new Int32Array(population.size).fill(never));
    this.#counts = summaries.map(() => [0, 0, 0, 0]);
    for (const [promise] of summaries.entries())
      for (let row = 0; row < population.size; row++) this.#decide(promise, row);
  }

  get day(): Day {
    return this.#day;
  }

  counts(promise: number): Counts {
    const [, upcoming = 0, due = 0, overdue = 0] = this.#counts[promise] ?? [];
    return { upcoming, due, overdue };
  }

  state(promise: number, row: number): DutyState | undefined {
    return states[this.#states[promise]?.[row] ?? 0];
  }

  /** Goes on to the next day; how many were looked at. */
  step(): number {
    this.#day += 1;
    const bucket = this.#buckets.get(this.#day);
    if (bucket === undefined) return 0;
    this.#buckets.delete(this.#day);
    const { size } = this.#population;
    let looked = 0;
    for (let at = 0; at < bucket.length; at++) {
      const slot: number = bucket.slots[at] ?? 0;
      const promise = Math.floor(slot / size);
      const row = slot - promise * size;
      if (this.#wakes[promise]?.[row] !== this.#day) continue;
      this.#decide(promise, row);
      looked += 1;
    }
    return looked;
  }

  /** Something was done for somebody today, and stands in the population: what that kind of record bears on is looked at. */
  recorded(row: number, kind: string): void {
    for (const [index, { promise }] of this.#summaries.entries())
      if (kindsThatCount(promise).includes(kind)) this.#decide(index, row);
  }

  bytes(): number {
    const columns = [
      ...this.#states,
      ...this.#wakes,
      ...[...this.#buckets.values()].map(({ slots }) => slots),
    ];
    return columns.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  #decide(promise: number, row: number): void {
    const summary = this.#summaries[promise];
    const ofPromise = this.#states[promise];
    const wakes = this.#wakes[promise];
    const counts = this.#counts[promise];
    if (!summary || !ofPromise || !wakes || !counts) return;
    const day = this.#day;
    let state = 0;
    let wake = Infinity;
    if (summary.undecided !== undefined || this.#population.isUndecided(row, promise)) {
      const { subject, records } = this.#look(row);
      const { windows, recheck } = dutiesOf(summary.inForce, subject, records, day);
      // Of several, the one that has waited longest stands for them.
      state = Math.max(0, ...windows.map((window) => states.indexOf(stateOn(window, day))));
      wake = Math.min(recheck ?? Infinity, ...windows.flatMap(({ opens, due }) => later(day, opens, due)));
    } else {
      const one = this.#one;
      one.from = row;
      summary.find(day, row, row + 1, one);
      wake = summary.next(row, day);
      const opens = one.opens[0] ?? never;
      const due = one.due[0] ?? never;
      if (due !== never) {
        state = day < opens ? 1 : day <= due ? 2 : 3;
        if (day < opens) wake = Math.min(wake, opens);
        else if (day <= due) wake = Math.min(wake, due + 1);
      }
    }
    const before = ofPromise[row] ?? 0;
    if (before !== state) {
      counts[before] = (counts[before] ?? 0) - 1;
      counts[state] = (counts[state] ?? 0) + 1;
      ofPromise[row] = state;
    }
    if (wakes[row] === wake) return;
    wakes[row] = wake === Infinity ? never : wake;
    if (wake !== Infinity) this.#put(wake, promise * this.#population.size + row);
  }

  #put(day: Day, slot: number): void {
    let bucket = this.#buckets.get(day);
    if (bucket === undefined) {
      bucket = { slots: new Uint32Array(8), length: 0 };
      this.#buckets.set(day, bucket);
    }
    if (bucket.length === bucket.slots.length) {
      const longer = new Uint32Array(bucket.length * 2);
      longer.set(bucket.slots);
      bucket.slots = longer;
    }
    bucket.slots[bucket.length++] = slot;
  }
}

interface Bucket {
  slots: Uint32Array;
  length: number;
}

const states = [undefined, "upcoming", "due", "overdue"] as const;

function later(day: Day, opens: Day, due: Day): Day[] {
  return [opens, due + 1].filter((each) => each > day);
}
