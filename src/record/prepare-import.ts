import { createHash } from "node:crypto";
import { dayText } from "#basics/day.ts";
import { uuidText } from "#basics/id.ts";
import { isRefused } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import type { Tx } from "#database/scope.ts";
import type { SubjectKind } from "#register/subject.ts";
import { changedFacts } from "#work/commands/register-import.ts";
import type { ImportRow } from "#work/commands/register-import.ts";
import { columnsOf } from "#work/import/columns.ts";
import { matchColumns } from "#work/import/match-columns.ts";
import type { ColumnMatch } from "#work/import/match-columns.ts";
import { readRows } from "#work/import/read-rows.ts";
import type { RegisterRow, RejectedCell } from "#work/import/read-rows.ts";
import type { Sheet } from "#work/import/sheet.ts";
import { KeyRing } from "./keys.ts";
import type { Keeper } from "./keeper.ts";
import { loadState } from "./load.ts";
import type { Office } from "./office.ts";
import { readWorkbook } from "./read-workbook.ts";

export type LedgerKind = "person" | "unit" | "place";

/** A user's file, as it came. `columns` overrides by hand which column is which fact. */
export interface LedgerFile {
  import: string;
  kind: LedgerKind;
  file: string;
  bytes: Uint8Array;
  columns?: Record<string, string | null>;
}

/** A ledger read and ready: the input of register.import, and how its columns were understood. */
export interface PreparedImport {
  sheet: string;
  match: ColumnMatch;
  input: {
    import: string;
    kind: LedgerKind;
    file: string;
    rows: ImportRow[];
    households: Record<string, string>;
    rejected: RejectedCell[];
  };
}

/**
 * Reads a ledger. The ids of those it will enter follow from the import's id and the row, so that preparing the same file
 * twice is the same command.
 */
export function prepareImport(
  office: Office,
  ledger: LedgerFile,
  today: number,
): PreparedImport | { refused: Refusal } {
  const { rules } = office;
  const workbook = readWorkbook(ledger.bytes, ledger.file);
  if (isRefused(workbook)) return workbook;
  const facts = rules.factsOf(ledger.kind);
  const found = firstMatch(workbook.sheets, ledger, facts);
  if (isRefused(found)) return found;
  const { accepted, rejected } = readRows(found.sheet, found.match, {
    kind: ledger.kind,
    facts,
    areas: rules.areas,
    today: dayText(today),
  });
  const households = Object.fromEntries(
    [...new Set(accepted.flatMap(({ household }) => household ?? []))].map((code) => [
      code,
      idFor(ledger.import, `household/${code}`),
    ]),
  );
  const rows = accepted.map((row: RegisterRow) => ({ ...row, id: idFor(ledger.import, `row/${row.row}`) }));
  return {
    sheet: found.sheet.name,
    match: found.match,
    input: { import: ledger.import, kind: ledger.kind, file: ledger.file, rows, households, rejected },
  };
}

/** The first sheet whose heading can be read; where none can, why not the first. */
function firstMatch(
  sheets: Sheet[],
  { kind, columns }: LedgerFile,
  facts: Parameters<typeof matchColumns>[2],
): { sheet: Sheet; match: ColumnMatch } | { refused: Refusal } {
  let refused: { refused: Refusal } | undefined;
  for (const sheet of sheets) {
    const match = matchColumns(sheet, kind, facts, columns);
    if (!isRefused(match)) return { sheet, match };
    refused ??= match;
  }
  return (
    refused ?? {
      refused: {
        code: "workbook-empty",
        say: { zh: "文件里没有内容。", en: "The file is empty." },
        where: "file",
      },
    }
  );
}

function idFor(importId: string, what: string): string {
  return uuidText(createHash("sha256").update(`${importId}/${what}`).digest(), 8);
}

export interface ImportPreview {
  import: string;
  file: string;
  kind: LedgerKind;
  sheet: string;
  headerRow: number;
  rows: number;
  accepted: number;
  columns: { header: string; fact: string | null; label: Text | null; example: string }[];
  /** What a column can be said to be, by hand. */
  knownFacts: { fact: string; label: Text }[];
  /** The first rows as the register would have them; guarded facts masked. */
  sample: Record<string, string>[];
  new: number;
  changed: number;
  same: number;
  rejected: { row: number; place: string; column: string | null; value: string; reason: Text }[];
}

/** What the import would do, and what it cannot read. Writes nothing. `tx` is under the engine's scope: it compares with all that is known. */
export async function previewImport(
  keeper: Keeper,
  tx: Tx,
  office: Office,
  { sheet, match, input }: PreparedImport,
): Promise<ImportPreview> {
  const { rules, names } = office;
  const kind: SubjectKind = input.kind;
  const codes = input.rows.flatMap(({ code }) => code ?? []);
  const { byCode } = await loadState(
    tx,
    rules.office,
    { codes: [{ kind, codes }] },
    names,
    new KeyRing(rules.office, keeper.master),
  );
  const counts = { new: 0, changed: 0, same: 0 };
  for (const row of input.rows) {
    const known = row.code === null ? undefined : byCode.get(`${kind}/${row.code}`);
    counts[
      known === undefined
        ? "new"
        : Object.keys(changedFacts(known.facts, row.facts)).length > 0
          ? "changed"
          : "same"
    ]++;
  }
  return {
    import: input.import,
    file: input.file,
    kind: input.kind,
    sheet,
    headerRow: match.headerRow,
    rows: input.rows.length + new Set(input.rejected.map(({ row }) => row)).size,
    accepted: input.rows.length,
    columns: match.columns.map(({ header, fact, label, example }) => ({
      header,
      fact,
      label,
      example: fact !== null && rules.fact(kind, fact)?.guard !== undefined ? "••••" : example,
    })),
    knownFacts: columnsOf(kind, rules.factsOf(kind)).map(({ fact, label }) => ({ fact, label })),
    sample: input.rows.slice(0, 8).map((row) => ({
      code: row.code ?? "",
      name: row.name,
      ...Object.fromEntries(
        Object.entries(row.facts).map(([id, value]) => [
          id,
          rules.fact(kind, id)?.guard === undefined ? String(value) : "••••",
        ]),
      ),
    })),
    ...counts,
    rejected: input.rejected.map(({ row, place, header, value, reason }) => ({
      row,
      place,
      column: header,
      value,
      reason,
    })),
  };
}
