import type { Text } from "#basics/text.ts";
import { birthOf, sexOf } from "#register/identity-number.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import { columnsOf } from "./columns.ts";
import type { Column, FactShape } from "./columns.ts";
import type { ColumnMatch } from "./match-columns.ts";
import { bare, plain } from "./plain-text.ts";
import { readValue } from "./read-value.ts";
import type { Area, ReadValue } from "./read-value.ts";
import { cellAt, emptyCell, placeOf } from "./sheet.ts";
import type { Cell, Sheet } from "./sheet.ts";
import { asAbove, nobody } from "./words.ts";

/** One row of a ledger in the register's own forms. A fact whose cell is empty is not in `facts`. */
export interface RegisterRow {
  /** As Excel numbers it. */
  row: number;
  code: string | null;
  name: string;
  /** The code of the household. */
  household: string | null;
  since: string | null;
  facts: Record<string, FactValue>;
}

/** One cell because of which its row is not read. */
export interface RejectedCell {
  row: number;
  /** Counted from 0 at column A. */
  column: number | null;
  /** "居民台账!D17" */
  place: string;
  header: string | null;
  /** What the cell says, as it stands. */
  value: string;
  reason: Text;
}

export interface LedgerContext {
  kind: SubjectKind;
  facts: readonly FactShape[];
  areas: readonly Area[];
  /** "2021-11-30": births and entries after it are refused. */
  today: string;
}

/**
 * Reads every row below the heading. A row with a bad cell is not read at all, and each of its bad cells is listed;
 * rows that are empty in every matched column, and headings repeated on a later page, are passed over.
 */
export function readRows(
  sheet: Sheet,
  match: ColumnMatch,
  { kind, facts, areas, today }: LedgerContext,
): { accepted: RegisterRow[]; rejected: RejectedCell[] } {
  const known = new Map(columnsOf(kind, facts).map((column) => [column.fact, column]));
  const columns = match.columns.flatMap(({ header, column: at, fact }) => {
    const column = fact === null ? undefined : known.get(fact);
    return column ? [{ ...column, at, header }] : [];
  });
  const accepted: RegisterRow[] = [];
  const rejected: RejectedCell[] = [];
  const above = new Map<string, Cell>();
  const seen = { code: new Map<string, number>(), identityNumber: new Map<string, number>() };
  const end = sheet.firstRow + sheet.rows.length;
  for (let row = match.headerRow + 1; row < end; row++) {
    const cells = new Map(columns.map(({ fact, at }) => [fact, cellAt(sheet, row, at)]));
    if (isPassedOver(columns, cells)) continue;
    const faults = new Map<string, Text>();
    const note = noteInstead(cells);
    const read = note ? undefined : readCells(columns, cells, above, areas, today, faults, sheet.from1904);
    if (note) faults.set("name", note);
    if (read) {
      agree(kind, read, faults, today);
      for (const fact of ["code", "identityNumber"] as const)
        refuseSecond(fact, read.values.get(fact), row, seen[fact], faults);
    }
    if (faults.size === 0 && read) accepted.push(rowOf(row, read.values));
    rejected.push(...rejectedCells(sheet, row, columns, cells, faults));
  }
  return { accepted, rejected };
}

type LedgerColumn = Column & { at: number; header: string };

/** From left to right. Every fault has its column: `matchColumns` gives none without a column for the name. */
function rejectedCells(
  sheet: Sheet,
  row: number,
  columns: LedgerColumn[],
  cells: Map<string, Cell>,
  faults: Map<string, Text>,
): RejectedCell[] {
  return columns
    .flatMap(({ fact, at, header }) => {
      const reason = faults.get(fact);
      return reason
        ? [
            {
              row,
              column: at,
              place: placeOf(sheet, row, at),
              header,
              value: cells.get(fact)?.text ?? "",
              reason,
            },
          ]
        : [];
    })
    .toSorted((a, b) => a.column - b.column);
}

interface Read {
  values: Map<string, FactValue>;
  /** Facts of which a cell gives the month but not the day. */
  months: Map<string, string>;
}

/** Empty in every column that is read, or the heading once more. */
function isPassedOver(columns: LedgerColumn[], cells: Map<string, Cell>): boolean {
  const filled = columns.flatMap(({ fact, header }) => {
    const text = plain(cells.get(fact)?.text ?? "");
    return text === "" ? [] : [{ fact, text, lowest: header.split("·").at(-1) ?? header }];
  });
  const nameRepeats = filled.some(({ fact }) => fact === "name");
  return (
    filled.length === 0 || (nameRepeats && filled.every(({ text, lowest }) => bare(text) === bare(lowest)))
  );
}

/** A total, a signature line, or a note merged across the sheet. */
function noteInstead(cells: Map<string, Cell>): Text | undefined {
  const texts = [...cells.values()].map(({ text }) => plain(text)).filter((text) => text !== "");
  const name = plain(cells.get("name")?.text ?? "").replaceAll(" ", "");
  const merged = name !== "" && texts.length >= 3 && new Set(texts).size === 1;
  if (!merged && !nobody.test(name) && !nobody.test(bare(name))) return undefined;
  return {
    zh: "这一行像是合计或说明，不是一条登记；不需要的话不用管它。",
    en: "This row looks like a total or a note rather than an entry; if so, it can be left.",
  };
}

/** “As above” is taken at its word where neighbours and families share a value. */
const sharedWithAbove = new Set(["address", "area", "household"]);

function readCells(
  columns: LedgerColumn[],
  cells: Map<string, Cell>,
  above: Map<string, Cell>,
  areas: readonly Area[],
  today: string,
  faults: Map<string, Text>,
  from1904?: boolean,
): Read {
  const read: Read = { values: new Map(), months: new Map() };
  for (const column of columns) {
    const { fact } = column;
    let cell = cells.get(fact) ?? emptyCell;
    if (asAbove.test(plain(cell.text))) {
      const meant = above.get(fact) ?? emptyCell;
      const fault = faultOfAsAbove(fact, cell, meant);
      if (fault) {
        faults.set(fact, fault);
        above.set(fact, emptyCell);
        continue;
      }
      cell = meant;
    }
    above.set(fact, cell);
    const result: ReadValue = fact === "name" ? readName(cell) : readValue(cell, column, areas, from1904);
    if ("fault" in result) {
      faults.set(fact, result.fault);
      if (result.month) read.months.set(fact, result.month);
    } else {
      read.values.set(fact, result.value);
      const fault = fact === "since" || fact === "birthDate" ? toCome(result.value, today) : undefined;
      if (fault) faults.set(fact, fault);
    }
  }
  if (!faults.has("name") && typeof read.values.get("name") !== "string")
    faults.set("name", { zh: "这一行没有名字，请补上。", en: "This row has no name; add it." });
  return read;
}

function faultOfAsAbove(fact: string, cell: Cell, meant: Cell): Text | undefined {
  const said = cell.text.trim();
  if (!sharedWithAbove.has(fact))
    return {
      zh: `这一列不能写“${said}”，请填上本人自己的内容。`,
      en: `“${said}” cannot stand in this column; write this one's own.`,
    };
  if (meant.text.trim() === "")
    return {
      zh: `写的是“${said}”，但上一行这一格是空的或没有读出来，请填上实际内容。`,
      en: `It says “${said}”, but the cell above is empty or could not be read; write it out.`,
    };
  return undefined;
}

function toCome(value: FactValue, today: string): Text | undefined {
  return typeof value === "string" && value > today
    ? {
        zh: `${value} 还没有到（今天是 ${today}），请核对年份。`,
        en: `${value} is still to come (today is ${today}); check the year.`,
      }
    : undefined;
}

/** Chinese names are often spread with wide spaces; a name of anything is one line of at most 100 characters. */
function readName(cell: Cell): ReadValue {
  const name = cell.text
    .normalize("NFC")
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, "");
  if (name === "") return { value: null };
  if (
    cell.kind === "error" ||
    cell.kind === "date" ||
    !/\p{L}/u.test(name) ||
    /[\p{Co}\uFFFD?？*＊]/u.test(name)
  )
    return {
      fault: {
        zh: `“${name}”不像名字，或有没显示出来的字，请改正。`,
        en: `“${name}” is hardly a name, or has characters that were lost; correct it.`,
      },
    };
  return name.length <= 100
    ? { value: name }
    : { fault: { zh: "名字太长，最多 100 个字。", en: "The name is too long: at most 100 characters." } };
}

/** What an identity number says of birth and sex must be what the ledger says; where the ledger is silent, it counts. */
function agree(kind: SubjectKind, { values, months }: Read, faults: Map<string, Text>, today: string): void {
  const identity = values.get("identityNumber");
  if (kind !== "person" || typeof identity !== "string") return;
  const birth = birthOf(identity);
  if (toCome(birth, today)) {
    faults.set("identityNumber", {
      zh: `身份证号里的出生日期 ${birth} 还没有到，请对照证件改正。`,
      en: `The date of birth in the identity number, ${birth}, is still to come; correct it from the card.`,
    });
    return;
  }
  if (months.get("birthDate") === birth.slice(0, 7)) {
    faults.delete("birthDate");
    values.set("birthDate", birth);
  }
  const said = values.get("birthDate") ?? null;
  if (said === null) values.set("birthDate", birth);
  else if (said !== birth && !faults.has("birthDate"))
    faults.set("birthDate", {
      zh: `出生日期与身份证号里的 ${birth} 不一致，请对照证件改正其中一个。`,
      en: `The identity number says ${birth}; correct one of the two from the card.`,
    });
  const sex = values.get("sex") ?? null;
  if (sex === null) values.set("sex", sexOf(identity));
  else if (sex !== sexOf(identity) && !faults.has("sex"))
    faults.set("sex", {
      zh: "性别与身份证号第 17 位不一致，请对照证件改正其中一个。",
      en: "The sex does not agree with the 17th digit of the identity number; correct one of the two from the card.",
    });
}

function refuseSecond(
  fact: "code" | "identityNumber",
  value: FactValue | undefined,
  row: number,
  seen: Map<string, number>,
  faults: Map<string, Text>,
): void {
  if (typeof value !== "string") return;
  const first = seen.get(value);
  if (first === undefined) seen.set(value, row);
  else if (!faults.has(fact))
    faults.set(
      fact,
      fact === "code"
        ? {
            zh: `编号与第 ${first} 行相同，请给其中一行另编一个号，或删去重复的一行。`,
            en: `Row ${first} has the same code; give one of them another, or delete the one that repeats.`,
          }
        : {
            zh: `身份证号与第 ${first} 行相同，请核对，重复的一行请删去。`,
            en: `Row ${first} has the same identity number; check them, and delete the one that repeats.`,
          },
    );
}

function rowOf(row: number, values: Map<string, FactValue>): RegisterRow {
  const text = (fact: string): string | null => {
    const value = values.get(fact);
    return typeof value === "string" ? value : null;
  };
  const facts = [...values].filter(
    ([fact, value]) => value !== null && !["code", "name", "household", "since"].includes(fact),
  );
  return {
    row,
    code: text("code"),
    name: text("name") ?? "",
    household: text("household"),
    since: text("since"),
    facts: Object.fromEntries(facts),
  };
}
