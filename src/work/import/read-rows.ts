import type { Text } from "#basics/text.ts";
import { birthOf, sexOf } from "#register/identity-number.ts";
import type { FactValue } from "#register/subject.ts";
import { columnsOf } from "./columns.ts";
import type { Column, FactShape, LedgerOf } from "./columns.ts";
import type { ColumnMatch } from "./match-columns.ts";
import { bare, plain } from "./plain-text.ts";
import { joined } from "./read-moment.ts";
import { areaNamed, readValue } from "./read-value.ts";
import type { Area, ReadValue, ReadingOf } from "./read-value.ts";
import { cellAt, emptyCell, placeOf } from "./sheet.ts";
import type { Cell, Sheet } from "./sheet.ts";
import { ageHeading, asAbove, footer, nobody, yearHeading } from "./words.ts";

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

/** One cell because of which its row is not read; with `read`, a cell of a row that is read all the same. */
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
  read?: true;
}

export interface LedgerContext {
  kind: LedgerOf;
  facts: readonly FactShape[];
  areas: readonly Area[];
  /** "2021-11-30": births and entries after it are refused. */
  today: string;
  /** Of dates without one, where neither a column nor the title gives it. */
  year?: number | undefined;
  /** Of the sheets read before in the same file. */
  seen?: Seen;
}

/** Codes, identity numbers and whole rows met so far, and where. */
export interface Seen {
  code: Map<string, Where>;
  identityNumber: Map<string, Where>;
  whole: Map<string, Where>;
}

interface Where {
  sheet: string;
  row: number;
}

export function newSeen(): Seen {
  return { code: new Map(), identityNumber: new Map(), whole: new Map() };
}

/** A sheet's rows in the register's forms, what could not be read, and what should be known of the whole. */
export interface ReadSheet {
  accepted: RegisterRow[];
  rejected: RejectedCell[];
  /** Rows of which some date lacks nothing but its year. */
  yearless: number;
  notes: Text[];
}

/**
 * Reads every row below the heading. A row with a bad cell is not read at all, and each of its bad cells is listed, save
 * an identity number that lost its digits, without which its row is read; rows that are empty in every matched column,
 * and headings repeated on a later page, are passed over.
 */
export function readRows(
  sheet: Sheet,
  match: ColumnMatch,
  { kind, facts, areas, today, year, seen = newSeen() }: LedgerContext,
): ReadSheet {
  const known = new Map(columnsOf(kind, facts).map((column) => [column.fact, column]));
  const columns = match.columns.flatMap(({ header, column: at, fact }) => {
    const column = fact === null ? undefined : known.get(fact);
    return column ? [{ ...column, at, header }] : [];
  });
  const accepted: RegisterRow[] = [];
  const rejected: RejectedCell[] = [];
  const above = new Map<string, Cell>();
  const yearColumn = match.columns.find(
    ({ header, fact }) => fact === null && yearHeading.test(bare(header)),
  );
  // Sheets named after their areas often have no column for it.
  const area = columns.some(({ fact }) => fact === "area") ? undefined : areaNamed(sheet.name, areas);
  let yearless = 0;
  const end = sheet.firstRow + sheet.rows.length;
  for (let row = match.headerRow + 1; row < end; row++) {
    const cells = new Map(columns.map(({ fact, at }) => [fact, cellAt(sheet, row, at)]));
    if (isPassedOver(columns, cells)) continue;
    const faults = new Map<string, Text>();
    const note = noteInstead(cells, sheet.rows[row - sheet.firstRow] ?? []);
    const read: Read = { values: new Map(), months: new Map(), notes: new Map(), isYearless: false };
    if (note) faults.set(cells.has("name") ? "name" : (columns[0]?.fact ?? "name"), note);
    else {
      const reading = {
        areas,
        from1904: sheet.from1904,
        year: yearOfRow(sheet, row, yearColumn?.column) ?? match.year ?? year,
      };
      readCells(kind, columns, cells, above, reading, today, read, faults);
      if (area !== undefined) read.values.set("area", area);
      if (kind === "person") agree(read, faults, today);
      if (!isOfDone(kind))
        for (const fact of ["code", "identityNumber"] as const)
          refuseSecond(fact, read.values.get(fact), { sheet: sheet.name, row }, seen[fact], faults);
      if (faults.size === 0) refuseRepeated(read, { sheet: sheet.name, row }, columns, seen.whole, faults);
      if (read.isYearless) yearless++;
    }
    if (faults.size === 0) accepted.push(rowOf(row, read.values));
    const said = new Map([...read.notes, ...faults]);
    for (const cell of rejectedCells(sheet, row, columns, cells, said))
      rejected.push(faults.size === 0 ? { ...cell, read: true } : cell);
  }
  return { accepted, rejected, yearless, notes: notesOf(kind, match, columns) };
}

function yearOfRow(sheet: Sheet, row: number, column: number | undefined): number | undefined {
  const said =
    column === undefined
      ? undefined
      : /^((?:19|20)\d{2})年?度?$/.exec(plain(cellAt(sheet, row, column).text));
  return said ? Number(said[1]) : undefined;
}

function notesOf(kind: LedgerOf, match: ColumnMatch, columns: LedgerColumn[]): Text[] {
  const age = match.columns.find(({ fact, header }) => fact === null && ageHeading.test(bare(header)));
  const hasBirth = columns.some(({ fact }) => fact === "birthDate" || fact === "identityNumber");
  if (kind !== "person" || age === undefined || hasBirth) return [];
  return [
    {
      zh: `“${age.header}”列是年龄，推不出生日，没有读；与年龄有关的承诺要等补上出生日期或身份证号才会推算。`,
      en: `The column “${age.header}” gives ages, from which no day of birth follows; it is not read. Promises that go by age wait for dates of birth or identity numbers.`,
    },
  ];
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
  /** What is left out or changed without the row being refused. */
  notes: Map<string, Text>;
  isYearless: boolean;
}

/** Empty in every column that is read, or the heading once more. */
function isPassedOver(columns: LedgerColumn[], cells: Map<string, Cell>): boolean {
  const filled = columns.flatMap(({ fact, header }) => {
    const text = plain(cells.get(fact)?.text ?? "");
    return text === "" ? [] : [{ fact, text, lowest: header.split("·").at(-1) ?? header }];
  });
  const nameRepeats = filled.some(({ fact }) => ["name", "came", "cameAt"].includes(fact));
  return (
    filled.length === 0 || (nameRepeats && filled.every(({ text, lowest }) => bare(text) === bare(lowest)))
  );
}

/** A total, a signature line, or a note merged across the sheet. */
function noteInstead(cells: Map<string, Cell>, whole: readonly Cell[]): Text | undefined {
  const texts = [...cells.values()].map(({ text }) => plain(text)).filter((text) => text !== "");
  const name = plain(cells.get("name")?.text ?? "").replaceAll(" ", "");
  const merged = name !== "" && texts.length >= 3 && new Set(texts).size === 1;
  const isNobody = nobody.test(name) || nobody.test(bare(name)) || footer.test(name);
  const isFooter =
    (name === "" || !/\p{L}/u.test(name)) &&
    whole.some(({ text }) => footer.test(plain(text).replaceAll(" ", "")));
  if (!merged && !isNobody && !isFooter) return undefined;
  return {
    zh: "这一行像是合计或说明，不是一条登记；不需要的话不用管它。",
    en: "This row looks like a total or a note rather than an entry; if so, it can be left.",
  };
}

/** What nobody shares with the row above, so that “as above” there is a slip. A record may be about the same one again. */
const onesOwn: Record<"register" | "record", Set<string>> = {
  register: new Set(["code", "name", "identityNumber", "birthDate"]),
  record: new Set(),
};

function readCells(
  kind: LedgerOf,
  columns: LedgerColumn[],
  cells: Map<string, Cell>,
  above: Map<string, Cell>,
  reading: ReadingOf,
  today: string,
  read: Read,
  faults: Map<string, Text>,
): void {
  for (const column of columns) {
    const { fact } = column;
    let cell = cells.get(fact) ?? emptyCell;
    if (asAbove.test(plain(cell.text))) {
      const meant = above.get(fact) ?? emptyCell;
      const fault = faultOfAsAbove(kind, fact, cell, meant);
      if (fault) {
        faults.set(fact, fault);
        above.set(fact, emptyCell);
        continue;
      }
      cell = meant;
    }
    above.set(fact, cell);
    const result: ReadValue = fact === "name" ? readName(cell) : readValue(cell, column, reading);
    if ("fault" in result) {
      (result.cellOnly ? read.notes : faults).set(fact, result.fault);
      if (result.month) read.months.set(fact, result.month);
      if (result.yearless) read.isYearless = true;
    } else {
      read.values.set(fact, result.value);
      if (result.note) read.notes.set(fact, result.note);
      const fault = notToCome.has(fact) ? toCome(result.value, today) : undefined;
      if (fault) faults.set(fact, fault);
    }
  }
  const missing =
    kind === "record"
      ? missingOfRecord(read, columns, faults)
      : kind === "case"
        ? missingOfCase(read, columns, faults)
        : missingName(read, faults);
  if (missing) faults.set(...missing);
}

const notToCome = new Set(["since", "birthDate", "on"]);

function missingName(read: Read, faults: Map<string, Text>): [fact: string, say: Text] | undefined {
  return !faults.has("name") && typeof read.values.get("name") !== "string"
    ? ["name", { zh: "这一行没有名字，请补上。", en: "This row has no name; add it." }]
    : undefined;
}

/** A record needs its day, and somebody it is about. */
function missingOfRecord(
  read: Read,
  columns: LedgerColumn[],
  faults: Map<string, Text>,
): [fact: string, say: Text] | undefined {
  if (!faults.has("on") && typeof read.values.get("on") !== "string")
    return ["on", { zh: "这一行没有日期，请补上。", en: "This row has no date; add it." }];
  const whom = columns.filter(({ fact }) => ["name", "code", "identityNumber"].includes(fact));
  if (whom.some(({ fact }) => faults.has(fact) || typeof read.values.get(fact) === "string"))
    return undefined;
  return [
    whom[0]?.fact ?? "name",
    {
      zh: "这一行没有写是谁，请补上姓名或编号。",
      en: "This row does not say whom it is about; add a name or a code.",
    },
  ];
}

/** What was asked for needs its day; whom it is about is for its procedure to say. */
function missingOfCase(
  { values }: Read,
  columns: LedgerColumn[],
  faults: Map<string, Text>,
): [fact: string, say: Text] | undefined {
  const came = columns.filter(({ fact }) => fact === "came" || fact === "cameAt");
  if (came.some(({ fact }) => faults.has(fact))) return undefined;
  const [day, time] = [values.get("came"), values.get("cameAt")].map((one) => one?.toString());
  const moment = joined(day, time);
  if (moment !== undefined) {
    values.set("came", moment);
    return undefined;
  }
  return [
    came[0]?.fact ?? "came",
    { zh: "这一行没有受理日期，请补上。", en: "This row has no date; add it." },
  ];
}

/** A ledger of what was done or asked for, about those whom another one lists. */
function isOfDone(kind: LedgerOf): boolean {
  return kind === "record" || kind === "case";
}

function faultOfAsAbove(kind: LedgerOf, fact: string, cell: Cell, meant: Cell): Text | undefined {
  const said = cell.text.trim();
  if (onesOwn[isOfDone(kind) ? "record" : "register"].has(fact))
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
function agree({ values, months }: Read, faults: Map<string, Text>, today: string): void {
  const identity = values.get("identityNumber");
  if (typeof identity !== "string") return;
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
  at: Where,
  seen: Map<string, Where>,
  faults: Map<string, Text>,
): void {
  if (typeof value !== "string") return;
  const first = seen.get(value);
  if (first === undefined) seen.set(value, at);
  else if (!faults.has(fact)) {
    const { zh, en } = sayWhere(first, at);
    faults.set(
      fact,
      fact === "code"
        ? {
            zh: `编号与${zh}相同，请给其中一行另编一个号，或删去重复的一行。`,
            en: `${en} has the same code; give one of them another, or delete the one that repeats.`,
          }
        : {
            zh: `身份证号与${zh}相同，请核对，重复的一行请删去。`,
            en: `${en} has the same identity number; check them, and delete the one that repeats.`,
          },
    );
  }
}

function sayWhere(first: Where, from: Where): { zh: string; en: string } {
  return first.sheet === from.sheet
    ? { zh: `第 ${first.row} 行`, en: `Row ${first.row}` }
    : { zh: `“${first.sheet}”第 ${first.row} 行`, en: `Row ${first.row} of “${first.sheet}”` };
}

/** The very same row once more. Rows with a code or an identity number of their own have been told apart by it. */
function refuseRepeated(
  { values }: Read,
  at: Where,
  columns: LedgerColumn[],
  seen: Map<string, Where>,
  faults: Map<string, Text>,
): void {
  const whole = JSON.stringify([...values].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const first = seen.get(whole);
  if (first === undefined) {
    seen.set(whole, at);
    return;
  }
  const { zh, en } = sayWhere(first, at);
  faults.set(columns.some(({ fact }) => fact === "name") ? "name" : (columns[0]?.fact ?? "name"), {
    zh: `与${zh}完全相同，只读第一次；若真是两个，请写上能区分的一项。`,
    en: `${en} says the very same; only that one is read. If they are two, add something that tells them apart.`,
  });
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
