import { isRefused, refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import type { FactShape } from "./columns.ts";
import { rowsOfPart } from "./import-part.ts";
import { matchColumns } from "./match-columns.ts";
import type { ColumnMatch, MatchedColumn } from "./match-columns.ts";
import { newSeen, readRows } from "./read-rows.ts";
import type { RegisterRow, RejectedCell } from "./read-rows.ts";
import type { Area } from "./read-value.ts";
import type { Sheet } from "./sheet.ts";
import { onlyOfCases } from "./words.ts";

export const ledgerKinds = ["person", "unit", "place", "record", "case"] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

/** Plain data throughout, so that a thread of its own can be told. */
export interface ReadingAsked {
  /** The facts that each kind of ledger may carry, as the office's standards declare them. */
  shapes: { kind: LedgerKind; facts: FactShape[] }[];
  /** Absent: told from the headings. */
  kind?: LedgerKind | undefined;
  areas: readonly Area[];
  /** "2021-11-30" */
  today: string;
  year?: number | undefined;
  /** Heading → fact, or null for a column not to be read. */
  columns?: Record<string, string | null> | undefined;
}

export type LedgerRow = RegisterRow & {
  /** "居民台账!17" */
  place: string;
  /** In which part of the import it is written; it follows from its place alone, so that a resumed import has the same parts. */
  part: number;
};

export interface LedgerRead {
  kind: LedgerKind;
  sheets: { name: string; title: string; headerRow: number; rows: number; year: number | null }[];
  passedOver: { name: string; why: Text }[];
  columns: MatchedColumn[];
  parts: number;
  rows: LedgerRow[];
  rejected: (RejectedCell & { part: number })[];
  yearless: number;
  notes: Text[];
}

/** Every sheet of a workbook that is a ledger of one kind: one for each area, say, under headings of the same words. */
export function readSheets(sheets: Sheet[], asked: ReadingAsked): LedgerRead | { refused: Refusal } {
  const matches = sheets.map((sheet) => matchesOf(sheet, asked));
  const kind = asked.kind ?? kindOf(matches);
  if (kind === undefined) {
    const [sheet] = sheets;
    const shape = asked.shapes[0];
    const why = sheet && shape && matchColumns(sheet, shape.kind, shape.facts);
    return matches.some(({ found }) => found.size > 0) || why === undefined || !isRefused(why)
      ? kindUnclear()
      : why;
  }
  // What was said of columns by hand is said of this kind.
  if (asked.kind === undefined && asked.columns !== undefined) return readSheets(sheets, { ...asked, kind });
  const shape = asked.shapes.find((one) => one.kind === kind);
  const chosen = chooseSheets(matches, kind);
  const [first] = sheets;
  if (shape === undefined || first === undefined) return kindUnclear();
  if (chosen.length === 0) {
    const why = matchColumns(first, kind, shape.facts, asked.columns);
    return isRefused(why) ? why : kindUnclear();
  }
  const read: LedgerRead = {
    kind,
    sheets: [],
    passedOver: passedOver(matches, chosen, kind),
    columns: [],
    parts: 1,
    rows: [],
    rejected: [],
    yearless: 0,
    notes: [],
  };
  const seen = newSeen();
  let before = 0;
  for (const { sheet, match } of chosen) {
    const { accepted, rejected, yearless, notes } = readRows(sheet, match, {
      kind,
      facts: shape.facts,
      areas: asked.areas,
      today: asked.today,
      year: asked.year,
      seen,
    });
    const partOf = (row: number) => Math.floor((before + row - match.headerRow - 1) / rowsOfPart) + 1;
    for (const row of accepted)
      read.rows.push({ ...row, place: `${sheet.name}!${row.row}`, part: partOf(row.row) });
    for (const cell of rejected) read.rejected.push({ ...cell, part: partOf(cell.row) });
    const rows = accepted.length + new Set(rejected.flatMap((cell) => (cell.read ? [] : cell.row))).size;
    const { title, headerRow, year } = match;
    read.sheets.push({ name: sheet.name, title, headerRow, rows, year });
    for (const column of match.columns)
      if (!read.columns.some(({ header }) => header === column.header)) read.columns.push(column);
    read.yearless += yearless;
    read.notes.push(...notes);
    before += sheet.firstRow + sheet.rows.length - 1 - match.headerRow;
  }
  read.parts = Math.max(1, Math.ceil(before / rowsOfPart));
  return read;
}

interface SheetMatches {
  sheet: Sheet;
  /** What it is under each kind of ledger that it can be. */
  found: Map<LedgerKind, ColumnMatch>;
}

function matchesOf(sheet: Sheet, { shapes, kind, columns }: ReadingAsked): SheetMatches {
  const found = new Map<LedgerKind, ColumnMatch>();
  for (const shape of shapes) {
    const match = matchColumns(sheet, shape.kind, shape.facts, shape.kind === kind ? columns : {});
    if (isRefused(match)) continue;
    if (shape.kind !== "case" || shape.kind === kind || isOfCases(match)) found.set(shape.kind, match);
  }
  return { sheet, found };
}

/** By a heading, or by what stands above them: a ledger of people has days and names too. */
function isOfCases({ columns, title }: ColumnMatch): boolean {
  const told = columns.flatMap(({ header, fact }) => (fact === null ? [] : header));
  return [...told, title].some((text) => onlyOfCases.test(text));
}

/** The kind under which most columns are understood, where no other has as many. */
function kindOf(matches: SheetMatches[]): LedgerKind | undefined {
  const scores = ledgerKinds
    .map((kind) => ({ kind, score: Math.max(0, ...matches.map(({ found }) => likeness(found.get(kind)))) }))
    .toSorted((a, b) => b.score - a.score);
  const [best, next] = scores;
  return best !== undefined && best.score > (next?.score ?? 0) ? best.kind : undefined;
}

/** Of two that understand as many columns, the one whose very own word heads the name: 姓名 is a person's, 名称 is not. */
function likeness(match: ColumnMatch | undefined): number {
  const own = match?.columns.some(
    ({ fact, label, header }) => fact === "name" && label?.zh === header.split("·").at(-1),
  );
  return understood(match) + (own === true ? 0.5 : 0);
}

function understood(match: ColumnMatch | undefined): number {
  return match?.columns.filter(({ fact }) => fact !== null).length ?? 0;
}

/** Sheets that are of this kind rather than another, and have at least half as many columns of it as the best one. */
function chooseSheets(matches: SheetMatches[], kind: LedgerKind): { sheet: Sheet; match: ColumnMatch }[] {
  const possible = matches.flatMap(({ sheet, found }) => {
    const match = found.get(kind);
    if (match === undefined) return [];
    const score = understood(match);
    return [{ sheet, match, score, isOther: [...found.values()].some((other) => understood(other) > score) }];
  });
  const best = Math.max(0, ...possible.map(({ score }) => score));
  const chosen = possible.filter(({ score, isOther }) => !isOther && score * 2 >= best);
  // Whoever says what it is knows better than the headings.
  return chosen.length > 0 ? chosen : possible.slice(0, 1);
}

function passedOver(
  matches: SheetMatches[],
  chosen: { sheet: Sheet }[],
  kind: LedgerKind,
): LedgerRead["passedOver"] {
  return matches
    .filter(({ sheet }) => !chosen.some((one) => one.sheet === sheet))
    .map(({ sheet, found }) => ({ name: sheet.name, why: found.has(kind) ? otherKind : notALedger }));
}

const notALedger: Text = {
  zh: "这张表没有能认出的列名，没有读。",
  en: "This sheet has no headings that are understood; it was not read.",
};
const otherKind: Text = {
  zh: "这张表像是另一种台账，没有读；需要的话另选一次文件，说明是哪一种。",
  en: "This sheet looks like another kind of ledger and was not read; if it is wanted, choose the file again and say which kind it is.",
};

function kindUnclear(): { refused: Refusal } {
  return refuse(
    "kind-unclear",
    {
      zh: "从列名看不出这是哪一种台账，请说明登记的是人、单位、场所，还是走访记录、事项诉求。",
      en: "The headings do not tell what kind of ledger this is; say whether it lists people, units, places, records or cases.",
    },
    "kind",
  );
}
