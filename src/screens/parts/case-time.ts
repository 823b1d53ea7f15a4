import type { Language } from "#basics/text.ts";
import { caseClockWords } from "../words/cases.ts";
import { daysAfter, dayWords, localParts } from "../words/dates.ts";
import type { Spoken } from "../words/words.ts";
import { spoken } from "./spoken.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How far a deadline is: 还有 2 天 / 2 days left, 已超 3 小时 / 3 hours over. Whole units, rounded down. */
export function timeLeft(due: string, now: Date, language: Language): string {
  const words = spoken(caseClockWords, language);
  const left = Date.parse(due) - now.getTime();
  const size = Math.abs(left);
  const said =
    size < hour
      ? words.minutes(Math.floor(size / minute))
      : size < day
        ? hoursOf(size, words)
        : words.days(Math.floor(size / day));
  return left < 0 ? words.over(said) : words.left(said);
}

/** Within a working morning the minutes count too. */
function hoursOf(size: number, words: Spoken<typeof caseClockWords>): string {
  const minutes = Math.floor((size % hour) / minute);
  const hours = words.hours(Math.floor(size / hour));
  return size < 6 * hour && minutes > 0 ? words.both(hours, words.minutes(minutes)) : hours;
}

/** Until when: 12月1日结束前 / by the end of 1 Dec, where the day counts whole; else with its time. */
export function untilWords(due: string, zone: string, language: Language, beside?: string): string {
  const words = spoken(caseClockWords, language);
  const { day: on, time } = localParts(due, zone);
  // A day ends at the first instant of the next one.
  if (time === "00:00") return words.endOf(dayWords(daysAfter(on, -1), language, beside));
  return words.until(`${dayWords(on, language, beside)} ${time}`);
}
