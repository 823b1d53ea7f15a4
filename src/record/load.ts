import type { Tx } from "#database/scope.ts";
import type { Text } from "#basics/text.ts";
import { documentShape } from "#standard/document.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import type { Asked } from "#work/requests/requests.ts";
import type {
  CodeState,
  ContactState,
  GrantState,
  ImportState,
  KnownState,
  MergeState,
  Needs,
  RecordState,
  RequestState,
  State,
  SubjectState,
} from "#work/command.ts";
import { unsealJson } from "./seal.ts";
import { factPlace } from "./apply.ts";
import { survivorsOf } from "./doubles.ts";
import type { KeyRing } from "./keys.ts";
import { loadCases } from "./load-case.ts";
import { homesFor } from "./load-homes.ts";
import { loadStaff } from "./load-staff.ts";
import type { TableNames } from "./office.ts";

/** Loads what a command needs to be decided, under the transaction's scope: what the actor may not see is not there. */
export async function loadState(
  tx: Tx,
  office: string,
  needs: Needs,
  names: TableNames | undefined,
  keys: KeyRing,
): Promise<State> {
  const [
    subjectRows,
    recordRows,
    importRows,
    byCodes,
    homes,
    mergeRows,
    cases,
    versions,
    channels,
    contactRows,
    staff,
    known,
    grantRows,
    officeRows,
    codeRows,
    requestRows,
  ] = await Promise.all([
    needs.subjects === undefined ? [] : subjects(tx, office, needs.subjects),
    needs.records === undefined ? [] : records(tx, office, needs.records, names),
    needs.imports === undefined ? [] : imports(tx, office, needs.imports, needs.touchedSince),
    needs.codes === undefined ? new Map() : byCode(tx, office, needs.codes, names, keys),
    homesFor(tx, office, needs, names),
    needs.merges === undefined ? [] : merges(tx, office, needs.merges),
    needs.cases === undefined || names === undefined ? [] : loadCases(tx, office, needs.cases, names, keys),
    needs.published === undefined ? null : published(tx, needs.published),
    needs.channels === undefined
      ? []
      : tx.rows<{ id: string }>(
          "select channel as id from notification where office = $1 and channel = any($2::uuid[])",
          [office, needs.channels],
        ),
    needs.contacts === undefined ? [] : contacts(tx, office, needs.contacts),
    needs.staff === undefined ? [] : loadStaff(tx, office, needs.staff),
    needs.known === undefined ? [] : knownById(tx, office, needs.known, names, keys),
    needs.grants === undefined ? [] : grants(tx, office, needs.grants),
    needs.offices === undefined
      ? []
      : tx.rows<{ id: string; title: Text }>("select id, title from office where id = any($1::text[])", [
          needs.offices,
        ]),
    needs.codesToLook === undefined ? [] : codesToLook(tx, office, needs.codesToLook),
    needs.requests === undefined ? [] : requests(tx, office, needs.requests),
  ]);
  return {
    subjects: byId(subjectRows),
    records: byId(recordRows),
    imports: byId(importRows),
    byCode: byCodes,
    ...homes,
    merges: byId(mergeRows),
    cases: new Map(cases.map((found) => [found.state.id, found])),
    published: versions,
    channels: byId(channels),
    contacts: byId(contactRows),
    staff: byId(staff),
    codesToLook: byId(codeRows),
    requests: byId(requestRows),
    known: byId(known),
    grants: byId(grantRows),
    offices: byId(officeRows),
  };
}

async function grants(tx: Tx, office: string, ids: string[]): Promise<GrantState[]> {
  return tx.rows<GrantState & Record<string, unknown>>(
    `select office_grant.id, json_build_object('id', to_office, 'title', coalesce(office.title, jsonb_build_object('zh', to_office))) as "to", role, until_day as until
     from office_grant left join office on office.id = to_office
     where office_grant.office = $1 and office_grant.id = any($2::uuid[])`,
    [office, ids],
  );
}

async function published(
  tx: Tx,
  { standard, version }: NonNullable<Needs["published"]>,
): Promise<State["published"]> {
  const [row] = await tx.rows<{ document: unknown }>(
    "select document from standard where id = $1 and version = $2",
    [standard, version],
  );
  return row === undefined ? null : documentShape.parse(row.document);
}

function byId<T extends { id: string }>(rows: T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

async function subjects(tx: Tx, office: string, ids: string[]): Promise<SubjectState[]> {
  return tx.rows<SubjectState>(
    "select id, kind, name, code, since, merged_into is not null as merged from subject where office = $1 and id = any($2::uuid[]) and erased_on is null",
    [office, ids],
  );
}

async function merges(tx: Tx, office: string, ids: string[]): Promise<MergeState[]> {
  const rows = await tx.rows<{
    id: string;
    survivor: string;
    other: string;
    undone: boolean;
    followed: boolean;
  }>(
    `select id, survivor, other, undone_at is not null as undone,
            exists (select from merge as later where later.office = $1 and later.undone_at is null and later.number > merge.number
                      and merge.survivor in (later.survivor, later.other)) as followed
     from merge where office = $1 and id = any($2::uuid[])`,
    [office, ids],
  );
  const both = byId(
    await subjects(
      tx,
      office,
      rows.flatMap(({ survivor, other }) => [survivor, other]),
    ),
  );
  return rows.flatMap(({ survivor, other, ...row }) => {
    const [kept, gone] = [both.get(survivor), both.get(other)];
    return kept === undefined || gone === undefined ? [] : [{ ...row, survivor: kept, other: gone }];
  });
}

async function contacts(tx: Tx, office: string, ids: string[]): Promise<ContactState[]> {
  const rows = await tx.rows<{ id: string; subject: string; other: string | null; ended: boolean }>(
    "select id, subject, other, ended_on is not null as ended from contact where office = $1 and id = any($2::uuid[])",
    [office, ids],
  );
  const both = byId(
    await subjects(
      tx,
      office,
      rows.flatMap(({ subject, other }) => [subject, ...(other === null ? [] : [other])]),
    ),
  );
  return rows.flatMap(({ subject, other, ...row }) => {
    const whose = both.get(subject);
    return whose === undefined ? [] : [{ ...row, subject: whose, other: both.get(other ?? "") ?? null }];
  });
}

async function codesToLook(tx: Tx, office: string, ids: string[]): Promise<CodeState[]> {
  const rows = await tx.rows<{ id: string; subject: string; ended: boolean }>(
    "select id, subject, ended_at is not null as ended from rights_code where office = $1 and id = any($2::uuid[])",
    [office, ids],
  );
  return withSubjects(tx, office, rows);
}

async function requests(tx: Tx, office: string, ids: string[]): Promise<RequestState[]> {
  const rows = await tx.rows<{ id: string; subject: string; what: Asked; answered: boolean }>(
    "select id, subject, what, answered_at is not null as answered from rights_request where office = $1 and id = any($2::uuid[])",
    [office, ids],
  );
  return withSubjects(tx, office, rows);
}

/** Of those who were erased none is left to act upon. */
async function withSubjects<Row extends { subject: string }>(
  tx: Tx,
  office: string,
  rows: Row[],
): Promise<(Omit<Row, "subject"> & { subject: SubjectState })[]> {
  const whose = byId(
    await subjects(
      tx,
      office,
      rows.map(({ subject }) => subject),
    ),
  );
  return rows.flatMap((row) => {
    const subject = whose.get(row.subject);
    return subject === undefined ? [] : [{ ...row, subject }];
  });
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
     left join subject on subject.office = record_about.office and subject.id = record_about.subject and subject.erased_on is null
     where record.office = $1 and record.id = any($2::uuid[])
     group by record.office, record.id`,
    [office, ids],
  );
  return found.map((row) => ({ ...row, kind: names?.plain(row.kind) ?? row.kind }));
}

async function imports(
  tx: Tx,
  office: string,
  ids: string[],
  withTouched: true | undefined,
): Promise<ImportState[]> {
  const states: ImportState[] = [];
  for (const row of await tx.rows<Omit<ImportState, "touchedSince" | "casesSince">>(
    `select id, kind, undone_at is not null as undone,
            array(select part from import_part where import_part.office = import.office and import_part.import = import.id order by part) as parts
     from import where office = $1 and id = any($2::uuid[])`,
    [office, ids],
  ))
    states.push({
      ...row,
      touchedSince: withTouched ? await touchedSince(tx, office, row.id) : [],
      casesSince: withTouched ? await casesSince(tx, office, row.id) : 0,
    });
  return states;
}

/** By any entry that is neither of this import itself nor of one that has been undone; struck records stay about them. */
async function touchedSince(tx: Tx, office: string, id: string): Promise<SubjectState[]> {
  return tx.rows<SubjectState>(
    `select id, kind, name, code, since from subject
     where office = $1 and import = $2
       and (exists (select from entry_part join entry using (office, number)
                    where entry_part.office = $1 and entry_part.subject = subject.id and entry.kind not in ('fact-opened', 'read-case', 'read-records')
                      and not exists (select from import_part join import as made on made.office = import_part.office and made.id = import_part.import
                                      where import_part.office = $1 and import_part.command = entry.command
                                        and (made.id = $2 or made.undone_at is not null and made.kind <> 'record')))
            or exists (select from subject as member
                       where member.office = $1 and member.household = subject.id and member.import is distinct from $2))
     order by sort_key`,
    [office, id],
  );
}

/** Its cases about which something else than the import itself has been written. */
async function casesSince(tx: Tx, office: string, id: string): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    `select count(distinct case_file.id)::int as count from import_part
     join command on command.office = $1 and command.id = import_part.command
     join case_file on case_file.office = $1 and case_file.number between command.first_number and command.last_number
     join case_entry on case_entry.office = $1 and case_entry.case_file = case_file.id and case_entry.number <> case_file.number
     where import_part.office = $1 and import_part.import = $2`,
    [office, id],
  );
  return row?.count ?? 0;
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
    const coded = await tx.rows<{ id: string; code: string }>(
      "select id, code from subject where office = $1 and kind = $2 and code = any($3::text[])",
      [office, kind, codes],
    );
    const survivors = await survivorsOf(
      tx,
      office,
      coded.map(({ id }) => id),
    );
    const known = byId(await knownById(tx, office, [...survivors.values()], names, keys));
    for (const { id, code } of coded) {
      const one = known.get(survivors.get(id) ?? id);
      if (one !== undefined) found.set(`${kind}/${code}`, one);
    }
  }
  return found;
}

async function knownById(
  tx: Tx,
  office: string,
  ids: string[],
  names: TableNames | undefined,
  keys: KeyRing,
): Promise<KnownState[]> {
  if (ids.length === 0) return [];
  const rows = await tx.rows<KnownState>(
    "select id, kind, name, code, since, facts from subject where office = $1 and id = any($2::uuid[]) and erased_on is null",
    [office, ids],
  );
  return withGuarded(tx, office, rows, names, keys);
}

/** The same subjects, with the guarded facts they hold now beside the open ones. */
export async function withGuarded<Known extends KnownState>(
  tx: Tx,
  office: string,
  rows: Known[],
  names: TableNames | undefined,
  keys: KeyRing,
): Promise<Known[]> {
  if (rows.length === 0) return rows;
  const ids = rows.map(({ id }) => id);
  await keys.load(tx, ids);
  const sealed = await tx.rows<{ subject: string; fact: string; from_day: string; sealed: Buffer }>(
    "select distinct on (subject, fact) subject, fact, from_day, sealed from sealed_fact where office = $1 and subject = any($2::uuid[]) order by subject, fact, from_day desc, number desc",
    [office, ids],
  );
  const guarded = Map.groupBy(sealed, ({ subject }) => subject);
  return rows.map((row) => {
    const facts = { ...row.facts };
    for (const { subject, fact, from_day, sealed: value } of guarded.get(row.id) ?? [])
      facts[names?.plain(fact).split("/")[1] ?? fact] = unsealJson(
        keys.get(subject),
        value,
        factPlace(subject, fact, from_day),
      ) as FactValue;
    return { ...row, facts };
  });
}
