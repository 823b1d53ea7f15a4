import type { Language } from "#basics/text.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = {
  zh: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};
const MONTH_NUMERALS = "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月".split(" ");

/** "2021-11-28" as 11月28日 / 28 Nov; with its year when that is not the year of `beside`. */
export function dayWords(day: string, language: Language, beside?: string): string {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number);
  if (!year || !month || !date) return day;
  const sameYear = beside !== undefined && beside.slice(0, 4) === day.slice(0, 4);
  if (language === "zh") return `${sameYear ? "" : `${year}年`}${month}月${date}日`;
  return `${date} ${MONTHS[month - 1]}${sameYear ? "" : ` ${year}`}`;
}

/** 周日 / Sun of a day. */
export function weekdayWords(day: string, language: Language): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return WEEKDAYS[language][at] ?? "";
}

/** 11月30日 周二 / Tue 30 Nov. */
export function dayAndWeekday(day: string, language: Language, beside?: string): string {
  const said = [dayWords(day, language, beside), weekdayWords(day, language)];
  return (language === "zh" ? said : said.reverse()).join(" ");
}

/** "2021-11" as 2021年11月 / Nov 2021. */
export function monthWords(month: string, language: Language): string {
  const [year, number] = month.split("-").map(Number);
  if (!year || !number) return month;
  return language === "zh" ? `${year}年${number}月` : `${MONTHS[number - 1]} ${year}`;
}

/** "2021-11" as 十一月 / November's short name: a heading, where the year is plain. */
export function monthName(month: string, language: Language): string {
  const number = Number(month.slice(5, 7));
  return (language === "zh" ? MONTH_NUMERALS : MONTHS)[number - 1] ?? month;
}

/** A sentence with its ISO days said as people say them. */
export function withDayWords(text: string, language: Language, beside?: string): string {
  return text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => dayWords(day, language, beside));
}

/** The local day and time of an instant, "2021-11-30" and "08:10", in the office's zone. */
export function localParts(instant: Date | string, zone: string): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}

/** 2021年11月30日 周二 08:10 / Tue 30 Nov 2021 08:10. */
export function clockWords(instant: Date | string, zone: string, language: Language): string {
  const { day, time } = localParts(instant, zone);
  return `${dayAndWeekday(day, language)} ${time}`;
}

/** 11月30日 08:10 / 30 Nov 08:10: when something was written down. */
export function momentWords(instant: string, zone: string, language: Language, beside?: string): string {
  const { day, time } = localParts(instant, zone);
  return `${dayWords(day, language, beside)} ${time}`;
}

/** The day `days` after `day`. */
export function daysAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
