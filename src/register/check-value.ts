import { parseDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { identityFault } from "./identity-number.ts";
import type { FactValue } from "./subject.ts";

/** What one needs to know of a declared fact or field to judge a value of it. */
export interface ValueShape {
  /** A type of the standard language: text longtext integer number money date time datetime boolean choice choices phone identity … */
  type: string;
  choices?: readonly { id: string; title: Text }[];
}

/** Longest text a cell or a one-line field may hold, and longest free text, in characters. */
const longest = { text: 500, longtext: 10_000 };

/**
 * Whether a value is right for its declared type: undefined where it is, otherwise one sentence that says how to mend it.
 * `null` (not known) is right for every type. Forms: date "2021-11-30", time "08:10", datetime "2021-11-30T08:10",
 * money an integer of fen, choice an id of `choices`, phone digits only, identity 18 characters.
 */
export function checkValue(shape: ValueShape, value: FactValue): Text | undefined {
  if (value === null) return undefined;
  switch (shape.type) {
    case "integer":
      return Number.isSafeInteger(value)
        ? undefined
        : { zh: "这里要一个整数，例如 12。", en: "Needs a whole number, such as 12." };
    case "number":
      return Number.isFinite(value)
        ? undefined
        : { zh: "这里要一个数，例如 12.5。", en: "Needs a number, such as 12.5." };
    case "money":
      return Number.isSafeInteger(value)
        ? undefined
        : {
            zh: "金额要以分为单位的整数，例如 1250 表示 12.50 元。",
            en: "Needs an amount as a whole number of fen: 1250 is 12.50 yuan.",
          };
    case "boolean":
      return typeof value === "boolean"
        ? undefined
        : { zh: "这里只能填“是”或“否”。", en: "Needs yes or no." };
    case "choice":
      return shape.choices?.some(({ id }) => id === value) ? undefined : notAChoice(shape, value);
    case "choices":
      return checkChoices(shape, value);
    default:
      return typeof value === "string"
        ? checkText(shape.type, value)
        : { zh: "这里要一段文字。", en: "Needs a text." };
  }
}

/** The sentence for a value that is none of the choices; it lists them. */
export function notAChoice({ choices = [] }: ValueShape, value: FactValue): Text {
  const said = String(value);
  return {
    zh: `没有“${said}”这一项，可以填：${choices.map(({ title }) => title.zh).join("、")}。`,
    en: `“${said}” is not one of the choices: ${choices.map(({ title }) => title.en ?? title.zh).join(", ")}.`,
  };
}

function checkChoices(shape: ValueShape, value: FactValue): Text | undefined {
  if (!Array.isArray(value)) return { zh: "这里可以选几项，要一个列表。", en: "Needs a list of choices." };
  const unknown = value.find((one) => !shape.choices?.some(({ id }) => id === one));
  return unknown === undefined ? undefined : notAChoice(shape, unknown);
}

function checkText(type: string, value: string): Text | undefined {
  switch (type) {
    case "date":
      return checkDate(value);
    case "time":
      return isTime(value)
        ? undefined
        : { zh: "这里要一个时刻，例如 08:10。", en: "Needs a time of day, such as 08:10." };
    case "datetime":
      return parseDay(value.slice(0, 10)) !== undefined && value[10] === "T" && isTime(value.slice(11))
        ? undefined
        : {
            zh: "这里要日期和时刻，例如 2021-11-30T08:10。",
            en: "Needs a date and time, such as 2021-11-30T08:10.",
          };
    case "phone":
      return /^\d{7,12}$/.test(value)
        ? undefined
        : {
            zh: "电话要 7 到 12 位数字，一格只填一个号码，座机带区号。",
            en: "A telephone number has 7 to 12 digits, one number only; a landline with its area code.",
          };
    case "identity":
      return identityFault(value);
    default: {
      const most = type === "longtext" ? longest.longtext : longest.text;
      return value.length <= most
        ? undefined
        : { zh: `文字太长，最多 ${most} 个字。`, en: `Too long: at most ${most} characters.` };
    }
  }
}

function checkDate(value: string): Text | undefined {
  if (parseDay(value) === undefined)
    return {
      zh: "这里要一个日期，例如 2021-11-30，年、月、日都要有。",
      en: "Needs a date such as 2021-11-30, with year, month and day.",
    };
  const year = Number(value.slice(0, 4));
  return year >= 1900 && year < 2200
    ? undefined
    : { zh: `年份 ${year} 不对，请核对。`, en: `The year ${year} cannot be right; please check it.` };
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}
