import { type Day, dayFrom, dayParts, dayText, parseDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import type { Period } from "#standard/standard.ts";
import { periodAround } from "#work/duty/each.ts";

/** The days a figure is counted over, both included. */
export interface Stretch {
  /** As it is written: "2021-11", "2021-W48", "2021-Q4", "2021-H2", "2021", or "2021-01-01/2021-11-30". */
  id: string;
  first: Day;
  last: Day;
}

export const periodWords = ["week", "month", "quarter", "half", "year"] as const;

const spelled = /^((?:19|20)\d\d)(?:-(?:(0[1-9]|1[0-2])|W(0[1-9]|[1-4]\d|5[0-3])|Q([1-4])|H([12])))?$/;

/** Five years: by week, each is counted as its own figure would be, and ten thousand years would keep the server for days. */
const mostDays = 5 * 366;

/** The stretch that a text names, or undefined where it names none. */
export function parseStretch(text: string): Stretch | undefined {
  const days = text.split("/").map(parseDay);
  if (days.length > 1) {
    const [first, last] = days;
    if (days.length > 2 || first === undefined || last === undefined || first > last) return undefined;
    if (last - first >= mostDays) return undefined;
    return { id: text, first, last };
  }
  const match = spelled.exec(text);
  if (!match) return undefined;
  const [year, month, week, quarter, half] = match.slice(1).map(Number) as [number, ...number[]];
  if (match[2]) return stretchAround(dayFrom(year, month ?? 1, 1), "month");
  if (match[4]) return stretchAround(dayFrom(year, 3 * (quarter ?? 1), 1), "quarter");
  if (match[5]) return stretchAround(dayFrom(year, 6 * (half ?? 1), 1), "half");
  if (!match[3]) return stretchAround(dayFrom(year, 1, 1), "year");
  // 4 January is in week 1; a week 53 that this year does not have would be the next year's first.
  const found = stretchAround(dayFrom(year, 1, 4) + 7 * ((week ?? 1) - 1), "week");
  return found.id === text ? found : undefined;
}

/** The week, month, quarter, half or year that holds a day. */
export function stretchAround(day: Day, period: Period): Stretch {
  const { first, last } = periodAround(day, period);
  return { id: idOf(first, period), first, last };
}

function idOf(first: Day, period: Period): string {
  const { year, month } = dayParts(first);
  if (period === "year") return String(year);
  if (period === "half") return `${year}-H${month < 7 ? 1 : 2}`;
  if (period === "quarter") return `${year}-Q${Math.ceil(month / 3)}`;
  if (period === "month") return dayText(first).slice(0, 7);
  const thursday = first + 3; // a week belongs to the year that holds its Thursday
  const ofYear = dayParts(thursday).year;
  const week = Math.floor((thursday - dayFrom(ofYear, 1, 1)) / 7) + 1;
  return `${ofYear}-W${String(week).padStart(2, "0")}`;
}

/**
 * The stretch that a word of a template names, seen from the report's own: `month` is the month in which that ends,
 * `last-month` the one before it, `to-date` the year up to its end. Undefined where the word is none.
 */
export function stretchNamed(word: string, of: Stretch): Stretch | undefined {
  if (word === "to-date") {
    const id = `${dayParts(of.last).year}-01-01/${dayText(of.last)}`;
    return { id, first: dayFrom(dayParts(of.last).year, 1, 1), last: of.last };
  }
  if (word === "last-to-date") return yearBefore(of);
  const before = word.startsWith("last-");
  const period = periodWords.find((each) => each === (before ? word.slice(5) : word));
  if (period === undefined) return undefined;
  const around = stretchAround(of.last, period);
  return before ? stretchAround(around.first - 1, period) : around;
}

/** The same days of the year before; a 29 February has the 28th. */
function yearBefore(of: Stretch): Stretch {
  const { year, month, date } = dayParts(of.last);
  const last = dayFrom(year - 1, month, month === 2 ? Math.min(date, 28) : date);
  return { id: `${year - 1}-01-01/${dayText(last)}`, first: dayFrom(year - 1, 1, 1), last };
}

/** The whole periods of a kind that a stretch reaches into, cut to it, in order. */
export function stretchesWithin(of: Stretch, period: Period): Stretch[] {
  const found: Stretch[] = [];
  for (let day = of.first; day <= of.last;) {
    const whole = stretchAround(day, period);
    found.push({ id: whole.id, first: Math.max(whole.first, of.first), last: Math.min(whole.last, of.last) });
    day = whole.last + 1;
  }
  return found;
}

/** How a stretch is said: 2021年11月, November 2021; 2021年第4季度; 2021-01-01 至 2021-11-30. */
export function sayStretch({ id, first, last }: Stretch): Text {
  const { year, month } = dayParts(first);
  if (/^\d{4}$/.test(id)) return { zh: `${year}年`, en: String(year) };
  if (/^\d{4}-\d\d$/.test(id)) return { zh: `${year}年${month}月`, en: `${months[month - 1]} ${year}` };
  const [, ofYear, letter, number] = /^(\d{4})-([WQH])(\d+)$/.exec(id) ?? [];
  if (letter === "Q") return { zh: `${ofYear}年第${number}季度`, en: `quarter ${number} of ${ofYear}` };
  if (letter === "H")
    return number === "1"
      ? { zh: `${ofYear}年上半年`, en: `first half of ${ofYear}` }
      : { zh: `${ofYear}年下半年`, en: `second half of ${ofYear}` };
  const [from, until] = [sayDay(first), sayDay(last)];
  return { zh: `${from.zh}至${until.zh}`, en: `${from.en} to ${until.en}` };
}

/** 2021年11月30日, 30 November 2021. */
export function sayDay(day: Day): { zh: string; en: string } {
  const { year, month, date } = dayParts(day);
  return { zh: `${year}年${month}月${date}日`, en: `${date} ${months[month - 1]} ${year}` };
}

const months = "January February March April May June July August September October November December".split(
  " ",
);
