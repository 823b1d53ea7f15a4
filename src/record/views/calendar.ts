import { dayFrom, dayText, weekday } from "#basics/day.ts";
import { legalCalendar } from "#basics/calendar.ts";
import type { Text } from "#basics/text.ts";
import type { Reader } from "./reader.ts";

/** The working days of one year, as this office counts by them. */
export interface CalendarOfYear {
  year: number;
  /** `entered`: by this office from its notice; `unknown`: counted by weekdays, provisional. */
  known: "program" | "entered" | "unknown";
  sources: Text[];
  /** Days off by law, weekends in them included, and weekend days worked: "YYYY-MM-DD". */
  holidays: string[];
  makeUpWorkdays: string[];
}

export async function calendarOfYear(
  { tx, office: { rules } }: Reader,
  year: number,
): Promise<CalendarOfYear> {
  const entered = await tx.rows("select from calendar_year where office = $1 and year = $2", [
    rules.office,
    year,
  ]);
  const { legal } = rules;
  const first = dayFrom(year, 1, 1);
  const days = Array.from({ length: dayFrom(year + 1, 1, 1) - first }, (_, index) => first + index);
  return {
    year,
    known: entered.length > 0 ? "entered" : legalCalendar.isKnownYear(first) ? "program" : "unknown",
    sources: legal.sources(year),
    holidays: days.filter((day) => legal.isLegalHoliday(day)).map(dayText),
    makeUpWorkdays: days.filter((day) => weekday(day) > 5 && legal.isWorkday(day)).map(dayText),
  };
}
