import { dayText, localDay } from "#basics/day.ts";
import type { Tx } from "#database/scope.ts";
import type { FactValue } from "#register/subject.ts";
import { courseOf } from "#work/case/course.ts";
import type { Residue, ResidueRecord } from "#work/erasure/residue.ts";
import type { Apply, Applying, OpenEntry } from "./apply.ts";
import { parted } from "./apply-cases.ts";
import { findByAll } from "./apply-doubles.ts";
import { officeHolder } from "./keys.ts";
import { sortKey } from "./names-of-people.ts";
import type { Office } from "./office.ts";
import { partFields } from "./part-fields.ts";
import { sealJson } from "./seal.ts";

/**
 * Somebody is forgotten. Everything of theirs is taken out of the tables, their key is destroyed, and what stays is written from
 * the residue alone: so it comes out the same where a journal is read in which nothing else of them can be opened any more.
 */
export const erasureAppliers: Record<string, Apply> = {
  "person-erased": async (entry, applying) => {
    const { office, at } = entry;
    const { rules } = await applying.office();
    const on = dayText(localDay(new Date(at), rules.zone));
    const residues = entry.parts.flatMap(({ subject, holder, body }) =>
      subject === null || holder !== officeHolder || body === null
        ? []
        : [{ subject, residue: body as unknown as Residue }],
    );
    const erased = residues.map(({ subject }) => subject);
    const imports = residues.flatMap(({ residue }) => residue.imports);
    const tx = await applying.sql();
    await takeOut(
      tx,
      office,
      erased,
      residues.flatMap(({ residue }) => residue.contacts),
    );
    await emptyImports(tx, office, imports, at);
    for (const { subject, residue } of residues) await leaveNameless(tx, office, subject, residue, on);
    // Only now: a key is destroyed of those alone who stand as erased (see the policy).
    await tx.rows("delete from subject_key where office = $1 and holder = any($2::uuid[])", [
      office,
      [...erased, ...imports],
    ]);
    for (const holder of [...erased, ...imports]) applying.keys.forget(holder);
    const once = new Set<string>();
    for (const { subject, residue } of residues) await keep(entry, applying, subject, residue, on, once);
    for (const { subject, holder, body } of entry.parts)
      if (subject !== null && holder === subject && typeof body?.["name"] === "string")
        await rename(tx, office, subject, body["name"]);
    // Those who lived with them are counted anew.
    for (const subject of erased) applying.touched.add(subject);
  },

  // A lawful no is an answer too; the entry is where it is kept.
  "erasure-refused": () => {},
};

export const residuePlace = (about: string) => `residue/${about}`;

/** What is sealed of a residue: the guarded facts of a subject, or the guarded fields of a record or case. */
export interface SealedResidue {
  facts?: { fact: string; from: string; value: FactValue }[];
  fields?: Record<string, FactValue>;
}

async function takeOut(tx: Tx, office: string, erased: string[], contacts: string[]): Promise<void> {
  const given = [office, erased];
  await tx.rows(
    `delete from contact where office = $1 and (subject = any($2::uuid[]) or other = any($2::uuid[]) or id = any($3::uuid[]))`,
    [...given, contacts],
  );
  await tx.rows(
    "delete from merge where office = $1 and (survivor = any($2::uuid[]) or other = any($2::uuid[]))",
    given,
  );
  for (const table of ["rights_code", "rights_request", "fact", "sealed_fact", "duty", "eligible", "outcome"])
    await tx.rows(`delete from ${table} where office = $1 and subject = any($2::uuid[])`, given);
  await tx.rows("delete from member where office = $1 and person = any($2::uuid[])", given);

  const records = ids(
    await tx.rows<{ id: string }>(
      "delete from record_about where office = $1 and subject = any($2::uuid[]) returning record as id",
      given,
    ),
  );
  await tx.rows(
    `delete from record where office = $1 and id = any($2::uuid[])
       and not exists (select from record_about where record_about.office = $1 and record_about.record = record.id)`,
    [office, records],
  );

  const cases = ids(
    await tx.rows<{ id: string }>(
      "delete from case_about where office = $1 and subject = any($2::uuid[]) returning case_file as id",
      given,
    ),
  );
  await tx.rows("delete from case_sealed where office = $1 and holder = any($2::uuid[])", given);
  const alone = ids(
    await tx.rows<{ id: string }>(
      `select id from case_file where office = $1 and id = any($2::uuid[])
         and not exists (select from case_about where case_about.office = $1 and case_about.case_file = case_file.id)`,
      [office, cases],
    ),
  );
  for (const table of ["case_entry", "case_sealed", "case_stage"])
    await tx.rows(`delete from ${table} where office = $1 and case_file = any($2::uuid[])`, [office, alone]);
  await tx.rows("delete from case_file where office = $1 and id = any($2::uuid[])", [office, alone]);
}

function ids(rows: { id: string }[]): string[] {
  return [...new Set(rows.map(({ id }) => id))];
}

async function emptyImports(tx: Tx, office: string, imports: string[], at: string): Promise<void> {
  if (imports.length === 0) return;
  const given = [office, imports];
  await tx.rows("delete from import_rejected where office = $1 and import = any($2::uuid[])", given);
  await tx.rows("update import set emptied_at = $3 where office = $1 and id = any($2::uuid[])", [
    ...given,
    at,
  ]);
}

async function leaveNameless(
  tx: Tx,
  office: string,
  subject: string,
  { kind, since, mergedInto }: Residue,
  on: string,
): Promise<void> {
  await tx.rows(
    `insert into subject (office, id, kind, code, name, sort_key, grams, household, since, facts, import, recheck, merged_into,
                          present, building, stairwell, flat, erased_on)
     values ($1, $2, $3, null, '', '', '{}', null, $4, '{}', null, null, $5, false, '', '', '', $6)
     on conflict (office, id) do update set code = null, name = '', sort_key = '', grams = '{}', household = null,
       since = excluded.since, facts = '{}', import = null, recheck = null, merged_into = excluded.merged_into, present = false,
       building = '', stairwell = '', flat = '', erased_on = excluded.erased_on`,
    [office, subject, kind, since, mergedInto, on],
  );
}

async function keep(
  { office, number, at }: OpenEntry,
  applying: Applying,
  subject: string,
  residue: Residue,
  on: string,
  once: Set<string>,
): Promise<void> {
  const { changes } = applying;
  const standing = await applying.office();
  const { rules, names } = standing;
  const guarded: NonNullable<SealedResidue["facts"]> = [];
  for (const { fact, from, value } of residue.facts)
    if (rules.fact(residue.kind, fact)?.guard === undefined)
      changes.insert("fact", { office, subject, fact, from_day: from, value, number });
    else guarded.push({ fact, from, value });
  keepSealed(applying, office, number, subject, { facts: guarded });

  for (const { code, ended, ...given } of residue.codes)
    changes.insert("rights_code", { office, id: code, subject, ...given, ended_at: ended });
  // That it was done is the answer to whatever was still asked.
  for (const { request, answered, outcome, ...asked } of residue.requests)
    changes.insert("rights_request", {
      office,
      id: request,
      subject,
      ...asked,
      answered_at: answered ?? at,
      outcome: outcome ?? "granted",
      sealed: null,
    });

  // From that day on the household is one fewer.
  const lived = residue.stays.filter(({ from }) => from < on);
  const last = lived.length === 0 ? [] : [{ from: on, household: null, head: false }];
  for (const { from, household, head } of [...lived, ...last])
    changes.insert("member", { office, person: subject, from_day: from, household, head, number });

  for (const { promise, opens, due, on: day, outcome, record, veiled } of residue.outcomes)
    changes.insert("outcome", {
      office,
      promise: names.promise(promise),
      subject,
      opens,
      due,
      on_day: day,
      outcome,
      record,
      veiled,
    });

  for (const { record, own, shared } of residue.records) {
    if (own !== null && !once.has(record)) {
      const { kind, fields, veils, on: on_day, at: madeAt, by, number: first } = own;
      const { open, sealed } = partFields(rules, kind, fields, true);
      changes.insert("record", {
        office,
        id: record,
        kind: names.recordKind(kind),
        on_day,
        at: madeAt,
        by,
        fields: open,
        veils: veils.map((veil) => names.promise(veil)),
        number: first,
      });
      if (sealed !== null) keepSealed(applying, office, number, record, { fields: sealed });
    }
    if (shared !== null) await keepShared(await applying.sql(), standing, record, shared);
    once.add(record);
    changes.insert("record_about", { office, subject, record, sealed: null });
  }

  const tx = await applying.sql();
  for (const { case: id, position, own } of residue.cases) {
    if (own === null) {
      await tx.rows(
        `insert into case_about (office, subject, case_file, position, veils)
         select office, $2::uuid, id, $4::int, veils from case_file where office = $1 and id = $3`,
        [office, subject, id, position],
      );
      continue;
    }
    const veils = own.veils.map((veil) => names.procedure(veil));
    if (!once.has(id)) {
      const declared = courseOf(rules, own.procedure, own.version)?.procedure.fields ?? [];
      const { open, guarded: sealed } = parted(declared, own.fields);
      changes.insert("case_file", {
        office,
        id,
        procedure: names.procedure(own.procedure),
        version: own.version,
        opened_at: own.openedAt,
        opened_on: own.openedOn,
        opened_by: own.openedBy,
        at_night: own.atNight,
        on_holiday: own.onHoliday,
        due_at: own.dueAt,
        provisional: own.provisional,
        fields: open,
        veils,
        ended: own.ended,
        ended_at: own.endedAt,
        outcome: own.outcome,
        reopened: own.reopened,
        returned: own.returned,
        number: own.number,
      });
      for (const stage of own.stages)
        changes.insert("case_stage", {
          office,
          case_file: id,
          place: stage.place,
          stage: stage.stage,
          began_at: stage.beganAt,
          due_at: stage.dueAt,
          provisional: stage.provisional,
          extended: stage.extended,
          left_at: stage.leftAt,
          left_by: stage.leftBy,
          move: stage.move,
          outcome: stage.outcome,
          veils,
        });
      if (Object.keys(sealed).length > 0) keepSealed(applying, office, number, id, { fields: sealed });
    }
    once.add(id);
    changes.insert("case_about", { office, subject, case_file: id, position, veils });
  }
}

/** The others' record: what it says stands with them, and that it settled something guarded stays known. */
async function keepShared(
  tx: Tx,
  { rules, names }: Office,
  record: string,
  { veils, open }: NonNullable<ResidueRecord["shared"]>,
): Promise<void> {
  await tx.rows(
    "update record set veils = $3, fields = coalesce($4::jsonb, fields) where office = $1 and id = $2",
    [
      rules.office,
      record,
      veils.map((veil) => names.promise(veil)),
      open === null ? null : JSON.stringify(open),
    ],
  );
}

function keepSealed(
  { changes, keys }: Applying,
  office: string,
  number: number,
  about: string,
  said: SealedResidue,
): void {
  const sealed = sealJson(keys.get(officeHolder), said, residuePlace(about));
  changes.insert("residue", { office, about, sealed, number });
}

async function rename(tx: Tx, office: string, household: string, name: string): Promise<void> {
  await tx.rows("update subject set name = $3, sort_key = $4 where office = $1 and id = $2", [
    office,
    household,
    name,
    sortKey(name),
  ]);
  await findByAll(tx, office, household);
}
