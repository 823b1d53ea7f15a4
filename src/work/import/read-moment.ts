import { dayText } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { plain } from "./plain-text.ts";
import { readDate } from "./read-date.ts";
import type { Cell } from "./sheet.ts";
import { dateFigures, hourPattern, partsOfDay } from "./words.ts";

/** "2021-03-14", "2021-03-14T23:40", or "T23:40" where only the time of day is said. */
export type SaidMoment = { value: string } | { fault: Text; month?: string; yearless?: true };

/** A day, with the time of day where the cell gives it: 3.14 晚上11点, 2021-03-14 23:40, 九月三日上午九点半, 23:40. */
export function readMoment(cell: Cell, from1904 = false, year?: number | null): SaidMoment {
  const text = plain(cell.text);
  if (cell.kind === "number" && /^\d+\.\d{3,}$|^0?\.\d+$/.test(text)) return ofNumber(Number(text), from1904);
  const parts = hourPattern.exec(text) ?? hourPattern.exec(dateFigures(text));
  if (parts?.groups === undefined) return readDate(cell, from1904, year);
  const { day = "", part = "", hour = "", minute, half, quarter } = parts.groups;
  const minutes =
    half === undefined ? Number(minute ?? (quarter === undefined ? 0 : Number(quarter) * 15)) : 30;
  const time = timeOf(part, Number(hour), minutes, text);
  if (typeof time !== "string") return time;
  if (day.trim() === "") return { value: `T${time}` };
  const read = readDate({ ...cell, text: day, kind: "text" }, from1904, year);
  return "fault" in read ? read : { value: `${read.value}T${time}` };
}

/** Excel keeps a moment as days since 1900 and a fraction of one, a time of day as the fraction alone. */
function ofNumber(days: number, from1904: boolean): SaidMoment {
  const whole = Math.floor(days);
  const minutes = Math.round((days - whole) * 1440);
  const time = `T${clock(Math.floor(minutes / 60) % 24, minutes % 60)}`;
  if (whole === 0) return { value: time };
  const read = readDate({ text: String(whole + (minutes === 1440 ? 1 : 0)), kind: "number" }, from1904);
  return "fault" in read ? read : { value: `${read.value}${time}` };
}

/** 晚上11点 is 23:00. 半夜2点 and 晚上12点 may be of this night or the next: they are asked for, not guessed. */
function timeOf(part: string, hour: number, minute: number, said: string): string | { fault: Text } {
  const kind = partsOfDay.find(({ words }) => words.includes(part))?.is;
  const isUnclear = (kind === "night" && hour < 6) || ((kind === "night" || kind === "dusk") && hour === 12);
  const isLater =
    hour < 12 &&
    (kind === "afternoon" || kind === "dusk" || kind === "night" || (kind === "noon" && hour < 4));
  const whole = kind === "early" && hour === 12 ? 0 : hour + (isLater ? 12 : 0);
  if (isUnclear || whole > 23 || minute > 59)
    return {
      fault: {
        zh: `“${said}”说不准是几点，请写成 23:40 这样的 24 小时制，日期写当天的。`,
        en: `“${said}” does not tell the time for sure; write it as 23:40, with the date of that day.`,
      },
    };
  return clock(whole, minute);
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** A day from one cell and the time of day from another, or from the same. Of two days the first counts. */
export function joined(day: string | undefined, time: string | undefined): string | undefined {
  if (day === undefined || day.startsWith("T")) return joinedTime(time, day);
  return day.includes("T") ? day : joinedTime(day, time);
}

function joinedTime(day: string | undefined, time: string | undefined): string | undefined {
  if (day === undefined || day.startsWith("T")) return undefined;
  const said = time?.slice(time.indexOf("T"));
  return said === undefined || !said.startsWith("T") || day.includes("T") ? day : `${day}${said}`;
}

/** The day of a moment. */
export function dayOfMoment(moment: string): string {
  return moment.slice(0, dayText(0).length);
}
