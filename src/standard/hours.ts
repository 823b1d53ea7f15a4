import type { Calendar } from "#basics/calendar.ts";
import { type Day, weekday } from "#basics/day.ts";

/** A span of the day, in minutes since midnight; `until` may pass 1440, into the night. */
export interface HoursSpan {
  from: number;
  until: number;
}

/** Opening hours: a subset of OpenStreetMap's notation (days, ranges, lists, times, `PH off`). */
export interface OpeningHours {
  text: string;
  /** The spans of each weekday, Monday first. */
  week: HoursSpan[][];
  /** The same for the legal days off: `PH off` empties it, and a rule after that fills it again. */
  holidays: HoursSpan[][];
}

const dayNames = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const timePattern = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/;

/**
 * Reads "Mo-Fr 08:30-12:00,14:30-17:30; Sa 09:00-12:00; PH off", "24/7", or days with `off`.
 * As in OpenStreetMap a later rule replaces what an earlier one said of the same day.
 * Where the text is not understood, `fault` is the offset of the part that is not.
 */
export function parseHours(text: string): { hours: OpeningHours } | { fault: number } {
  const hours: OpeningHours = { text, week: dayNames.map(() => []), holidays: dayNames.map(() => []) };
  let offset = 0;
  for (const part of text.split(";")) {
    const rule = part.trim().replaceAll(/\s*,\s*/g, ","); // "08:30-12:00, 14:30-17:30"
    const at = offset + part.length - part.trimStart().length;
    offset += part.length + 1;
    if (rule === "PH off") {
      hours.holidays = dayNames.map(() => []);
      continue;
    }
    const parsed = parseRule(rule);
    if (!parsed) return { fault: at };
    for (const day of parsed.days) hours.week[day] = hours.holidays[day] = parsed.spans;
  }
  return { hours };
}

/** Is the place open at any time of this day? */
export function isOpenOn(hours: OpeningHours, day: Day, calendar: Calendar): boolean {
  return spansOn(hours, day, calendar).length > 0;
}

/** The spans on which a place is open on a day. */
export function spansOn(hours: OpeningHours, day: Day, calendar: Calendar): HoursSpan[] {
  const week = calendar.isLegalHoliday(day) ? hours.holidays : hours.week;
  return week[weekday(day) - 1] ?? [];
}

function parseRule(rule: string): { days: number[]; spans: HoursSpan[] } | undefined {
  if (rule === "24/7") return { days: [0, 1, 2, 3, 4, 5, 6], spans: [{ from: 0, until: 1440 }] };
  const words = rule.split(/\s+/);
  if (words.length > 2) return undefined;
  const times = words.at(-1) ?? "";
  const days = words.length === 2 ? parseDays(words[0] ?? "") : [0, 1, 2, 3, 4, 5, 6];
  const spans = times === "off" ? [] : parseTimes(times);
  return days && spans && { days, spans };
}

function parseDays(text: string): number[] | undefined {
  const days: number[] = [];
  for (const item of text.split(",")) {
    const [first = "", last = first, ...rest] = item.split("-");
    const [from, until] = [dayNames.indexOf(first), dayNames.indexOf(last)];
    if (from < 0 || until < 0 || rest.length > 0) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day); // Sa-Mo goes over the end of the week
      if (day === until) break;
    }
  }
  return days;
}

function parseTimes(text: string): HoursSpan[] | undefined {
  const spans: HoursSpan[] = [];
  for (const item of text.split(",")) {
    const match = timePattern.exec(item);
    if (!match) return undefined;
    const [hour1, minute1, hour2, minute2] = match.slice(1).map(Number) as [number, number, number, number];
    if (hour1 > 24 || hour2 > 24 || minute1 > 59 || minute2 > 59) return undefined;
    const [from, until] = [hour1 * 60 + minute1, hour2 * 60 + minute2];
    spans.push({ from, until: until > from ? until : until + 1440 });
  }
  return spans;
}
