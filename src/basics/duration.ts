import { type Calendar, legalCalendar } from "./calendar.ts";
import { type Day, dayFrom, dayParts, daysInMonth } from "./day.ts";
import type { Text } from "./text.ts";

/** A length of time in calendar units, or in working days. Never mixed. */
export type Duration = { months: number; days: number } | { workdays: number };

const isoPattern = /^P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/;
const workdayPattern = /^(\d{1,4}) workdays?$/;

/** "P7D", "P2W", "P1M", "P1Y", "P1M10D" (ISO 8601) or "30 workdays"; undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const workdays = workdayPattern.exec(text);
  if (workdays) return { workdays: Number(workdays[1]) };
  const iso = isoPattern.exec(text);
  if (!iso) return undefined;
  const [, years = 0, months = 0, weeks = 0, days = 0] = iso.map((part) => Number(part || 0));
  return { months: years * 12 + months, days: weeks * 7 + days };
}

/**
 * The day a duration after `day`: months first, the end of the month clamped (01-31 + P1M = 02-28), then days.
 * `n workdays` is the n-th working day after `day`; the start is not counted (Civil Code, art. 201).
 */
export function addDuration(day: Day, duration: Duration, calendar: Calendar = legalCalendar): Day {
  return move(day, duration, 1, calendar);
}

/** The day a duration before `day`, clamped alike (03-31 − P1M = 02-28). */
export function subtractDuration(day: Day, duration: Duration, calendar: Calendar = legalCalendar): Day {
  return move(day, duration, -1, calendar);
}

function move(day: Day, duration: Duration, sign: 1 | -1, calendar: Calendar): Day {
  if ("workdays" in duration) {
    let at = day;
    for (let left = duration.workdays; left > 0;) {
      at += sign;
      if (calendar.isWorkday(at)) left -= 1;
    }
    return at;
  }
  return addMonths(day, sign * duration.months) + sign * duration.days;
}

function addMonths(day: Day, months: number): Day {
  if (months === 0) return day;
  const { year, month, date } = dayParts(day);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return dayFrom(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)));
}

/** A rough length in days, for comparing a tuned parameter with its floor: a month counts 30.44, a working day 1.4. */
export function roughDays(duration: Duration): number {
  return "workdays" in duration ? duration.workdays * 1.4 : duration.months * 30.44 + duration.days;
}

/** A duration in words: 7 天 / 7 days, 1 个月零 10 天 / 1 month and 10 days. */
export function durationText(duration: Duration): Text {
  if ("workdays" in duration) {
    return { zh: `${duration.workdays} 个工作日`, en: english(duration.workdays, "working day") };
  }
  const { months, days } = duration;
  if (months === 0) return { zh: `${days} 天`, en: english(days, "day") };
  const whole =
    months % 12 === 0
      ? { zh: `${months / 12} 年`, en: english(months / 12, "year") }
      : { zh: `${months} 个月`, en: english(months, "month") };
  if (days === 0) return whole;
  return { zh: `${whole.zh}零 ${days} 天`, en: `${whole.en} and ${english(days, "day")}` };
}

function english(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
