import { createHash } from "node:crypto";
import { dayText, localDay } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import { isRefused, refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { registerImport } from "#work/commands/register-import.ts";
import { columnsOf } from "#work/import/columns.ts";
import type { FactShape } from "#work/import/columns.ts";
import { rowsRejected } from "#work/import/import-part.ts";
import { ledgerKinds } from "#work/import/read-sheets.ts";
import type { LedgerKind, LedgerRead } from "#work/import/read-sheets.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import { caseShapes, procedureOf } from "./case-ledger.ts";
import { markIdentities } from "./find-known.ts";
import type { Keeper } from "./keeper.ts";
import { loadOffice } from "./office.ts";
import type { Office } from "./office.ts";
import { perform } from "./perform.ts";
import type { Actor } from "./perform.ts";
import { idFor } from "./compared-rows.ts";
import type { AmbiguousRow, ChangedRow, PreparedImport } from "./compared-rows.ts";
import { prepareImport } from "./prepare-import.ts";
import { readLedger } from "./read-ledger.ts";
import { kindsOf, recordKindOf, recordShapes } from "./record-ledger.ts";
import { mayGive } from "#work/rights.ts";

export type { LedgerKind } from "#work/import/read-sheets.ts";

export interface LedgerAsked {
  keeper: Keeper;
  office: string;
  actor: Actor;
  /** The user's own file; what it is, is told by its content. */
  file: { name: string; bytes: Uint8Array };
  now: Date;
  /** Absent: told from the headings. */
  kind?: LedgerKind | undefined;
  /** The kind of record of all rows, where no column says it. */
  record?: string | undefined;
  /** By which all rows of a ledger of cases are handled, where neither title nor headings tell. */
  procedure?: string | undefined;
  /** Of dates without one, where neither a column nor the title gives it. */
  year?: number | undefined;
  /** Heading → fact, or null for a column not to be read. */
  columns?: Record<string, string | null> | undefined;
  /** For rows that may be about one of several: place → subject, or "new". */
  choices?: Record<string, string> | undefined;
  /** Made by whoever sends; the same one with the same file goes on where it was cut off. */
  import?: string | undefined;
  /** Reads and compares, writes nothing. */
  dryRun?: boolean | undefined;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** `done` and `of` are rows. */
export interface ImportProgress {
  stage: "reading" | "comparing" | "writing" | "done";
  done: number;
  of: number;
}

export interface ImportReport {
  import: string;
  file: string;
  kind: LedgerKind;
  record: string | null;
  procedure: string | null;
  dryRun: boolean;
  /** The rows are in; false only in a dry run. */
  written: boolean;
  sheets: { name: string; headerRow: number; rows: number; year: number | null }[];
  passedOver: { name: string; why: Text }[];
  columns: { header: string; fact: string | null; label: Text | null; example: string }[];
  /** What a column can be said to be, by hand. */
  knownFacts: { fact: string; label: Text }[];
  /** What the rows of a ledger of records can be. */
  recordKinds: { id: string; title: Text }[];
  /** And those of a ledger of cases. */
  procedures: { id: string; title: Text }[];
  rows: number;
  accepted: number;
  new: number;
  changed: number;
  /** Nothing to change; of records and cases, there already. */
  same: number;
  /** Rows that are not read, and (`read`) cells left out of rows that are. */
  rejected: { row: number; place: string; column: string | null; value: string; reason: Text; read?: true }[];
  ambiguous: AmbiguousRow[];
  changes: ChangedRow[];
  already: { place: string; name: string; since: string }[];
  /** The first rows as the register would have them; guarded facts masked. */
  sample: Record<string, string>[];
  /** Rows of which some date lacks nothing but its year. */
  yearNeeded: number;
  notes: Text[];
}

/**
 * The one way a ledger enters, a user's own file, the command line's and the sample's alike: read in a thread of its own,
 * compared with the register, written in parts of a thousand rows under one import. Where it is cut off, the same file with
 * the same id goes on; register.undo-import takes back what is there.
 */
export async function importLedger(asked: LedgerAsked): Promise<ImportReport | { refused: Refusal }> {
  const { keeper, actor, file, now, onProgress = () => {} } = asked;
  const office = await scoped(
    keeper.database.app,
    engineScope(asked.office, actor.account),
    "read only",
    (tx) => loadOffice(keeper, tx, asked.office),
  );
  const { rules } = office;
  if (!mayGive(registerImport, actor, rules.roles))
    return refuse("not-allowed", {
      zh: `您的岗位不能“${registerImport.title.zh}”。`,
      en: `Your role may not do this: ${registerImport.title.en ?? registerImport.title.zh}.`,
    });
  if (asked.record !== undefined && !kindsOf(rules).some(({ id }) => id === asked.record))
    return refuse(
      "unknown-record-kind",
      { zh: `没有“${asked.record}”这种记录。`, en: `There is no kind of record “${asked.record}”.` },
      "record",
    );
  if (asked.procedure !== undefined && !rules.procedures.some(({ id }) => id === asked.procedure))
    return refuse(
      "unknown-procedure",
      { zh: `没有“${asked.procedure}”这种事项。`, en: `There is no procedure “${asked.procedure}”.` },
      "procedure",
    );
  const importId = asked.import ?? newId();
  const digest = createHash("sha256").update(file.bytes).digest("hex");
  const standing = await standingOf(keeper, office, actor, importId, digest);
  if (standing.isUndone) return refuse("import-undone", sayUndone, "import");
  if (standing.isOtherFile) return refuse("other-file", sayOtherFile, "file");

  onProgress({ stage: "reading", done: 0, of: 0 });
  const today = localDay(now, rules.zone);
  const readAs = (kind: LedgerKind | undefined, procedure: string | undefined) =>
    readLedger(file.bytes, file.name, {
      shapes: ledgerKinds.map((one) => ({ kind: one, facts: factsOf(rules, one, asked.record, procedure) })),
      kind,
      areas: rules.areas,
      today: dayText(today),
      year: asked.year,
      columns: asked.columns,
    });
  const first = await readAs(asked.kind, asked.procedure);
  if (isRefused(first)) return first;
  const procedure =
    first.kind === "case" ? (asked.procedure ?? procedureOf(first, file.name, rules)) : undefined;
  // Two procedures may mean different things by one word: once it is told which, its own fields alone are read.
  const isSettled = procedure === undefined || procedure === asked.procedure || rules.procedures.length === 1;
  const read = isSettled ? first : await readAs("case", procedure);
  if (isRefused(read)) return read;
  const record = asked.record ?? recordKindOf(read, file.name, rules);
  if (read.kind === "person") await markIdentities(keeper, office);
  const of = read.rows.length;
  const prepared = await prepareImport(read, {
    keeper,
    office,
    actor,
    now,
    today,
    import: importId,
    choices: asked.choices ?? {},
    record,
    procedure,
    told: (done) => onProgress({ stage: "comparing", done, of }),
  });
  const report = reportOf(asked, importId, read, prepared, rules, { record, procedure }, standing.notes);
  if (asked.dryRun === true) return report;

  const refused = await write(asked, importId, digest, read, prepared, standing.parts);
  if (refused !== undefined) return { refused };
  onProgress({ stage: "done", done: of, of });
  return { ...report, written: true };
}

/** What each kind of ledger may carry. */
function factsOf(
  rules: OfficeRules,
  kind: LedgerKind,
  record: string | undefined,
  procedure: string | undefined,
): FactShape[] {
  if (kind === "case") return caseShapes(rules, procedure);
  return kind === "record" ? recordShapes(rules, record) : rules.factsOf(kind);
}

const commandOf: Record<LedgerKind, string> = {
  person: "register.import",
  unit: "register.import",
  place: "register.import",
  record: "register.import-records",
  case: "register.import-cases",
};

/** Part by part, each a command and a transaction; those that are there already are passed over. */
async function write(
  { keeper, office, actor, file, now, onProgress = () => {} }: LedgerAsked,
  importId: string,
  digest: string,
  read: LedgerRead,
  { parts }: PreparedImport,
  written: Set<number>,
): Promise<Refusal | undefined> {
  const accepted = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  const rejected = parts.reduce((sum, part) => sum + rowsRejected(part.rejected), 0);
  let [done, rejectedBefore] = [0, 0];
  onProgress({ stage: "writing", done, of: accepted });
  for (const [place, { rows, households, rejected: cells }] of parts.entries()) {
    const part = place + 1;
    if (!written.has(part)) {
      const input = {
        import: importId,
        file: file.name,
        part,
        parts: parts.length,
        digest,
        whole: part === 1 ? { accepted, rejected } : null,
        rows,
        rejected: cells,
        rejectedBefore,
        ...(read.kind === "record" || read.kind === "case" ? {} : { kind: read.kind, households }),
      };
      // The first part's command has the import's own id: sending the same twice is one import.
      const id = part === 1 ? importId : idFor(importId, `part/${part}`);
      const name = commandOf[read.kind];
      const [answer] = await perform(
        keeper,
        office,
        actor,
        [{ id, name, at: now.toISOString(), input }],
        now,
      );
      if (answer?.status === "refused") return answer;
      if (answer?.status === "malformed") return malformed(answer.faults[0]);
    }
    done += rows.length;
    rejectedBefore += cells.length;
    onProgress({ stage: "writing", done, of: accepted });
  }
  return undefined;
}

function malformed(fault: { path: string; say: Text } | undefined): Refusal {
  return {
    code: "malformed",
    say: fault?.say ?? { zh: "台账的内容不对。", en: "The ledger's content is wrong." },
    where: fault?.path ?? "",
  };
}

interface Standing {
  parts: Set<number>;
  isUndone: boolean;
  isOtherFile: boolean;
  notes: Text[];
}

/** How far this import has come, and whether the very same file was imported before under another id. */
async function standingOf(
  keeper: Keeper,
  { rules }: Office,
  actor: Actor,
  id: string,
  digest: string,
): Promise<Standing> {
  const rows = await scoped(
    keeper.database.app,
    engineScope(rules.office, actor.account),
    "read only",
    (tx) =>
      tx.rows<{ id: string; digest: string | null; at: Date; undone: boolean; parts: number[] }>(
        `select id, digest, at, undone_at is not null as undone,
                array(select part from import_part where import_part.office = import.office and import_part.import = import.id) as parts
         from import where office = $1 and (id = $2 or digest = $3) order by at`,
        [rules.office, id, digest],
      ),
  );
  const own = rows.find((row) => row.id === id);
  const before = rows.findLast((row) => row.id !== id && !row.undone);
  const day = before && dayText(localDay(before.at, rules.zone));
  return {
    parts: new Set(own?.parts),
    isUndone: own?.undone === true,
    isOtherFile: own !== undefined && own.digest !== null && own.digest !== digest,
    notes:
      day === undefined
        ? []
        : [
            {
              zh: `同一份文件 ${day} 已经导入过；已在台账里的只会更新，不会重复。`,
              en: `This very file was imported on ${day}; whoever is in the register already is brought up to date, not entered twice.`,
            },
          ],
  };
}

const sayUndone: Text = {
  zh: "这次导入已经撤回了，不能再接着导入；请重新选文件导入。",
  en: "This import has been undone and cannot go on; choose the file again and import it anew.",
};
const sayOtherFile: Text = {
  zh: "这不是原来那份文件，接不上；请选原来那份，或作为新的一次导入。",
  en: "This is not the file it began with, so it cannot go on; choose that one, or import this anew.",
};

function reportOf(
  { file, dryRun = false }: LedgerAsked,
  importId: string,
  read: LedgerRead,
  prepared: PreparedImport,
  rules: OfficeRules,
  { record, procedure }: { record: string | undefined; procedure: string | undefined },
  notes: Text[],
): ImportReport {
  const columns = columnsOf(read.kind, factsOf(rules, read.kind, record, procedure));
  const labels = new Map(columns.map((column) => [column.fact, column.label]));
  const guarded = new Set(columns.flatMap(({ fact, guard }) => (guard === undefined ? [] : fact)));
  const masked = (fact: string, value: string) => (guarded.has(fact) && value !== "" ? "••••" : value);
  const cells = prepared.parts.flatMap((part) => part.rejected);
  const accepted =
    prepared.parts.reduce((sum, { rows }) => sum + rows.length, 0) +
    (read.kind === "record" || read.kind === "case" ? prepared.same : 0);
  return {
    import: importId,
    file: file.name,
    kind: read.kind,
    record: read.kind === "record" ? (record ?? null) : null,
    procedure: procedure ?? null,
    dryRun,
    written: false,
    sheets: read.sheets.map(({ name, headerRow, rows, year }) => ({ name, headerRow, rows, year })),
    passedOver: read.passedOver,
    columns: read.columns.map(({ header, fact, label, example }) => ({
      header,
      fact,
      label: labels.get(fact ?? "") ?? label,
      example: fact === null ? example : masked(fact, example),
    })),
    knownFacts: columns.map(({ fact, label }) => ({ fact, label })),
    recordKinds: kindsOf(rules).map(({ id, title }) => ({ id, title })),
    procedures: rules.procedures.map(({ id, title }) => ({ id, title })),
    rows: accepted + rowsRejected(cells),
    accepted,
    new: prepared.new,
    changed: prepared.changed,
    same: prepared.same,
    rejected: cells.map(({ row, place, header, value, reason, read: isRead }) => ({
      row,
      place,
      column: header,
      value,
      reason,
      ...(isRead && { read: isRead }),
    })),
    ambiguous: prepared.ambiguous,
    changes: prepared.changes,
    already: prepared.already,
    sample: read.rows.slice(0, 8).map(({ code, name, facts }) => ({
      code: code ?? "",
      name,
      ...Object.fromEntries(Object.entries(facts).map(([id, value]) => [id, masked(id, String(value))])),
    })),
    yearNeeded: read.yearless,
    notes: [...notes, ...read.notes],
  };
}
