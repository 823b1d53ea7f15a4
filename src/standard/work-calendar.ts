import { type Calendar, legalCalendar } from "#basics/calendar.ts";
import { type Day, weekday } from "#basics/day.ts";
import { type Span, instantAt, wallClock } from "#basics/deadline.ts";
import { addDuration } from "#basics/duration.ts";
import { type HoursSpan, type OpeningHours, spansOn } from "./hours.ts";
import type { WorkCalendar } from "./standard.ts";

/** When something is due. `provisional`: it was counted over a year whose legal calendar is not announced yet. */
export interface Due {
  at: string;
  provisional: boolean;
}

/**
 * The end of a span that begins at an instant. Minutes run from that very moment (Civil Code, art. 201), day and
 * night, or while the office is open where its calendar says so. Days are counted from the next one, and end with
 * the day; where `rollOver` says so, on the next working day if that day is off (art. 203).
 */
export function dueAt(
  start: string,
  span: Span,
  calendar: WorkCalendar,
  zone: string,
  legal: Calendar = legalCalendar,
): Due {
  const began = Date.parse(start);
  if ("minutes" in span) {
    if (calendar.hours === "clock") return { at: isoOf(began + span.minutes * 60_000), provisional: false };
    return withinOfficeHours(began, span.minutes * 60_000, calendar.office, zone, legal);
  }
  const { day: first } = wallClock(began, zone);
  let day = addDuration(first, span, legal);
  let provisional = "workdays" in span && !(legal.isKnownYear(first) && legal.isKnownYear(day));
  while (calendar.rollOver === "next-workday") {
    provisional ||= !legal.isKnownYear(day);
    if (legal.isWorkday(day)) break;
    day += 1;
  }
  return { at: isoOf(instantAt(day + 1, 0, zone)), provisional };
}

/** Did it happen at night, as this calendar means it? */
export function isNight(instant: string, calendar: WorkCalendar, zone: string): boolean {
  const minutes = wallClock(Date.parse(instant), zone).sinceMidnight / 60_000;
  const { from, until } = calendar.night;
  return (minutes >= from && minutes < until) || minutes + 1440 < until;
}

/** Is this day a holiday, as this calendar means it? A make-up workday never is. */
export function isHoliday(day: Day, calendar: WorkCalendar, legal: Calendar = legalCalendar): boolean {
  return calendar.weekendsAreHolidays ? !legal.isWorkday(day) : legal.isLegalHoliday(day);
}

/** The hours an office works on a day. On a weekend that is worked, they are those of the week's first open day. */
export function officeHoursOn(office: OpeningHours, day: Day, legal: Calendar = legalCalendar): HoursSpan[] {
  const spans = spansOn(office, day, legal);
  if (spans.length > 0 || weekday(day) <= 5 || !legal.isWorkday(day)) return spans;
  return office.week.find((each) => each.length > 0) ?? [];
}

/** An office that is never open would never end: the check refuses it, and this stops after three years. */
const longest = 3 * 366;

function withinOfficeHours(
  began: number,
  length: number,
  office: OpeningHours,
  zone: string,
  legal: Calendar,
): Due {
  const { day: first, sinceMidnight } = wallClock(began, zone);
  let left = length;
  let provisional = false;
  // From the day before: hours that go past midnight belong to the day on which they began.
  for (let day = first - 1; day <= first + longest; day += 1) {
    if (day >= first && !legal.isKnownYear(day)) provisional = true;
    for (const { from, until } of officeHoursOn(office, day, legal)) {
      const opens = Math.max(from * 60_000, sinceMidnight + (first - day) * 86_400_000);
      const open = until * 60_000 - opens;
      if (open <= 0) continue;
      if (open >= left) {
        return { at: isoOf(instantAt(day, 0, zone) + opens + left), provisional };
      }
      left -= open;
    }
  }
  throw new RangeError("the office is not open long enough for this deadline");
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
