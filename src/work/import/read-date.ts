import { dayFrom, dayText, parseDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { plain } from "./plain-text.ts";
import type { Cell } from "./sheet.ts";
import {
  agePattern,
  dateFigures,
  datePattern,
  monthPattern,
  otherCalendar,
  timeBehind,
  yearPattern,
  yearlessPattern,
} from "./words.ts";

export type ReadDate =
  | { value: string }
  | {
      fault: Text;
      /** "1950-03", where only the day is missing. */
      month?: string;
      /** Only the year is missing: it may be asked for, once for the sheet. */
      yearless?: true;
    };

/**
 * A day out of a ledger's cell, in the register's form: a formatted date, 1950.3.7, 1950年3月7日, 1950/3/7, 19500307,
 * 二〇二一年九月三日, or the bare serial number of a date whose cell lost its format. 九月三日 is a day of `year`, where
 * one is given; lunar days, years of the Republic and ages are never turned into a day.
 */
export function readDate(cell: Cell, from1904 = false, year?: number | null): ReadDate {
  const said = plain(cell.text).replace(timeBehind, "").replaceAll(" ", "");
  if (otherCalendar.test(said))
    return {
      fault: {
        zh: `“${said}”是农历或民国的写法，不代为换算，请照证件写公历的年-月-日。`,
        en: `“${said}” is of the lunar calendar or counts the years of the Republic; it is not converted. Write the day of the common calendar, year-month-day.`,
      },
    };
  const text = dateFigures(said);
  const full = datePattern.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (full) return dateOf(Number(full[1]), Number(full[2]), Number(full[3]), text);
  const month = monthPattern.exec(text) ?? /^(\d{4})(\d\d)$/.exec(text);
  if (month && isYear(Number(month[1])) && Number(month[2]) >= 1 && Number(month[2]) <= 12)
    return {
      fault: {
        zh: `“${text}”只到月，请补上日，写成 ${month[1]}-${month[2]?.padStart(2, "0")}-01 这样的日期。`,
        en: `“${text}” has no day; write the whole date, like ${month[1]}-${month[2]?.padStart(2, "0")}-01.`,
      },
      month: `${month[1]}-${month[2]?.padStart(2, "0")}`,
    };
  const yearless = yearlessPattern.exec(text);
  if (yearless && cell.kind !== "number") return withYear(yearless, year ?? undefined, said);
  const yearOnly = yearPattern.exec(text);
  if (yearOnly && isYear(Number(yearOnly[1])))
    return {
      fault: { zh: `“${text}”只有年份，请补上月和日。`, en: `“${text}” is only a year; add month and day.` },
    };
  if (/^\d{4,5}(\.\d+)?$/.test(text) && Number(text) > serials.first && Number(text) < serials.end)
    return { value: dayText(dayOfSerial(Math.floor(Number(text)), from1904)) };
  if (agePattern.test(text))
    return {
      fault: {
        zh: `“${said}”像是年龄，不是日期；年龄推不出生日，请写成 1950-03-07 这样的年-月-日。`,
        en: `“${said}” looks like an age; no day of birth follows from it. Write year-month-day, like 1950-03-07.`,
      },
    };
  return {
    fault: {
      zh: `“${cell.text.trim()}”不是能认出的日期，请写成 1950-03-07 这样的年-月-日。`,
      en: `“${cell.text.trim()}” is no date one can be sure of; write year-month-day, like 1950-03-07.`,
    },
  };
}

function withYear([, month, day, otherDay]: string[], year: number | undefined, said: string): ReadDate {
  if (year !== undefined) return dateOf(year, Number(month), Number(day ?? otherDay), said);
  return {
    fault: {
      zh: `“${said}”没有年份。请说明是哪一年（整张表只问一次），或写成 2021-09-03 这样的年-月-日。`,
      en: `“${said}” has no year. Say which year it is, once for the sheet, or write year-month-day, like 2021-09-03.`,
    },
    yearless: true,
  };
}

function dateOf(year: number, month: number, date: number, said: string): ReadDate {
  const value = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  if (parseDay(value) === undefined || !isYear(year))
    return {
      fault: {
        zh: `没有“${said}”这一天，请核对年、月、日。`,
        en: `There is no day “${said}”; check year, month and day.`,
      },
    };
  return { value };
}

function isYear(year: number): boolean {
  return year >= 1900 && year < 2200;
}

/** 1905-10-01 to 2099-12-31; smaller numbers are likelier to be a year or a count. */
const serials = { first: 2100, end: 73_051 };

/** Excel counts days from 1900 as though that year had had a 29 February, hence 1899-12-30 for all days after it. */
function dayOfSerial(serial: number, from1904: boolean): number {
  return dayFrom(1899, 12, 30) + serial + (from1904 ? 1462 : 0);
}
