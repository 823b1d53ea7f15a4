import { legalCalendar } from "#basics/calendar.ts";
import type { Day } from "#basics/day.ts";
import { type Duration, addDuration, subtractDuration } from "#basics/duration.ts";
import { isOpenOn } from "#standard/hours.ts";
import type { Form, RowOnDay, StandardPromise, Value } from "#standard/standard.ts";
import type { PromiseInForce } from "../duty/duty.ts";
import { periodAround } from "../duty/each.ts";
import type { Eligible } from "./eligible.ts";
import { never } from "./fact-column.ts";
import { type Population, firstVersion } from "./population.ts";
import { type Undecided, whyNever } from "./undecided.ts";

/** Windows in columns: those of the rows from `from` on. */
export interface Windows {
  from: number;
  opens: Int32Array;
  /** `never` where nothing is owed. */
  due: Int32Array;
}

/** One promise to a population, decided from its columns. It must say of each row and day what `dutiesOf` says. */
export interface Summary {
  inForce: PromiseInForce;
  promise: StandardPromise;
  /** Why it is `dutiesOf` that must decide, for everybody. */
  undecided: Undecided | undefined;
  /** The window that is owed or upcoming on a day, the population's own or a later one, for each row from `from` to before `to`. */
  find: (day: Day, from: number, to: number, into: Windows) => void;
  /** The first later day on which time alone may change the window found, its state set aside; `Infinity`: none. */
  next: (row: number, day: Day) => Day;
}

export function summariesOf(population: Population): Summary[] {
  return population.promises.map((inForce, index) => {
    const eligible = population.eligible[index];
    if (!eligible) throw new Error(`${inForce.id} is none of this population's`);
    return summaryOf(population, inForce, eligible);
  });
}

function summaryOf(population: Population, inForce: PromiseInForce, eligible: Eligible): Summary {
  const promise = firstVersion(inForce);
  const undecided = whyNever(inForce);
  const kept = population.lastOf(promise.keptBy);
  const work: Work = { population, promise, eligible, kept };
  return { inForce, promise, undecided, ...worked(work, promise.form) };
}

interface Work {
  population: Population;
  promise: StandardPromise;
  eligible: Eligible;
  /** The last day of each kind of record that keeps it; `never`: none. */
  kept: Int32Array[];
}

type Worked = Pick<Summary, "find" | "next">;

function worked(work: Work, form: Form): Worked {
  switch (form.kind) {
    case "every":
      return every(work, form);
    case "each":
      return each(work, form);
    case "within":
      return within(work, form);
    case "on":
      return on(work, form);
    case "open":
      return open(work, form);
  }
}

function every({ eligible, kept }: Work, form: Form & { kind: "every" }): Worked {
  const first = adding(form.first ?? form.interval);
  const after = adding(form.interval);
  const { lead } = form;
  return {
    find: (day, from, to, { opens, due }) => {
      eligible.fill(day, from, to, opens);
      for (let row = from, at = 0; row < to; row++, at++) {
        const begun = opens[at] ?? never;
        if (begun === never) {
          due[at] = never;
          continue;
        }
        const last = lastOf(kept, row);
        if (last < begun) {
          due[at] = first(begun);
          continue;
        }
        const until = after(last);
        const opening = lead ? subtracted(until, lead) : until - Math.ceil((until - last) / 4);
        opens[at] = opening > last ? opening : last + 1;
        due[at] = until;
      }
    },
    next: (row, day) => eligible.next(row, day),
  };
}

function each({ eligible, kept }: Work, { period }: Form & { kind: "each" }): Worked {
  return {
    find: (day, from, to, { opens, due }) => {
      const { first, last } = periodAround(day, period);
      const after = periodAround(last + 1, period).last;
      eligible.fill(day, from, to, opens);
      for (let row = from, at = 0; row < to; row++, at++) {
        const begun = opens[at] ?? never;
        if (begun === never) due[at] = never;
        else if (lastOf(kept, row) >= first) {
          opens[at] = last + 1;
          due[at] = after;
        } else {
          if (begun < first) opens[at] = first;
          due[at] = last;
        }
      }
    },
    next: (row, day) => {
      const turn = eligible.next(row, day);
      if (eligible.begun(row, day) === never) return turn;
      return Math.min(periodAround(day, period).last + 1, turn);
    },
  };
}

function within(work: Work, form: Form & { kind: "within" }): Worked {
  const { population, eligible, kept } = work;
  const after = adding(form.interval);
  const { of } = form;
  switch (of.kind) {
    case "eligible":
      return {
        find: (day, from, to, { opens, due }) => {
          eligible.fill(day, from, to, opens);
          for (let row = from, at = 0; row < to; row++, at++) {
            const begun = opens[at] ?? never;
            const isOpen = begun !== never && lastOf(kept, row) === never;
            if (!isOpen) opens[at] = never;
            due[at] = isOpen ? after(begun) : never;
          }
        },
        next: (row, day) => eligible.next(row, day),
      };
    case "record": {
      const last = population.lastOf([of.record]);
      return started(work, after, (row) => lastOf(last, row));
    }
    case "fact":
      return started(work, after, dayIn(population.fact(of.fact)));
    case "change":
      // Where nothing changes, nothing starts; whoever's fact did change is not decided here.
      return started(work, after, () => never);
  }
}

/** Counted from a day that is the row's own: of the fact, or of the last record that starts it. */
function started({ eligible, kept }: Work, after: (day: Day) => Day, startOf: (row: number) => Day): Worked {
  return {
    find: (day, from, to, { opens, due }) => {
      for (let row = from, at = 0; row < to; row++, at++) {
        opens[at] = due[at] = never;
        const start = startOf(row);
        if (start === never || start > day || lastOf(kept, row) >= start) continue;
        const begun = eligible.begun(row, day);
        if (begun === never || start < begun) continue;
        opens[at] = start;
        due[at] = after(start);
      }
    },
    next: (row, day) => {
      const [start, turn] = [startOf(row), eligible.next(row, day)];
      return start > day ? Math.min(turn, start) : turn;
    },
  };
}

function on({ population, eligible, kept }: Work, { date, lead }: Form & { kind: "on" }): Worked {
  const dateOver = date.over(population);
  const asked = { row: 0, day: 0 };
  return {
    find: (day, from, to, { opens, due }) => {
      for (let row = from, at = 0; row < to; row++, at++) {
        opens[at] = due[at] = never;
        const begun = eligible.begun(row, day);
        if (begun === never) continue;
        asked.row = row;
        asked.day = begun;
        const date = dateOver(asked);
        if (date === undefined || date < begun) continue;
        const opening = Math.max(subtracted(date, lead), begun);
        if (lastOf(kept, row) >= opening) continue;
        opens[at] = opening;
        due[at] = date;
      }
    },
    next: (row, day) => eligible.next(row, day),
  };
}

function open({ eligible, kept }: Work, { hours }: Form & { kind: "open" }): Worked {
  return {
    find: (day, from, to, { opens, due }) => {
      const isOpen = isOpenOn(hours, day, legalCalendar);
      for (let row = from, at = 0; row < to; row++, at++) {
        const isOwed = isOpen && lastOf(kept, row) < day && eligible.begun(row, day) !== never;
        opens[at] = due[at] = isOwed ? day : never;
      }
    },
    next: (row, day) => (eligible.begun(row, day) === never ? eligible.next(row, day) : day + 1),
  };
}

function dayIn(read: (at: RowOnDay) => Value): (row: number) => Day {
  const at = { row: 0, day: 0 };
  return (row) => {
    at.row = row;
    const day = read(at);
    return typeof day === "number" ? day : never;
  };
}

/** The last day in any of these columns. */
function lastOf(columns: Int32Array[], row: number): Day {
  let last = never;
  for (let at = 0; at < columns.length; at++) {
    const day = columns[at]?.[row] ?? never;
    if (day > last) last = day;
  }
  return last;
}

/** Days are added at once; months and working days by the calendar. */
function adding(duration: Duration): (day: Day) => Day {
  if ("workdays" in duration || duration.months !== 0) return (day) => addDuration(day, duration);
  const { days } = duration;
  return (day) => day + days;
}

function subtracted(day: Day, duration: Duration): Day {
  if ("workdays" in duration || duration.months !== 0) return subtractDuration(day, duration);
  return day - duration.days;
}
