import { type Day, dayFrom, dayText, daysInMonth } from "./day.ts";

/** A year's working days, as the notice of the General Office of the State Council tells them. */
export interface CalendarNotice {
  year: number;
  /** 国办发明电〔2026〕9号, where the text has it. */
  number: string | undefined;
  /** Ranges "first/last". */
  holidays: string[];
  makeUpWorkdays: string[];
}

/**
 * Reads the yearly notice on holidays, pasted whole or from “一、元旦” on; undefined where it is none. Every year it is written
 * alike: “春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。”
 */
export function readCalendarNotice(pasted: string): CalendarNotice | undefined {
  // What stands in brackets tells the weekday or the lunar day: it says nothing more.
  const text = pasted.replaceAll(/\s/g, "").replaceAll(/（[^）]*）|\([^)]*\)/g, "");
  // Without its head: the latest year named with a month, for New Year may begin in the old one.
  const named = [...text.matchAll(/(\d{4})年\d{1,2}月/g)].map(([, each]) => Number(each));
  const year = Number(/(\d{4})年(?:部分)?节假日/.exec(text)?.[1] ?? Math.max(...named));
  const holidays: string[] = [];
  const makeUpWorkdays: string[] = [];
  for (const sentence of text.split(/[。；;]/)) {
    if (/上班/.test(sentence)) makeUpWorkdays.push(...daysIn(sentence, year).map(dayText));
    else if (/放假/.test(sentence)) holidays.push(...rangeIn(sentence, year));
  }
  if (!Number.isInteger(year) || holidays.length === 0) return undefined;
  const number = /国办发(?:明电)?[〔[]\d{4}[〕\]]\d+号/.exec(text)?.[0];
  return { year, number, holidays: holidays.sort(), makeUpWorkdays: makeUpWorkdays.sort() };
}

const date = String.raw`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日`;

/** “2022年12月31日至2023年1月1日放假”, “4月5日放假”. */
function rangeIn(sentence: string, year: number): string[] {
  const found = new RegExp(`${date}(?:[至—-]${date})?放假`).exec(sentence);
  if (found === null) return [];
  const first = dayAt(found.slice(1, 4), year, undefined);
  const last = found[6] === undefined ? first : dayAt(found.slice(4, 7), year, found[2]);
  return first === undefined || last === undefined ? [] : [`${dayText(first)}/${dayText(last)}`];
}

/** “2月7日、2月20日上班”, “1月28日、29日上班”. */
function daysIn(sentence: string, year: number): Day[] {
  let month: string | undefined;
  return [...sentence.matchAll(new RegExp(date, "g"))].flatMap((found) => {
    month = found[2] ?? month;
    return dayAt(found.slice(1, 4), year, month) ?? [];
  });
}

function dayAt(
  [ownYear, ownMonth, day]: (string | undefined)[],
  year: number,
  monthBefore: string | undefined,
): Day | undefined {
  const [inYear, month, on] = [Number(ownYear ?? year), Number(ownMonth ?? monthBefore), Number(day)];
  if (!(month >= 1 && month <= 12) || on < 1 || on > daysInMonth(inYear, month)) return undefined;
  return dayFrom(inYear, month, on);
}
