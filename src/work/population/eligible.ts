import { type Day, dayFrom } from "#basics/day.ts";
import type { FactColumns, RowOnDay, StandardPromise } from "#standard/standard.ts";
import type { PromiseInForce } from "../duty/duty.ts";
import { never, written, writtenDays } from "./fact-column.ts";

export interface Rows extends FactColumns {
  since: Int32Array;
  /** The same days written as numbers: 20211130. */
  sinceWritten: Int32Array;
  /** `stays` where nobody left. */
  left: Int32Array;
  /** The date of birth, written as a number; 0: not known. */
  bornWritten: Int32Array | undefined;
}

export const stays = 0x7fff_ffff;

/**
 * On which days a promise is owed to rows whose facts do not change: only birthdays, entering and leaving turn it. A class
 * and no closures, because the same few lines run for every promise to everybody, and are three times as fast this way.
 */
export class Eligible {
  readonly #rows: Rows;
  readonly #since: Int32Array;
  readonly #left: Int32Array;
  readonly #born: Int32Array | undefined;
  readonly #adopted: Day;
  readonly #adoptedWritten: number;
  readonly #ended: Day;
  readonly #holds: ((at: RowOnDay) => boolean) | undefined;
  /** The ages at which the condition may turn, descending. */
  readonly #ages: number[];
  readonly #at: RowOnDay = { row: 0, day: 0 };
  readonly #written = writtenDays();

  constructor(rows: Rows, { adopted, ended = stays }: PromiseInForce, { condition }: StandardPromise) {
    const ages = condition?.ages ?? [];
    this.#rows = rows;
    this.#since = rows.since;
    this.#left = rows.left;
    this.#adopted = adopted;
    this.#adoptedWritten = written(adopted);
    this.#ended = ended;
    this.#holds = condition?.holdsOver(rows);
    this.#ages = ages === "any" ? [] : ages.toSorted((a, b) => b - a);
    this.#born = this.#ages.length > 0 ? rows.bornWritten : undefined;
  }

  /** The first day of the span that holds this day; `never` where it is not owed on it. */
  begun(row: number, day: Day): Day {
    const since = this.#since[row] ?? 0;
    if (day < since || day < this.#adopted || day >= (this.#left[row] ?? 0) || day >= this.#ended)
      return never;
    if (this.#holds !== undefined && !this.#holdsOn(row, day)) return never;
    const start = since > this.#adopted ? since : this.#adopted;
    return this.#born === undefined ? start : this.#turned(row, day, start, this.#born[row] ?? 0);
  }

  /** The same for the rows from `from` to before `to`, written one after the other. */
  fill(day: Day, from: number, to: number, begun: Int32Array): void {
    for (let row = from; row < to; row++) begun[row - from] = this.begun(row, day);
  }

  /** The first later day on which it may begin or cease to be owed; `Infinity`: never. */
  next(row: number, day: Day): Day {
    const end = Math.min(this.#left[row] ?? stays, this.#ended);
    let next = end > day && end < stays ? end : Infinity;
    const start = Math.max(this.#since[row] ?? 0, this.#adopted);
    if (start > day && start < next) next = start;
    const birth = this.#born?.[row] ?? 0;
    if (birth === 0) return next;
    const today = this.#written(day);
    for (const age of this.#ages) {
      if (birth + age * 10_000 <= today) break;
      next = Math.min(next, birthdayOf(birth, age));
    }
    return next;
  }

  /** May it cease to be owed and begin again, as the years go by? */
  comesAgain(row: number): boolean {
    const birth = this.#born?.[row] ?? 0;
    if (birth === 0 || this.#ages.length < 2) return false;
    const start = Math.max(this.#since[row] ?? 0, this.#adopted);
    const turns = this.#ages.map((age) => birthdayOf(birth, age)).filter((day) => day > start);
    const owed = [start, ...turns.reverse()].map((day) => this.#holdsOn(row, day));
    return owed.filter((is, place) => is && owed[place - 1] !== true).length > 1;
  }

  #holdsOn(row: number, day: Day): boolean {
    const at = this.#at;
    at.row = row;
    at.day = day;
    return this.#holds === undefined || this.#holds(at);
  }

  #turned(row: number, day: Day, start: Day, birth: number): Day {
    if (birth === 0) return start;
    const today = this.#written(day);
    const from = Math.max(this.#rows.sinceWritten[row] ?? 0, this.#adoptedWritten);
    for (const age of this.#ages) {
      const turn = birth + age * 10_000;
      if (turn <= from) break;
      if (turn > today) continue;
      const birthday = birthdayOf(birth, age);
      if (birthday > start && !this.#holdsOn(row, birthday - 1)) return birthday;
    }
    return start;
  }
}

/** As `birthdayIn` has it: in a common year the 29th of February is the day after the 28th. */
function birthdayOf(birth: number, age: number): Day {
  const turn = birth + age * 10_000;
  const monthAndDate = turn % 10_000;
  return dayFrom(Math.floor(turn / 10_000), Math.floor(monthAndDate / 100), monthAndDate % 100);
}
