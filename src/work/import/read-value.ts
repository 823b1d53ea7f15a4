import type { Text } from "#basics/text.ts";
import { checkValue, notAChoice } from "#register/check-value.ts";
import { identityOf15 } from "#register/identity-number.ts";
import type { FactValue } from "#register/subject.ts";
import type { Column } from "./columns.ts";
import { bare, halfWidth, plain, unbracketed } from "./plain-text.ts";
import { readDate } from "./read-date.ts";
import { readMoment as readSaidMoment } from "./read-moment.ts";
import type { Cell } from "./sheet.ts";
import {
  aroundArea,
  betweenChoices,
  choiceWords,
  dashes,
  figures,
  no,
  nothing,
  unitBehind,
  yes,
  yuan,
} from "./words.ts";

/** A value in the register's form, null where the cell says nothing; or what is wrong and how to mend it. */
export type ReadValue =
  | {
      value: FactValue;
      /** What the reader should know of how it was read. */
      note?: Text;
    }
  | {
      fault: Text;
      month?: string;
      yearless?: true;
      /** Only the cell is left out, its row is read. */
      cellOnly?: true;
    };

export interface Area {
  id: string;
  title: Text;
}

export interface ReadingOf {
  areas: readonly Area[];
  from1904?: boolean | undefined;
  /** Of dates that have none. */
  year?: number | null | undefined;
}

/** Reads one cell as what its column is. */
export function readValue(cell: Cell, column: Column, reading: ReadingOf): ReadValue {
  const text = plain(cell.text);
  if (text === "") return { value: null };
  const unusable = faultOfCell(cell, text, column);
  if (unusable) return column.type === "identity" ? { ...unusable, cellOnly: true } : unusable;
  const read =
    column.fact === "area" ? readArea(text, reading.areas) : readTyped(cell, text, column, reading);
  const fault = "fault" in read ? read : checked(column, read.value);
  if (fault === undefined) return read;
  return saysNothing(text, column) ? { value: null } : fault;
}

function checked({ type, choices }: Column, value: FactValue): { fault: Text } | undefined {
  if (type === "moment") return undefined; // read whole, or not at all
  const fault = checkValue({ type: type === "code" ? "text" : type, ...(choices && { choices }) }, value);
  return fault && { fault };
}

function saysNothing(text: string, { type }: Column): boolean {
  return (type === "text" || type === "longtext" ? dashes : nothing).test(text);
}

/** Excel's own errors, and numbers of which Excel has already dropped digits. */
function faultOfCell(cell: Cell, text: string, column: Column): { fault: Text } | undefined {
  if (cell.kind === "error" || /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/.test(text))
    return {
      fault: {
        zh: `这一格是 Excel 的错误“${text}”，请改成实际内容。`,
        en: `This cell holds Excel's error “${text}”; put what it should say.`,
      },
    };
  const shortened = column.type === "number" ? false : /^\d(\.\d+)?E\+\d+$/i.test(text);
  if (cell.rounded || shortened || (column.type === "identity" && hasLostDigits(text)))
    return {
      fault: {
        zh: "这个长号码在 Excel 里存成了数字，末几位已经丢失。请先把这一列的单元格格式设为“文本”，再照证件重新输入。",
        en: "Excel stored this long number as a number and has lost its last digits. Set the column's cell format to “Text” first, then type it again from the paper.",
      },
    };
  return undefined;
}

/** Saved as text after the loss: Excel puts three noughts for the digits it dropped, and the check character tells. */
function hasLostDigits(text: string): boolean {
  return /^\d{15}000$/.test(text) && checkValue({ type: "identity" }, text) !== undefined;
}

function readTyped(cell: Cell, text: string, column: Column, { from1904, year }: ReadingOf): ReadValue {
  switch (column.type) {
    case "code":
      return { value: nothing.test(text) ? null : text.replaceAll(" ", "") };
    case "text":
    case "longtext":
      return dashes.test(text) ? { value: null } : { value: halfWidth(cell.text) };
    case "date":
      return readDate(cell, from1904, column.fact === "birthDate" ? undefined : year);
    case "moment":
      return readSaidMoment(cell, from1904, year);
    case "time":
      return { value: readTime(cell, text) };
    case "datetime":
      return readMoment(text);
    case "boolean":
      return readBoolean(text, column);
    case "choice":
      return readChoice(text, column);
    case "choices":
      return readChoices(text, column);
    case "integer":
    case "number":
      return readNumber(text);
    case "money":
      return readMoney(text);
    case "phone":
      return { value: text.replaceAll(/[\s\-()–—]/g, "").replace(/^(\+86|0086)/, "") };
    case "identity":
      return readIdentity(text.replaceAll(/[\s'‘’]/g, "").toUpperCase());
    default:
      return { value: halfWidth(cell.text) };
  }
}

/** The 18 characters; a number of 15 digits with its century and check character added, and said. */
function readIdentity(text: string): ReadValue {
  const whole = identityOf15(text);
  return whole === undefined
    ? { value: text }
    : {
        value: whole,
        note: {
          zh: `15 位旧号已按国标补成 18 位 ${whole}，请对照证件核一下。`,
          en: `An old number of 15 digits, made the 18 characters ${whole} as the national norm says; please compare it with the card.`,
        },
      };
}

function readBoolean(text: string, column: Column): ReadValue {
  const word = text.toLowerCase().replaceAll(" ", "");
  if (yes.has(word)) return { value: true };
  if (no.has(word)) return { value: false };
  const names = column.names.map(bare);
  const said = bare(word);
  if (names.includes(said)) return { value: true };
  if (names.some((name) => [`不${name}`, `非${name}`, `无${name}`, `未${name}`].includes(said)))
    return { value: false };
  return {
    fault: {
      zh: `“${text}”看不出是还是否，请填“是”或“否”。`,
      en: `“${text}” is neither yes nor no; write 是 or 否.`,
    },
  };
}

function readChoice(text: string, column: Column): ReadValue {
  const id = choiceOf(text, column) ?? choiceOf(unbracketed(text), column);
  return id === undefined ? { fault: notAChoice(column, text) } : { value: id };
}

function choiceOf(text: string, { fact, choices = [] }: Column): string | undefined {
  const said = bare(text);
  const words = choiceWords[fact] ?? {};
  return choices.find(({ id, title, alsoCalled = [] }) =>
    [id, title.zh, title.en ?? id, ...alsoCalled, ...(words[id] ?? [])].some((word) => bare(word) === said),
  )?.id;
}

function readChoices(text: string, column: Column): ReadValue {
  const ids: string[] = [];
  for (const part of text.split(betweenChoices).filter((one) => one !== "")) {
    const id = choiceOf(part, column);
    if (id === undefined) return { fault: notAChoice(column, part) };
    if (!ids.includes(id)) ids.push(id);
  }
  return { value: ids };
}

function readNumber(text: string): ReadValue {
  const digits = text.replaceAll(/[,\s]/g, "").replace(unitBehind, "");
  return { value: /^[+-]?\d+(\.\d+)?$/.test(digits) ? Number(digits) : text };
}

/** Yuan, or 万 of ten thousand yuan, to fen; by digits, not by multiplying, so that nothing is rounded. */
function readMoney(text: string): ReadValue {
  const [, amount = "", tenThousands] = yuan.exec(text.replaceAll(/[,\s]/g, "")) ?? [];
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!parts)
    return {
      fault: {
        zh: `“${text}”不是金额，请写成 1250 或 1250.50（元）。`,
        en: `“${text}” is no amount; write 1250 or 1250.50 (yuan).`,
      },
    };
  const places = tenThousands ? 6 : 2;
  const fraction = (parts[3] ?? "").replace(/0+$/, "");
  if (fraction.length > places)
    return {
      fault: {
        zh: `“${text}”比分还细，请写到分为止。`,
        en: `“${text}” is finer than a fen; give two decimals at most.`,
      },
    };
  return { value: Number(`${parts[1]}${parts[2]}${fraction.padEnd(places, "0")}`) };
}

function readTime(cell: Cell, text: string): string {
  const minutes = Math.round(Number(text) * 1440);
  if (cell.kind === "number" && Number(text) < 1)
    return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return text.replace(/^(\d):/, "0$1:").replace(/^(\d\d:\d\d):\d\d$/, "$1");
}

/** A day and a time of day; a day alone is refused by `checkValue`. */
function readMoment(text: string): ReadValue {
  const parts = /^(.+?)[ T]*(\d{1,2}:\d\d)(:\d\d)?$/.exec(text);
  if (!parts) return { value: text };
  const day = readDate({ text: parts[1] ?? "", kind: "text" });
  return "fault" in day ? day : { value: `${day.value}T${parts[2]?.padStart(5, "0")}` };
}

/** The area that a text names, as a sheet's name may: undefined where it names none, or more than one. */
export function areaNamed(text: string, areas: readonly Area[]): string | undefined {
  const read = readArea(plain(text), areas);
  return "value" in read && typeof read.value === "string" ? read.value : undefined;
}

/** By title, by id, by number (“3”, 三, 第3网格 for 第三网格), or as the end of a longer name. */
function readArea(text: string, areas: readonly Area[]): ReadValue {
  const known = areasRead.get(areas) ?? new Map<string, ReadValue>();
  areasRead.set(areas, known);
  const read = known.get(text) ?? readNewArea(text, areas);
  known.set(text, read);
  return read;
}

/** A ledger of 50,000 rows says the same few areas over and over: working each out once saves 2 s. */
const areasRead = new WeakMap<readonly Area[], Map<string, ReadValue>>();

function readNewArea(text: string, areas: readonly Area[]): ReadValue {
  const said = bare(figures(text));
  const core = areaCore(text);
  const matches = [
    areas.filter(({ id, title }) =>
      [id, title.zh, title.en ?? id].some((name) => bare(figures(name)) === said),
    ),
    areas.filter(({ title }) => core !== "" && areaCore(title.zh) === core),
    areas.filter(({ title }) => said.endsWith(bare(figures(title.zh)))),
  ];
  const area = matches.find((found) => found.length === 1)?.[0];
  if (area) return { value: area.id };
  const titles = areas.slice(0, 20);
  return {
    fault: {
      zh: `没有“${text}”这个网格，可以填：${titles.map(({ title }) => title.zh).join("、")}${areas.length > 20 ? "等" : ""}。`,
      en: `There is no area “${text}”; write one of: ${titles.map(({ title }) => title.zh).join(", ")}${areas.length > 20 ? " …" : ""}.`,
    },
  };
}

function areaCore(text: string): string {
  return bare(figures(text))
    .replaceAll(aroundArea, "")
    .replace(/^0+(?=\d)/, "");
}
