import * as XLSX from "@e965/xlsx";
import type { CellObject, WorkSheet } from "@e965/xlsx";
import { parseDay } from "#basics/day.ts";
import { textIn } from "#basics/text.ts";
import type { Language, Text } from "#basics/text.ts";
import { sayValue } from "#register/say-value.ts";
import type { FactValue } from "#register/subject.ts";
import type { Fact } from "#standard/standard.ts";
import type { AskAnswer } from "./views/ask.ts";

export interface ListPaper {
  answer: AskAnswer;
  /** The words of the columns. */
  facts: Pick<Fact, "id" | "label" | "type" | "choices">[];
  when: string;
  /** By what it is grouped, where it is. */
  by: Text | null;
  office: Text;
  /** "2021-11-30" */
  day: string;
  exporter: string;
  language: Language;
}

/**
 * The list as an Excel file: numbers and days as what they are, so that they can be sorted and counted; all else as text, and
 * no cell a formula, whatever somebody wrote into the register. A second sheet says what was asked, when and by whom.
 */
export function listWorkbook(paper: ListPaper): Buffer {
  const book = XLSX.utils.book_new();
  const say = (text: Text) => textIn(text, paper.language);
  XLSX.utils.book_append_sheet(book, listSheet(paper, say), say(words.list));
  XLSX.utils.book_append_sheet(book, aboutSheet(paper, say), say(words.about));
  return XLSX.write(book, { type: "buffer", bookType: "xlsx", compression: true }) as Buffer;
}

type Say = (text: Text) => string;

const words = {
  list: { zh: "名单", en: "List" },
  about: { zh: "说明", en: "About" },
  number: { zh: "序号", en: "No." },
  name: { zh: "姓名（名称）", en: "Name" },
  code: { zh: "编号", en: "Code" },
  asked: { zh: "条件", en: "Asked for" },
  written: { zh: "条件（原文）", en: "As written" },
  count: { zh: "人（户、个）数", en: "Count" },
  office: { zh: "机构", en: "Office" },
  day: { zh: "截至", en: "As of" },
  exporter: { zh: "导出人", en: "Exported by" },
  kept: {
    zh: "这次导出记入日志（条件与数目，不含姓名）。名单含个人信息，用完请删除，不得转给无关的人。",
    en: "This export is kept in the journal (what was asked and how many, no names). The list holds personal data: delete it when it has served, and pass it to nobody it does not concern.",
  },
} satisfies Record<string, Text>;

function listSheet({ answer, facts, by }: ListPaper, say: Say): WorkSheet {
  const columns = answer.columns.flatMap((id) => facts.find((fact) => fact.id === id) ?? []);
  const first = by === null ? [] : [by];
  const head = [words.number, ...first, words.name, words.code, ...columns.map(({ label }) => label)].map(
    (label) => text(say(label)),
  );
  const group = (id: string) => {
    const area = facts.find((fact) => fact.id === "area")?.choices?.find((choice) => choice.id === id);
    return area === undefined ? id : say(area.title);
  };
  const rows = answer.rows.map((row, place) => [
    number(place + 1),
    ...(by === null ? [] : [text(group(row.group))]),
    text(row.name),
    text(row.code ?? ""),
    ...columns.map((fact, at) => cellOf(fact, row.cells[at] ?? null, say)),
  ]);
  return sheetOf([head, ...rows]);
}

function aboutSheet({ answer, facts, when, by, office, day, exporter }: ListPaper, say: Say): WorkSheet {
  const areas = facts.find((fact) => fact.id === "area")?.choices ?? [];
  const groups = answer.groups.map(({ id, count }) => {
    const area = areas.find((choice) => choice.id === id);
    return [text(area === undefined ? id || "—" : say(area.title)), number(count)];
  });
  const lines: [Text, CellObject][] = [
    [words.asked, text(say(answer.say))],
    [words.written, text(when)],
    [words.count, number(answer.total)],
    [words.office, text(say(office))],
    [words.day, date(day)],
    [words.exporter, text(exporter)],
  ];
  return sheetOf([
    ...lines.map(([label, cell]) => [text(say(label)), cell]),
    ...(by === null ? [] : [[], [text(say(by)), text(say(words.count))], ...groups]),
    [],
    [text(say(words.kept))],
  ]);
}

function cellOf(fact: Pick<Fact, "type" | "choices">, value: FactValue, say: Say): CellObject {
  if (value === null || value === "") return text("");
  if (typeof value === "number")
    return fact.type === "money" ? { ...number(value / 100), z: "0.00" } : number(value);
  if (fact.type === "date" && typeof value === "string" && parseDay(value) !== undefined) return date(value);
  return text(say(sayValue(fact, value)));
}

function text(written: string): CellObject {
  return { t: "s", v: written };
}

function number(value: number): CellObject {
  return { t: "n", v: value };
}

/** Excel counts days from the end of 1899. */
function date(day: string): CellObject {
  return { t: "n", v: (parseDay(day) ?? 0) + 25_569, z: "yyyy-mm-dd" };
}

/** As wide as what stands in it, a Chinese character counting two, within reason. */
function sheetOf(rows: CellObject[][]): WorkSheet {
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, { v, z }] of row.entries()) {
      const written = z === undefined ? String(v) : "2021-11-30";
      const wide = [...written].reduce(
        (sum, letter) => sum + ((letter.codePointAt(0) ?? 0) >= 0x2e80 ? 2 : 1),
        2,
      );
      widths[column] = Math.min(40, Math.max(widths[column] ?? 8, wide));
    }
  sheet["!cols"] = widths.map((wch) => ({ wch }));
  return sheet;
}
