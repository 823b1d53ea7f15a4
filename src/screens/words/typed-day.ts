import { daysAfter } from "./dates.ts";

/** The days that are meant: where a year is left out, one of them is looked for. */
export interface DaysMeant {
  today: string;
  earliest?: string | undefined;
  latest?: string | undefined;
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const NEAR: Record<string, number> = {
  今天: 0,
  昨天: -1,
  前天: -2,
  明天: 1,
  today: 0,
  yesterday: -1,
  tomorrow: 1,
};

/**
 * A day as people type it: 2021-12-03, 2021/12/3, 20211203, 2021年12月3日 周五, 12-3, 12月3号, 3 Dec, 今天. Without a year it is this
 * year's, or the nearest year's that is among the days meant: 12-3 of a visit, typed in November, was last December.
 */
export function typedDay(text: string, meant: DaysMeant): string | undefined {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s*(?:周|星期)[一二三四五六日天]$|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/, "")
    .trim();
  const near = NEAR[plain];
  if (near !== undefined) return daysAfter(meant.today, near);
  const whole =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/.exec(plain) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(plain);
  if (whole) return real(Number(whole[1]), Number(whole[2]), Number(whole[3]));
  const short = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/.exec(plain);
  if (short) return inYearMeant(Number(short[1]), Number(short[2]), meant);
  const named = /^(\d{1,2})\s+([a-z]{3,})\.?(?:\s+(\d{4}))?$/.exec(plain);
  if (!named) return undefined;
  const month = MONTHS.indexOf((named[2] ?? "").slice(0, 3)) + 1;
  const date = Number(named[1]);
  return named[3] ? real(Number(named[3]), month, date) : inYearMeant(month, date, meant);
}

function inYearMeant(month: number, date: number, { today, earliest, latest }: DaysMeant) {
  const year = Number(today.slice(0, 4));
  const days = [year, year - 1, year + 1].flatMap((each) => real(each, month, date) ?? []);
  return days.find((day) => day >= (earliest ?? "") && day <= (latest ?? "9999")) ?? days[0];
}

/** A year half typed, as 0202, is a year to a calendar; to an office it is not. */
const EARLIEST_YEAR = 1800;

function real(year: number, month: number, date: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, date));
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return isReal && year >= EARLIEST_YEAR ? at.toISOString().slice(0, 10) : undefined;
}
