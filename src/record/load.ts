import type { Tx } from "#database/scope.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import type { ImportState, Needs, RecordState, State, SubjectState } from "#work/command.ts";
import { unsealJson } from "./seal.ts";
import { factPlace } from "./apply.ts";
import type { KeyRing } from "./keys.ts";
import type { TableNames } from "./office.ts";

/** Loads what a command needs to be decided, under the transaction's scope: what the actor may not see is not there. */
export async function loadState(
  tx: Tx,
  office: string,
  needs: Needs,
  names: TableNames | undefined,
  keys: KeyRing,
): Promise<State> {
  return {
    subjects: byId(needs.subjects === undefined ? [] : await subjects(tx, office, needs.subjects)),
    records: byId(needs.records === undefined ? [] : await records(tx, office, needs.records, names)),
    imports: byId(needs.imports === undefined ? [] : await imports(tx, office, needs.imports)),
    byCode: needs.codes === undefined ? new Map() : await byCode(tx, office, needs.codes, names, keys),
  };
}

function byId<T extends { id: string }>(rows: T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

async function subjects(tx: Tx, office: string, ids: string[]): Promise<SubjectState[]> {
  return tx.rows<SubjectState>(
    "select id, kind, name, code, since from subject where office = $1 and id = any($2::uuid[])",
    [office, ids],
  );
}

async function records(
  tx: Tx,
  office: string,
  ids: string[],
  names: TableNames | undefined,
): Promise<RecordState[]> {
  const found = await tx.rows<{
    id: string;
    kind: string;
    by: string;
    struck: boolean;
    about: SubjectState[];
  }>(
    `select record.id, record.kind, record.by, record.struck_at is not null as struck,
            coalesce(json_agg(json_build_object('id', subject.id, 'kind', subject.kind, 'name', subject.name, 'code', subject.code, 'since', subject.since)
                              order by subject.id) filter (where subject.id is not null), '[]') as about
     from record
     left join record_about on record_about.office = record.office and record_about.record = record.id
     left join subject on subject.office = record_about.office and subject.id = record_about.subject
     where record.office = $1 and record.id = any($2::uuid[])
     group by record.office, record.id`,
    [office, ids],
  );
  return found.map((row) => ({ ...row, kind: names?.plain(row.kind) ?? row.kind }));
}

async function imports(tx: Tx, office: string, ids: string[]): Promise<ImportState[]> {
  const states: ImportState[] = [];
  for (const row of await tx.rows<{ id: string; undone: boolean; last_number: number }>(
    `select import.id, import.undone_at is not null as undone, command.last_number
     from import join command on command.office = import.office and command.id = import.command
     where import.office = $1 and import.id = any($2::uuid[])`,
    [office, ids],
  )) {
    const touchedSince = await tx.rows<SubjectState>(
      `select id, kind, name, code, since from subject
       where office = $1 and import = $2
         and (exists (select from entry_part join entry using (office, number)
                      where entry_part.office = $1 and entry_part.subject = subject.id and entry_part.number > $3 and entry.kind <> 'fact-opened'
                        and not exists (select from import as later
                                        where later.office = $1 and later.command = entry.command and later.undone_at is not null))
              or exists (select from subject as member
                         where member.office = $1 and member.household = subject.id and member.import is distinct from $2))
       order by sort_key`,
      [office, row.id, row.last_number],
    );
    states.push({ id: row.id, undone: row.undone, touchedSince });
  }
  return states;
}

async function byCode(
  tx: Tx,
  office: string,
  wanted: { kind: SubjectKind; codes: string[] }[],
  names: TableNames | undefined,
  keys: KeyRing,
): Promise<State["byCode"]> {
  const found: State["byCode"] = new Map();
  for (const { kind, codes } of wanted) {
    if (codes.length === 0) continue;
    const rows = await tx.rows<SubjectState & { facts: Record<string, FactValue> }>(
      "select id, kind, name, code, since, facts from subject where office = $1 and kind = $2 and code = any($3::text[])",
      [office, kind, codes],
    );
    const ids = rows.map(({ id }) => id);
    await keys.load(tx, ids);
    const sealed = await tx.rows<{ subject: string; fact: string; from_day: string; sealed: Buffer }>(
      "select distinct on (subject, fact) subject, fact, from_day, sealed from sealed_fact where office = $1 and subject = any($2::uuid[]) order by subject, fact, from_day desc, number desc",
      [office, ids],
    );
    const guarded = Map.groupBy(sealed, ({ subject }) => subject);
    for (const row of rows) {
      const facts = { ...row.facts };
      for (const { subject, fact, from_day, sealed: value } of guarded.get(row.id) ?? [])
        facts[names?.plain(fact).split("/")[1] ?? fact] = unsealJson(
          keys.get(subject),
          value,
          factPlace(subject, fact, from_day),
        ) as FactValue;
      found.set(`${kind}/${row.code}`, { ...row, facts });
    }
  }
  return found;
}
