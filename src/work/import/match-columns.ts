import type { Refusal } from "#basics/refusal.ts";
import { refuse } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import { columnsOf } from "./columns.ts";
import type { Column, FactShape, LedgerOf } from "./columns.ts";
import { cellAt, columnLetters } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import { bare, plain, unbracketed } from "./plain-text.ts";
import { whether } from "./words.ts";

export interface ColumnMatch {
  /** The last row of the heading, as Excel numbers it; what is read begins below. */
  headerRow: number;
  columns: MatchedColumn[];
  /** What stands above the heading. */
  title: string;
  /** The one year that the title above the heading or the sheet's name speaks of, for dates without one. */
  year: number | null;
}

export interface MatchedColumn {
  /** The heading, levels joined by “·”; unique in the sheet. */
  header: string;
  /** Counted from 0 at column A. */
  column: number;
  /** "code", "name", "household", "since", a fact id, or null: not read. */
  fact: string | null;
  label: Text | null;
  /** What the first filled cell below says. */
  example: string;
}

/** The heading stands within the first rows, below titles and notes; three levels at most. */
const headingWithin = 30;
const levelsAtMost = 3;
/** A stray cell far to the right must not make a ledger of 16,384 columns. */
const widthAtMost = 256;

/**
 * Finds the heading of a ledger and says what each of its columns is. `chosen` overrides by hand: heading → fact, or
 * null for a column not to be read. Refused where no column is the name, or a choice by hand cannot be followed.
 */
export function matchColumns(
  sheet: Sheet,
  kind: LedgerOf,
  facts: readonly FactShape[],
  chosen: Record<string, string | null> = {},
): ColumnMatch | { refused: Refusal } {
  const columns = columnsOf(kind, facts);
  const fault = faultOfChoice(columns, chosen);
  if (fault) return { refused: fault };
  const book = bookOf(columns);
  const found = possibleHeadings(sheet)
    .map((heading) => ({ ...heading, facts: assign(heading.columns, book, chosen) }))
    .toSorted(
      (a, b) =>
        Number(isWhole(kind, b.facts)) - Number(isWhole(kind, a.facts)) ||
        b.facts.size - a.facts.size ||
        b.weight - a.weight ||
        b.texts - a.texts,
    );
  const best = found[0];
  if (best === undefined)
    return refuse("no-heading", {
      zh: `工作表“${sheet.name}”里没有列名。请在第一行写上列名，例如：编号、姓名、出生日期、网格、住址。`,
      en: `The sheet “${sheet.name}” has no headings. Write them in its first row, such as 编号, 姓名, 出生日期, 网格, 住址.`,
    });
  if (!isWhole(kind, best.facts)) return refuse("no-name-column", noName(sheet, kind, columns, best.columns));
  return {
    headerRow: best.row,
    title: titlesOf(sheet, best.row).join(" "),
    year: yearOf(sheet, best.row),
    columns: best.columns.map(({ header, column }) => {
      const match = best.facts.get(column);
      return {
        header,
        column,
        fact: match?.fact ?? null,
        label: match?.label ?? null,
        example: exampleOf(sheet, best.row, column),
      };
    }),
  };
}

interface Heading {
  row: number;
  columns: HeadingColumn[];
  /** Of two that match equally well: three and two levels that a merged cell holds together, then one, then two by guess. */
  weight: number;
  texts: number;
}

interface HeadingColumn {
  header: string;
  column: number;
  parts: string[];
}

function possibleHeadings(sheet: Sheet): Heading[] {
  const headings: Heading[] = [];
  const filledTo = lastFilled(sheet);
  const width = filledTo.length;
  const texts = sheet.rows
    .slice(0, headingWithin)
    .map((row) => Array.from({ length: width }, (_, column) => headingText(row[column]?.text)));
  for (const [last, bottom] of texts.entries()) {
    if (bottom.every((text) => text === "")) continue;
    let held = true;
    for (let levels = 1; levels <= levelsAtMost; levels++) {
      const first = last - levels + 1;
      const top = texts[first];
      if (top === undefined) break;
      if (levels > 1) {
        const joint = jointOf(top, texts[first + 1] ?? []);
        if (joint === "apart") break;
        held &&= joint === "held";
      }
      const columns = headingColumns(
        texts.slice(first, last + 1),
        filledTo.map((row) => row > last),
      );
      const weight = levels === 1 ? 1 : held ? levels : -levels;
      headings.push({ row: sheet.firstRow + last, columns, weight, texts: new Set(bottom).size });
    }
  }
  return headings;
}

/** For each column, the index of the last row in which it is filled. */
function lastFilled(sheet: Sheet): number[] {
  const last: number[] = [];
  for (const [row, cells] of sheet.rows.entries())
    for (const [column, cell] of cells.slice(0, widthAtMost).entries()) {
      last[column] ??= -1;
      if (cell.kind !== "empty") last[column] = row;
    }
  return last;
}

function headingText(text = ""): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/**
 * Whether two rows are levels of one heading: "held" together by a cell merged downwards, "likely" by their shape, or
 * "apart". In every column one of them is empty, or both are equal, or the upper one spans its neighbour too.
 */
function jointOf(top: string[], bottom: string[]): "held" | "likely" | "apart" {
  if (new Set(top.filter((text) => text !== "")).size < 2) return "apart"; // empty, or a title across the sheet
  let held = false;
  for (const [column, upper] of top.entries()) {
    const lower = bottom[column] ?? "";
    if (upper === "" || lower === "") continue;
    if (upper === lower) held = true;
    else {
      const spans = top[column - 1] === upper || top[column + 1] === upper;
      const spansUnmerged = top[column + 1] === "" && (bottom[column + 1] ?? "") !== "";
      if (!spans && !spansUnmerged) return "apart";
    }
  }
  return held ? "held" : "likely";
}

/** Every column that has a heading or, failing that, something below; the latter goes by its letters. */
function headingColumns(levels: string[][], filledBelow: boolean[]): HeadingColumn[] {
  const seen = new Map<string, number>();
  const columns: HeadingColumn[] = [];
  for (const [column, filled] of filledBelow.entries()) {
    const parts = levels
      .map((level) => level[column] ?? "")
      .filter((text, level, all) => text !== "" && text !== all[level - 1]);
    if (parts.length === 0 && !filled) continue;
    const plain = parts.length === 0 ? columnLetters(column) : parts.join("·");
    const times = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, times);
    columns.push({ header: times === 1 ? plain : `${plain}（${times}）`, column, parts });
  }
  return columns;
}

function exampleOf(sheet: Sheet, headerRow: number, column: number): string {
  const last = sheet.firstRow + sheet.rows.length;
  for (let row = headerRow + 1; row < last; row++) {
    const text = cellAt(sheet, row, column).text.trim();
    if (text !== "") return text;
  }
  return "";
}

type Book = { columns: Map<string, Column>; byName: Map<string, { column: Column; rank: number }> };

function bookOf(columns: Column[]): Book {
  const byName = new Map<string, { column: Column; rank: number }>();
  const longest = Math.max(...columns.map(({ names }) => names.length));
  // Everybody's first name before anybody's second: a label is never taken for another fact's alias.
  for (let rank = 0; rank < longest; rank++)
    for (const column of columns) {
      const key = bare(column.names[rank] ?? "");
      if (key !== "" && !byName.has(key)) byName.set(key, { column, rank });
    }
  return { columns: new Map(columns.map((column) => [column.fact, column])), byName };
}

/** Each fact to the column that names it best, the leftmost among equals; columns set by hand come first. */
function assign(
  columns: HeadingColumn[],
  { columns: known, byName }: Book,
  chosen: Record<string, string | null>,
): Map<number, Column> {
  const wishes: { at: number; column: Column; rank: number }[] = [];
  for (const { header, column: at, parts } of columns) {
    if (Object.hasOwn(chosen, header)) {
      const column = known.get(chosen[header] ?? "");
      if (column) wishes.push({ at, column, rank: -1 });
      continue;
    }
    const match = namesOf(parts).flatMap((name, place) => {
      const entry = byName.get(name);
      return entry ? [{ column: entry.column, rank: entry.rank + 100 * place }] : [];
    })[0];
    if (match) wishes.push({ at, ...match });
  }
  const assigned = new Map<number, Column>();
  const taken = new Set<Column>();
  for (const { at, column } of wishes.toSorted((a, b) => a.rank - b.rank || a.at - b.at)) {
    if (taken.has(column)) continue;
    taken.add(column);
    assigned.set(at, column);
  }
  return assigned;
}

/** The names a heading may mean, the likeliest first: all its levels, then the lowest; then without brackets and 是否. */
function namesOf(parts: string[]): string[] {
  const last = parts.at(-1) ?? "";
  const whole = parts.length > 1 ? [parts.join(""), last] : [last];
  const forms = [...whole, ...whole.map(unbracketed)];
  return [...new Set([...forms.map(bare), ...forms.map((form) => bare(form).replace(whether, ""))])].filter(
    (name) => name !== "",
  );
}

/** A register needs a name; a record a day, and somebody by name, code or identity number; what was asked for a day. */
function isWhole(kind: LedgerOf, facts: Map<number, Column>): boolean {
  const has = (...names: string[]): boolean => [...facts.values()].some(({ fact }) => names.includes(fact));
  if (kind === "case") return has("came", "cameAt");
  return kind === "record" ? has("on") && has("name", "code", "identityNumber") : has("name");
}

/** Each text above the lowest line of the heading, once. */
function titlesOf(sheet: Sheet, headerRow: number): string[] {
  const above = sheet.rows.slice(0, headerRow - sheet.firstRow);
  return [...new Set(above.flatMap((row) => row.map(({ text }) => text).filter((text) => text !== "")))];
}

/** “2021年度走访台账”: the year, where there is but one and it is not part of a whole date, as of drawing up. */
function yearOf(sheet: Sheet, headerRow: number): number | null {
  const years = new Set(
    [sheet.name, ...titlesOf(sheet, headerRow)].flatMap((title) =>
      [
        ...plain(title)
          .replaceAll(/\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?/g, "")
          .matchAll(/(?<!\d)(?:19|20)\d{2}(?!\d)/g),
      ].map(([year]) => Number(year)),
    ),
  );
  return years.size === 1 ? ([...years][0] ?? null) : null;
}

function faultOfChoice(columns: Column[], chosen: Record<string, string | null>): Refusal | undefined {
  const headerOf = new Map<string, string>();
  for (const [header, fact] of Object.entries(chosen)) {
    if (fact === null) continue;
    if (!columns.some((column) => column.fact === fact))
      return {
        code: "unknown-column",
        say: {
          zh: `“${header}”列指定的“${fact}”不是可以导入的信息项。`,
          en: `“${fact}”, chosen for the column “${header}”, cannot be imported.`,
        },
        where: `columns.${header}`,
      };
    const other = headerOf.get(fact);
    if (other !== undefined)
      return {
        code: "column-chosen-twice",
        say: {
          zh: `“${other}”和“${header}”两列指定成了同一项，请只留一列。`,
          en: `“${other}” and “${header}” were chosen as the same; keep one of them.`,
        },
        where: `columns.${header}`,
      };
    headerOf.set(fact, header);
  }
  return undefined;
}

function noName(sheet: Sheet, kind: LedgerOf, columns: Column[], seen: HeadingColumn[]): Text {
  const name =
    kind === "record"
      ? { zh: "日期”和“姓名", en: "Date” and “Name" }
      : kind === "case"
        ? { zh: "受理时间", en: "Came at" }
        : (columns.find(({ fact }) => fact === "name")?.label ?? { zh: "姓名", en: "Name" });
  // A heading is written as ledgers write it, in an English sentence too; of records there are two.
  const inEnglish = kind === "record" ? name.en : name.zh;
  const headers = seen
    .slice(0, 12)
    .map(({ header }) => header)
    .join("、");
  return {
    zh: `工作表“${sheet.name}”里没有找到“${name.zh}”列。看到的列名是：${headers}。请在表里把这一列的列名写成“${name.zh}”，再重新选择文件。`,
    en: `The sheet “${sheet.name}” has no column “${inEnglish}”. Its headings are: ${headers}. Head that column “${inEnglish}” and choose the file again.`,
  };
}
