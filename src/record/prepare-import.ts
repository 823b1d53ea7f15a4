import { dayOf, dayText, localDay } from "#basics/day.ts";
import { isRefused } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Tx } from "#database/scope.ts";
import type { FactValue } from "#register/subject.ts";
import { sayValue } from "#register/say-value.ts";
import { decideRecord } from "#work/commands/register-import-records.ts";
import type { ImportedRecord } from "#work/commands/register-import-records.ts";
import { changedFacts } from "#work/commands/register-import.ts";
import { matchKnown } from "#work/import/match-known.ts";
import type { Candidate } from "#work/import/match-known.ts";
import type { LedgerRead, LedgerRow } from "#work/import/read-sheets.ts";
import type { RejectedCell } from "#work/import/read-rows.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import { recordPlace } from "./apply.ts";
import { compareCases } from "./compare-cases.ts";
import { chosen, idFor, leaveOpen, listed, rejected, sayNobody, tellingWhom } from "./compared-rows.ts";
import type { ChangedRow, Compared, Comparing, PreparedImport, PreparedPart } from "./compared-rows.ts";
import { findKnown } from "./find-known.ts";
import { KeyRing } from "./keys.ts";
import { loadState } from "./load.ts";
import type { Office } from "./office.ts";
import { recordOfRow } from "./record-ledger.ts";
import { unsealJson } from "./seal.ts";

/** Part by part, each in a read-only transaction of its own, so that neither memory nor the server is held. Writes nothing. */
export async function prepareImport(read: LedgerRead, comparing: Comparing): Promise<PreparedImport> {
  const prepared: PreparedImport = {
    parts: Array.from({ length: read.parts }, () => ({ rows: [], households: {}, rejected: [] })),
    new: 0,
    changed: 0,
    same: 0,
    ambiguous: [],
    changes: [],
    already: [],
  };
  for (const { part, ...cell } of read.rejected) partOf(prepared, part).rejected.push(cell);
  const rowsOf = Map.groupBy(read.rows, ({ part }) => part);
  const taken = new Map<string, string>();
  const { keeper, office, actor } = comparing;
  const procedure = office.rules.procedures.find(({ id }) => id === comparing.procedure);
  let done = 0;
  for (const [part, rows] of rowsOf) {
    await scoped(
      keeper.database.app,
      engineScope(office.rules.office, actor.account),
      "read only",
      async (tx) => {
        const keys = new KeyRing(office.rules.office, keeper.master);
        const compared = { prepared, part: partOf(prepared, part), rows, tx, keys, comparing };
        if (read.kind === "record") await compareRecords(compared, read);
        else if (read.kind === "case") await compareCases(compared, read, procedure);
        else await compareSubjects(compared, read, read.kind, taken);
      },
    );
    done += rows.length;
    comparing.told(done);
  }
  const order = new Map(read.sheets.map(({ name }, place) => [name, place]));
  const sheetOf = ({ place }: RejectedCell) => order.get(place.replace(/![^!]*$/, "")) ?? 0;
  for (const { rejected: cells } of prepared.parts)
    cells.sort((a, b) => sheetOf(a) - sheetOf(b) || a.row - b.row || (a.column ?? 0) - (b.column ?? 0));
  return prepared;
}

async function compareSubjects(
  { prepared, part, rows, tx, keys, comparing }: Compared,
  read: LedgerRead,
  kind: Exclude<LedgerRead["kind"], "record" | "case">,
  taken: Map<string, string>,
): Promise<void> {
  const { office, choices, import: importId } = comparing;
  const candidates = await findKnown(tx, office, keys, [kind], rows, importId);
  for (const row of rows) {
    const match = chosen(matchKnown(row, candidates), choices[row.place]);
    if ("unsure" in match) {
      leaveOpen(prepared, part, read, row, match.unsure, office.rules);
      continue;
    }
    const known = "known" in match ? match.known : undefined;
    const other = known && taken.get(known.id);
    if (known !== undefined && other !== undefined) {
      part.rejected.push(rejected(read, row, sayTaken(known.name, other)));
      continue;
    }
    if (known !== undefined) taken.set(known.id, row.place);
    const facts = known === undefined ? {} : changedFacts(known.facts, row.facts);
    if (known === undefined) prepared.new++;
    else if (Object.keys(facts).length === 0) prepared.same++;
    else {
      prepared.changed++;
      if (prepared.changes.length < listed) prepared.changes.push(changeOf(row, known, facts, office.rules));
    }
    const { place: _, part: _part, ...plain } = row;
    part.rows.push({ ...plain, id: idFor(importId, `row/${row.place}`), known: known?.id ?? null });
    if (row.household !== null)
      part.households[row.household] = idFor(importId, `household/${row.household}`);
  }
}

async function compareRecords(
  { prepared, part, rows, tx, keys, comparing }: Compared,
  read: LedgerRead,
): Promise<void> {
  const { office, actor, choices, import: importId, today, now, record: givenKind } = comparing;
  const { rules, names } = office;
  const kinds = new Set([...rules.records.values()].flatMap(({ about }) => about));
  const candidates = await findKnown(tx, office, keys, [...kinds], rows, importId);
  const found: { row: LedgerRow; known: Candidate; record: ImportedRecord }[] = [];
  for (const row of rows) {
    const record = recordOfRow(row, read, rules, givenKind);
    if ("fault" in record) {
      part.rejected.push(rejected(read, row, record.fault, record.fact));
      continue;
    }
    const match = chosen(matchKnown(tellingWhom(row), candidates, true), choices[row.place]);
    if ("unsure" in match) leaveOpen(prepared, part, read, row, match.unsure, rules);
    else if ("nobody" in match) part.rejected.push(rejected(read, row, sayNobody(row)));
    else
      found.push({
        row,
        known: match.known,
        record: { ...record.is, record: idFor(importId, `row/${row.place}`), about: match.known.id },
      });
  }
  const state = await loadState(
    tx,
    rules.office,
    { subjects: [...new Set(found.map(({ known }) => known.id))] },
    names,
    keys,
  );
  const there = await recordsThere(tx, office, keys, found, importId);
  const context = { rules, actor, today, now: now.toISOString() };
  for (const { row, known, record } of found) {
    const since = there.get(sayRecord(record));
    const decision = since === undefined ? decideRecord(state, record, context) : undefined;
    if (since !== undefined) {
      prepared.same++;
      if (prepared.already.length < listed)
        prepared.already.push({ place: row.place, name: known.name, since });
    } else if (decision !== undefined && isRefused(decision)) {
      const field = /^fields\.(.+)$/.exec(decision.refused.where ?? "")?.[1];
      part.rejected.push(rejected(read, row, decision.refused.say, field ?? "on"));
    } else {
      there.set(sayRecord(record), dayText(today));
      prepared.new++;
      part.rows.push(record);
    }
  }
}

function changeOf(
  row: LedgerRow,
  known: Candidate,
  facts: Record<string, FactValue>,
  rules: OfficeRules,
): ChangedRow {
  return {
    place: row.place,
    subject: known.id,
    name: known.name,
    facts: Object.entries(facts).map(([id, value]) => {
      const fact = rules.fact(known.kind, id);
      const say = (one: FactValue): Text =>
        id === "area"
          ? (rules.areas.find((area) => area.id === one)?.title ?? sayValue(fact, one))
          : sayValue(fact, one);
      const isOpen = fact?.guard === undefined;
      return {
        label: fact?.label ?? { zh: id },
        old: isOpen ? say(known.facts[id] ?? null) : null,
        new: isOpen ? say(value) : null,
      };
    }),
  };
}

/** Records of these subjects on these days that say the very same, and the day each was written down. */
async function recordsThere(
  tx: Tx,
  { rules, names }: Office,
  keys: KeyRing,
  found: { known: Candidate; record: ImportedRecord }[],
  importId: string,
): Promise<Map<string, string>> {
  if (found.length === 0) return new Map();
  const rows = await tx.rows<{
    subject: string;
    id: string;
    kind: string;
    on_day: string;
    at: Date;
    fields: Record<string, FactValue>;
    sealed: Buffer | null;
  }>(
    `select record_about.subject, record.id, record.kind, record.on_day, record.at, record.fields, record_about.sealed
     from record_about join record on record.office = record_about.office and record.id = record_about.record
     where record_about.office = $1 and record_about.subject = any($2::uuid[]) and record.on_day = any($3::date[]) and record.struck_at is null
       and not exists (select from import_part join command on command.office = $1 and command.id = import_part.command
                       where import_part.office = $1 and import_part.import = $4 and record.number between command.first_number and command.last_number)`,
    [rules.office, found.map(({ known }) => known.id), found.map(({ record }) => record.on), importId],
  );
  await keys.load(
    tx,
    rows.map(({ subject }) => subject),
  );
  return new Map(
    rows.map(({ subject, id, kind, on_day, at, fields, sealed }) => {
      const key = sealed === null ? undefined : keys.find(subject);
      const guarded =
        sealed === null || key === undefined ? {} : unsealJson(key, sealed, recordPlace(id, subject));
      const said = { ...fields, ...(guarded as Record<string, FactValue>) };
      const text = sayRecord({ kind: names.plain(kind), about: subject, on: on_day, fields: said });
      return [text, dayText(localDay(at, rules.zone))];
    }),
  );
}

/** Two records that say the same give the same; what is not filled in says nothing. */
function sayRecord({ kind, about, on, fields }: Omit<ImportedRecord, "row" | "record">): string {
  const filled = Object.entries(fields)
    .filter(([, value]) => value !== null && value !== "")
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([kind, about, dayOf(on), filled]);
}

function sayTaken(name: string, other: string): Text {
  return {
    zh: `这一行和 ${other} 认作了同一个（${name}），只读第一次；若不是同一个，请写上编号或身份证号。`,
    en: `This row was found to be about the same one as ${other} (${name}); only the first is read. If they are two, add a code or an identity number.`,
  };
}

function partOf(prepared: PreparedImport, part: number): PreparedPart {
  const found = prepared.parts[part - 1];
  if (found === undefined) throw new Error(`a ledger of ${prepared.parts.length} parts has no part ${part}`);
  return found;
}
