import type { Day } from "#basics/day.ts";
import { type Duration, addDuration, subtractDuration } from "#basics/duration.ts";
import type { RowOnDay, StandardPromise, Value } from "#standard/standard.ts";
import { never } from "./fact-column.ts";
import type { Population } from "./population.ts";

/** The days of one promise's windows, as its form counts them. What its form does not have is `never`. */
export interface Arithmetic {
  /** When the first window of a span is due. */
  firstDue: (begun: Day) => Day;
  /** The window that follows what was done on a day, or begins on it. */
  opensAfter: (day: Day, due: Day) => Day;
  dueAfter: (day: Day) => Day;
  /** When the window of a date opens, within its span. */
  opensBefore: (date: Day) => Day;
  /** The day on record from which it is counted. */
  start: (row: number) => Day;
  /** The date that the facts of a day give. */
  date: (row: number, day: Day) => Day;
}

export function arithmeticOf(population: Population, { form }: StandardPromise): Arithmetic {
  switch (form.kind) {
    case "every": {
      const { interval, first, lead } = form;
      return {
        ...none,
        firstDue: adding(first ?? interval),
        dueAfter: adding(interval),
        opensAfter: (day, due) => {
          const opens = lead ? subtracted(due, lead) : due - Math.ceil((due - day) / 4);
          return opens > day ? opens : day + 1;
        },
      };
    }
    case "within": {
      const { interval, of } = form;
      const start = of.kind === "fact" ? dayOn(population.fact(of.fact)) : undefined;
      return { ...none, dueAfter: adding(interval), start: start ? (row) => start(row, 0) : none.start };
    }
    case "on":
      return {
        ...none,
        opensBefore: (date) => subtracted(date, form.lead),
        date: dayOn(form.date.over(population)),
      };
    case "each":
    case "open":
      return none;
  }
}

const none: Arithmetic = {
  firstDue: () => never,
  opensAfter: () => never,
  dueAfter: () => never,
  opensBefore: () => never,
  start: () => never,
  date: () => never,
};

function dayOn(read: (at: RowOnDay) => Value): (row: number, day: Day) => Day {
  const at = { row: 0, day: 0 };
  return (row, day) => {
    at.row = row;
    at.day = day;
    const date = read(at);
    return typeof date === "number" ? date : never;
  };
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
