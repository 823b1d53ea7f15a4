import { legalCalendar } from "#basics/calendar.ts";
import type { Day } from "#basics/day.ts";
import { isOpenOn } from "#standard/hours.ts";
import type { Form, StandardPromise } from "#standard/standard.ts";
import type { PromiseInForce } from "../duty/duty.ts";
import { periodAround } from "../duty/each.ts";
import { type Arithmetic, arithmeticOf } from "./arithmetic.ts";
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
  const work: Work = { population, eligible, kept, sums: arithmeticOf(population, promise) };
  return { inForce, promise, undecided, ...worked(work, promise.form) };
}

interface Work {
  population: Population;
  eligible: Eligible;
  /** The last day of each kind of record that keeps it; `never`: none. */
  kept: Int32Array[];
  sums: Arithmetic;
}

type Worked = Pick<Summary, "find" | "next">;

function worked(work: Work, form: Form): Worked {
  switch (form.kind) {
    case "every":
      return every(work);
    case "each":
      return each(work, form);
    case "within":
      return within(work, form);
    case "on":
      return on(work);
    case "open":
      return open(work, form);
  }
}

function every({ eligible, kept, sums }: Work): Worked {
  const { firstDue, dueAfter, opensAfter } = sums;
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
          due[at] = firstDue(begun);
          continue;
        }
        const until = dueAfter(last);
        opens[at] = opensAfter(last, until);
        due[at] = until;
      }
    },
    next: (row, day) => eligible.next(row, day),
  };
}

function each({ eligible, kept }: Work, { period }: Form & { kind: "each" }): Worked {
  // Everybody is asked about one day: its period is worked out once.
  let [known, first, last, after] = [-Infinity, 0, 0, 0];
  const turnTo = (day: Day) => {
    if (day === known) return;
    ({ first, last } = periodAround(day, period));
    after = periodAround(last + 1, period).last;
    known = day;
  };
  return {
    find: (day, from, to, { opens, due }) => {
      turnTo(day);
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
      turnTo(day);
      return Math.min(last + 1, turn);
    },
  };
}

function within(work: Work, form: Form & { kind: "within" }): Worked {
  const { population, eligible, kept, sums } = work;
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
            due[at] = isOpen ? sums.dueAfter(begun) : never;
          }
        },
        next: (row, day) => eligible.next(row, day),
      };
    case "record": {
      const last = population.lastOf([of.record]);
      return started(work, (row) => lastOf(last, row));
    }
    case "fact":
    case "change":
      // Where nothing changes, nothing starts; whoever's fact did change is not decided here.
      return started(work, sums.start);
  }
}

/** Counted from a day that is the row's own: of the fact, or of the last record that starts it. */
function started({ eligible, kept, sums }: Work, startOf: (row: number) => Day): Worked {
  return {
    find: (day, from, to, { opens, due }) => {
      for (let row = from, at = 0; row < to; row++, at++) {
        opens[at] = due[at] = never;
        const start = startOf(row);
        if (start === never || start > day || lastOf(kept, row) >= start) continue;
        const begun = eligible.begun(row, day);
        if (begun === never || start < begun) continue;
        opens[at] = start;
        due[at] = sums.dueAfter(start);
      }
    },
    next: (row, day) => {
      const [start, turn] = [startOf(row), eligible.next(row, day)];
      return start > day ? Math.min(turn, start) : turn;
    },
  };
}

function on({ eligible, kept, sums }: Work): Worked {
  return {
    find: (day, from, to, { opens, due }) => {
      for (let row = from, at = 0; row < to; row++, at++) {
        opens[at] = due[at] = never;
        const begun = eligible.begun(row, day);
        if (begun === never) continue;
        const date = sums.date(row, begun);
        if (date < begun) continue;
        const opening = Math.max(sums.opensBefore(date), begun);
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

/** The last day in any of these columns. */
function lastOf(columns: Int32Array[], row: number): Day {
  let last = never;
  for (let at = 0; at < columns.length; at++) {
    const day = columns[at]?.[row] ?? never;
    if (day > last) last = day;
  }
  return last;
}
