/**
 * A local calendar day: whole days since 1970-01-01. It carries no zone and no time, so that the same
 * arithmetic gives the same answer on a server and on a phone.
 */
export type Day = number;

/** The day that "2021-11-30" names, or undefined where the text names none ("2021-02-29" names none). */
export function parseDay(text: string): Day | undefined {
  if (text.length !== 10 || text[4] !== "-" || text[7] !== "-") return undefined;
  const [year, month, date] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  if (year < 0 || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return undefined;
  return dayFrom(year, month, date);
}

/** The number that stands there, or -1. A pattern takes five times as long, and whole populations are read. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** Like `parseDay`. @throws RangeError where the text names no day. */
export function dayOf(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`not a day (YYYY-MM-DD): ${text}`);
  return day;
}

/** "2021-11-30" */
export function dayText(day: Day): string {
  const { year, month, date } = dayParts(day);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

/** The civil date of a day, in the proleptic Gregorian calendar (Howard Hinnant's `civil_from_days`). */
export function dayParts(day: Day): { year: number; month: number; date: number } {
  const shifted = day + 719_468; // days since 0000-03-01
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date };
}

/** The day of a civil date; `month` 1–12, `date` within the month (Howard Hinnant's `days_from_civil`). */
export function dayFrom(year: number, month: number, date: number): Day {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Days in a month of a year; `month` 1–12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Monday 1 … Sunday 7. */
export function weekday(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1; // 1970-01-01 was a Thursday
}

/** The calendar day on which an instant falls in a zone, e.g. "Asia/Shanghai". */
export function localDay(instant: Date | number, zone: string): Day {
  const parts = partsIn(instant, zone);
  return dayFrom(Number(parts["year"]), Number(parts["month"]), Number(parts["day"]));
}

/** The wall clock of an instant in a zone: "08:10". */
export function localClock(instant: Date | number, zone: string): string {
  const parts = partsIn(instant, zone);
  return `${parts["hour"]}:${parts["minute"]}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What was last asked of each zone, whose clocks differ by whole minutes: a request asks for the same moment four times. */
const lastParts = new Map<string, { minute: number; parts: Record<string, string> }>();

function partsIn(instant: Date | number, zone: string): Record<string, string> {
  const minute = Math.floor(Number(instant) / 60_000);
  const last = lastParts.get(zone);
  if (last?.minute === minute) return last.parts;
  const parts = formattedParts(instant, zone);
  lastParts.set(zone, { minute, parts });
  return parts;
}

function formattedParts(instant: Date | number, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, part.value]));
}

/** The ISO 8601 week of a day: its Monday, and its name, "2020-W53" also for the first days of 2021. */
export function isoWeek(day: Day): { monday: Day; name: string } {
  const monday = day - weekday(day) + 1;
  const { year } = dayParts(monday + 3);
  const first = dayFrom(year, 1, 4);
  const week = (monday - (first - weekday(first) + 1)) / 7 + 1;
  return { monday, name: `${year}-W${String(week).padStart(2, "0")}` };
}
