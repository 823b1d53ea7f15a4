import { createHash } from "node:crypto";
import type { Day } from "#basics/day.ts";
import { uuidText } from "#basics/id.ts";
import type { Text } from "#basics/text.ts";
import type { Tx } from "#database/scope.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import type { ImportedRecord } from "#work/commands/register-import-records.ts";
import type { ImportedCase } from "#work/commands/register-import-cases.ts";
import type { ImportRow } from "#work/commands/register-import.ts";
import type { Candidate, Match } from "#work/import/match-known.ts";
import type { LedgerRead, LedgerRow } from "#work/import/read-sheets.ts";
import type { RejectedCell } from "#work/import/read-rows.ts";
import { columnLetters } from "#work/import/sheet.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import type { Keeper } from "./keeper.ts";
import type { KeyRing } from "./keys.ts";
import type { Office } from "./office.ts";
import type { Actor } from "./perform.ts";

/** A ledger read and compared with the register: what each part would write, and what a person should see before. */
export interface PreparedImport {
  parts: PreparedPart[];
  new: number;
  changed: number;
  same: number;
  ambiguous: AmbiguousRow[];
  /** The first of the rows that change somebody. */
  changes: ChangedRow[];
  /** The first of the records that are there already, with the day they were written down. */
  already: { place: string; name: string; since: string }[];
}

export interface PreparedPart {
  rows: (ImportRow | ImportedRecord | ImportedCase)[];
  households: Record<string, string>;
  rejected: RejectedCell[];
}

/** A row that may be about any of these, or about nobody known: a person has to choose. */
export interface AmbiguousRow {
  place: string;
  row: number;
  name: string;
  candidates: { id: string; name: string; code: string | null; about: string }[];
}

export interface ChangedRow {
  place: string;
  subject: string;
  name: string;
  /** Of a guarded fact only that it changes. */
  facts: { label: Text; old: Text | null; new: Text | null }[];
}

export interface Comparing {
  keeper: Keeper;
  office: Office;
  actor: Actor;
  now: Date;
  today: Day;
  import: string;
  /** Place → subject, or "new". */
  choices: Record<string, string>;
  /** Of records whose kind no column gives. */
  record: string | undefined;
  /** Of cases: by which they are handled. */
  procedure: string | undefined;
  told(rows: number): void;
}

export interface Compared {
  prepared: PreparedImport;
  part: PreparedPart;
  rows: LedgerRow[];
  tx: Tx;
  keys: KeyRing;
  comparing: Comparing;
}

/** How many changes and doubles a preview lists; it counts them all. */
export const listed = 200;

/** What a person chose, where there is something to choose. */
export function chosen(match: Match, choice: string | undefined): Match {
  if (!("unsure" in match) || choice === undefined) return match;
  if (choice === "new") return { nobody: true };
  const known = match.unsure.find(({ id }) => id === choice);
  return known === undefined ? match : { known };
}

export function leaveOpen(
  prepared: PreparedImport,
  part: PreparedPart,
  read: LedgerRead,
  row: LedgerRow,
  candidates: Candidate[],
  rules: OfficeRules,
): void {
  prepared.ambiguous.push({
    place: row.place,
    row: row.row,
    name: row.name,
    candidates: candidates
      .slice(0, 20)
      .map(({ id, name, code, kind, facts }) => ({ id, name, code, about: aboutOf(kind, facts, rules) })),
  });
  part.rejected.push(
    rejected(read, row, {
      zh: `台账里有可能是同一个的 ${candidates.length} 个（${candidates
        .slice(0, 3)
        .map(({ name, code }) => code ?? name)
        .join("、")}），不替您猜；请在预览里选是哪一个，或写上编号、身份证号。`,
      en: `${candidates.length} of the register may be meant (${candidates
        .slice(0, 3)
        .map(({ name, code }) => code ?? name)
        .join(", ")}), and none is guessed: choose in the preview, or add a code or an identity number.`,
    }),
  );
}

/** By what a person tells namesakes apart, nothing guarded. */
function aboutOf(kind: SubjectKind, facts: Record<string, FactValue>, rules: OfficeRules): string {
  const area = rules.areas.find(({ id }) => id === facts["area"]);
  return [facts["birthDate"], facts["address"], area?.title.zh]
    .filter((one) => typeof one === "string" && one !== "")
    .join(" · ");
}

/** In the column of the name, or of another fact. */
export function rejected(read: LedgerRead, row: LedgerRow, reason: Text, fact = "name"): RejectedCell {
  const column =
    read.columns.find((one) => one.fact === fact) ??
    read.columns.find((one) => ["name", "code", "identityNumber"].includes(one.fact ?? ""));
  return {
    row: row.row,
    column: column?.column ?? null,
    place: row.place.replace(/(?=\d+$)/, columnLetters(column?.column ?? 0)),
    header: column?.header ?? null,
    value: row.name || (row.code ?? ""),
    reason,
  };
}

/** Only what tells whom a row is about: the fields of a record or case are nobody's facts. */
export function tellingWhom(row: LedgerRow): LedgerRow {
  const tells = ["identityNumber", "birthDate", "phone", "address", "area"];
  return {
    ...row,
    facts: Object.fromEntries(Object.entries(row.facts).filter(([fact]) => tells.includes(fact))),
  };
}

export function sayNobody({ name, code }: LedgerRow): Text {
  const said = [code, name].filter((one) => one !== null && one !== "").join(" ");
  return {
    zh: `台账里没有“${said}”，请先登记，或核对姓名、编号。`,
    en: `The register has no “${said}”; enter them first, or check name and code.`,
  };
}

/** An id that follows from the import's: preparing the same file twice is the same command. */
export function idFor(importId: string, what: string): string {
  return uuidText(createHash("sha256").update(`${importId}/${what}`).digest(), 8);
}
