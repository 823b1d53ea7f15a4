import type { Day } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import type { StandardPromise } from "#standard/standard.ts";
import { type Outcomes, endless } from "../population/course.ts";
import { dutiesOf } from "./duties.ts";
import type { Duties, DutyRecord, DutyWindow, PromiseInForce } from "./duty.ts";

/** One promise to one subject while the days go by, worked out from all the records again whenever something happens. */
export class CourseFromRecords {
  readonly promise: StandardPromise;
  readonly index: number;
  readonly #inForce: PromiseInForce;
  readonly #subject: Subject;
  readonly #records: DutyRecord[];
  readonly #outcomes: Outcomes;
  #now: Duties;
  /** The day on which its window will be settled, by the window it was drawn for. */
  readonly #plans = new Map<string, Day>();

  /** `records` is not copied: what is done goes on standing in it. */
  constructor(
    inForce: PromiseInForce,
    promise: StandardPromise,
    index: number,
    subject: Subject,
    records: DutyRecord[],
    from: Day,
    outcomes: Outcomes,
  ) {
    this.promise = promise;
    this.index = index;
    this.#inForce = inForce;
    this.#subject = subject;
    this.#records = records;
    this.#outcomes = outcomes;
    this.#now = dutiesOf(inForce, subject, records, from);
  }

  get turn(): Day {
    return this.#now.recheck ?? endless;
  }

  get windows(): DutyWindow[] {
    return this.#now.windows;
  }

  planOf(window: DutyWindow): Day | undefined {
    return this.#plans.get(keyOf(window));
  }

  plan(window: DutyWindow, day: Day): void {
    this.#plans.set(keyOf(window), day);
  }

  next(): Day {
    return Math.min(this.turn, ...this.windows.map((window) => this.planOf(window) ?? endless));
  }

  /** Is a window to be settled today? Asked for several times in a period, it stays open, and another day is drawn for it. */
  takePlan(day: Day): boolean {
    const due = this.windows.filter((window) => this.planOf(window) === day);
    for (const window of due) this.#plans.delete(keyOf(window));
    return due.length > 0;
  }

  advance(day: Day): void {
    this.#now = dutiesOf(this.#inForce, this.#subject, this.#records, day);
  }

  /** What was done stands in the records. */
  act(day: Day): void {
    this.advance(day);
  }

  end(until: Day): void {
    const { windows, outcomes } = dutiesOf(this.#inForce, this.#subject, this.#records, until + 1);
    for (const { due, outcome } of outcomes)
      if (outcome !== "excused" && outcome !== "declined") this.#outcomes.closed(due, outcome === "kept", 1);
    for (const { due } of windows) this.#outcomes.closed(due, false, 1);
  }
}

function keyOf({ opens, due }: DutyWindow): string {
  return `${opens} ${due}`;
}
