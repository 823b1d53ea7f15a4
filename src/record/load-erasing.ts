import { type Day, dayOf, dayText, localDay } from "#basics/day.ts";
import type { Tx } from "#database/scope.ts";
import { householdName } from "#register/household-name.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import { courseOf } from "#work/case/course.ts";
import { officeKey } from "#work/command.ts";
import type { ErasingState, PartDraft } from "#work/command.ts";
import {
  ageConditions,
  asksAgeOfWhom,
  coarseBirth,
  countedFacts,
  countedFields,
  wordless,
} from "#work/erasure/residue.ts";
import type { Residue, ResidueCase, ResidueRecord, ResidueStage } from "#work/erasure/residue.ts";
import { headOn } from "#work/household/household.ts";
import { isSetAside } from "#work/set-aside.ts";
import { recordPlace } from "./apply.ts";
import { rejectedPlace } from "./apply-imports.ts";
import { sameAs, survivorsOf } from "./doubles.ts";
import { livesIn, stayRows, staysOf } from "./households.ts";
import type { KeyRing } from "./keys.ts";
import { knownSubjects } from "./known-subjects.ts";
import { guardedFields } from "./load-case.ts";
import type { Office } from "./office.ts";
import { unsealJson } from "./seal.ts";

/**
 * All that would stay of somebody and go with them, as it stands now: they themselves, whoever was found to be the same, and
 * households in which nobody else ever lived. Under the engine's scope, with what is owed worked out up to today.
 */
export async function loadErasing(
  tx: Tx,
  office: Office,
  keys: KeyRing,
  id: string,
  now: Date,
): Promise<ErasingState> {
  const { rules, names } = office;
  const same = await sameAs(tx, rules.office, names, [id]);
  const stays = await stayRows(tx, rules.office, same.ids);
  const homes = [...new Set(stays.flatMap(({ household }) => household ?? []))];
  const lives = await livesIn(tx, rules.office, names, homes);
  const alone = homes.filter((home) => lives.get(home)?.every(({ person }) => person === id) ?? false);
  const erased = [...same.ids, ...(await standing(tx, rules.office, alone))];
  const given = [rules.office, erased];
  const people = await tx.rows<SubjectRow>(
    "select id, kind, name, code, since, merged_into from subject where office = $1 and id = any($2::uuid[])",
    given,
  );
  await keys.load(tx, erased);
  const [open] = await tx.rows<{ count: number }>(
    `select count(distinct case_file.id)::int as count from case_about
     join case_file on case_file.office = case_about.office and case_file.id = case_about.case_file
     where case_about.office = $1 and case_about.subject = any($2::uuid[]) and case_file.ended is null`,
    given,
  );

  const today = localDay(now, rules.zone);
  const records = await recordsOf(tx, office, keys, erased);
  const cases = await casesOf(tx, office, keys, erased);
  const outcomes = await outcomesOf(tx, office, erased, today);
  const contacts = await tx.rows<{ id: string }>(
    "select id from contact where office = $1 and (subject = any($2::uuid[]) or other = any($2::uuid[])) order by id",
    given,
  );
  const codes = await tx.rows<Timed<Residue["codes"][number]> & { subject: string }>(
    `select subject, id as code, digest, at, until, ended_at as ended, number from rights_code
     where office = $1 and subject = any($2::uuid[]) order by number, id`,
    given,
  );
  const requests = await tx.rows<Timed<Residue["requests"][number]> & { subject: string }>(
    `select subject, id as request, what, at, due, answered_at as answered, outcome, number from rights_request
     where office = $1 and subject = any($2::uuid[]) order by number, id`,
    given,
  );
  const said = people.flatMap(({ name, code }) => [name, ...(code === null ? [] : [code])]);
  const imports = await importsNaming(tx, office, keys, new Set(said));
  const known = new Map(
    (await knownSubjects(tx, office, keys, [id, ...alone])).map((one) => [one.subject.id, one]),
  );
  const parts = people.map((row): PartDraft => {
    const mine = <Of extends { subject: string }>(all: Of[]) =>
      all.filter(({ subject }) => subject === row.id);
    const its = mine(records).map(({ subject: _subject, day: _day, ...record }) => record);
    const subject = known.get(row.id)?.subject;
    const whole: Residue = {
      kind: row.kind,
      since: row.since,
      mergedInto: row.merged_into,
      facts: [],
      stays: [],
      outcomes: mine(outcomes).map(({ subject: _subject, ...outcome }) => outcome),
      records: its,
      cases: mine(cases).map(({ subject: _subject, day: _day, ...file }) => file),
      contacts: row.id === id ? contacts.map((contact) => contact.id) : [],
      imports: row.id === id ? imports : [],
      codes: mine(codes).map(({ subject: _subject, at, ended, ...code }) => ({
        ...code,
        at: at.toISOString(),
        ended: ended?.toISOString() ?? null,
      })),
      requests: mine(requests).map(({ subject: _subject, at, answered, ...request }) => ({
        ...request,
        at: at.toISOString(),
        answered: answered?.toISOString() ?? null,
      })),
    };
    if (subject !== undefined) {
      const of = (one: string) => stays.filter((stay) => stay.subject === one);
      whole.stays = lastOfDay(
        staysOf(same.rows(row.id, of)).map(({ from, household, head }) => ({
          from: dayText(from),
          household,
          head,
        })),
        ({ from }) => from,
      );
      const held = [
        ...Object.entries(subject.facts).map(([fact, value]) => ({ fact, value, from: subject.since })),
        ...subject.history,
      ];
      const days = asksAgeOfWhom(rules)
        ? [...records, ...cases].map(({ day }) => day).concat(outcomes.map(({ due }) => dayOf(due)))
        : [];
      whole.facts = keptFacts(office, row.kind, held, { first: subject.since, last: today }, days);
    }
    return { subject: row.id, holder: officeKey, body: whole };
  });
  return {
    openCases: open?.count ?? 0,
    parts: [...parts, ...(await renamed(tx, office, homes, alone, erased, people, today))],
  };
}

/** Moments come from the database as dates. */
type Timed<Row> = {
  [Name in keyof Row]: Name extends "at" ? Date : Name extends "ended" | "answered" ? Date | null : Row[Name];
};

interface SubjectRow {
  id: string;
  kind: SubjectKind;
  name: string;
  code: string | null;
  since: string;
  merged_into: string | null;
}

async function standing(tx: Tx, office: string, ids: string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    "select id from subject where office = $1 and id = any($2::uuid[]) and erased_on is null",
    [office, ids],
  );
  return rows.map(({ id }) => id);
}

/** What figures can ask of them, each value from the day it held. */
function keptFacts(
  { rules }: Office,
  kind: SubjectKind,
  held: { fact: string; value: FactValue; from: Day }[],
  span: { first: Day; last: Day },
  days: Day[],
): Residue["facts"] {
  const wanted = countedFacts(rules, kind);
  const value = (fact: string, day: Day) =>
    fact === "kind" ? kind : held.findLast((one) => one.fact === fact && one.from <= day)?.value;
  const asked = {
    days,
    span,
    conditions: ageConditions(rules),
    value,
    households: rules.countsHouseholds,
  };
  const kept = held
    .filter(({ fact }) => wanted.has(fact))
    .map(({ fact, from, value: said }) => ({
      fact,
      from: dayText(from),
      value:
        fact === "birthDate" && typeof said === "string"
          ? dayText(coarseBirth(dayOf(said), asked))
          : fact === "area"
            ? said
            : wordless(rules.fact(kind, fact)?.type ?? "text", said),
    }));
  return lastOfDay(kept, ({ fact, from }) => `${fact} ${from}`);
}

function lastOfDay<Row>(rows: Row[], key: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [key(row), row])).values()];
}

type OfSubject<Row> = Row & { subject: string; day: Day };

/** The records that count: those that were struck, and excuses and declines, go without a trace. */
async function recordsOf(
  tx: Tx,
  { rules, names }: Office,
  keys: KeyRing,
  erased: string[],
): Promise<OfSubject<ResidueRecord>[]> {
  const rows = await tx.rows<{
    subject: string;
    id: string;
    kind: string;
    on_day: string;
    at: Date;
    by: string;
    fields: Record<string, FactValue>;
    veils: string[];
    number: number;
    sealed: Buffer | null;
    shared: boolean;
    keyed: boolean;
  }>(
    `select about.subject, record.id, record.kind, record.on_day, record.at, record.by, record.fields, record.veils, record.number, about.sealed,
            exists (select from record_about as other where other.office = $1 and other.record = record.id
                      and not other.subject = any($2::uuid[])) as shared,
            exists (select from record_about as other join subject on subject.office = $1 and subject.id = other.subject
                    where other.office = $1 and other.record = record.id and not other.subject = any($2::uuid[])
                      and subject.kind <> 'place') as keyed
     from record_about as about join record on record.office = about.office and record.id = about.record
     where about.office = $1 and about.subject = any($2::uuid[]) and record.struck_at is null
     order by record.number, record.id, about.subject`,
    [rules.office, erased],
  );
  return rows.flatMap((row) => {
    const kind = names.plain(row.kind);
    if (isSetAside(kind)) return [];
    const key = keys.find(row.subject);
    const guarded =
      row.sealed === null || key === undefined
        ? {}
        : (unsealJson(key, row.sealed, recordPlace(row.id, row.subject)) as Record<string, FactValue>);
    const declared = rules.records.get(kind)?.fields ?? [];
    const own = {
      kind,
      on: row.on_day,
      at: row.at.toISOString(),
      by: row.by,
      fields: countedFields(rules, "record", declared, { ...row.fields, ...guarded }),
      veils: row.veils.map((veil) => names.plain(veil)),
      number: row.number,
    };
    const shared = { veils: own.veils, open: row.keyed ? null : row.fields };
    const day = dayOf(row.on_day);
    return [
      {
        subject: row.subject,
        day,
        record: row.id,
        ...(row.shared ? { own: null, shared } : { own, shared: null }),
      },
    ];
  });
}

async function casesOf(
  tx: Tx,
  { rules, names }: Office,
  keys: KeyRing,
  erased: string[],
): Promise<OfSubject<ResidueCase>[]> {
  const rows = await tx.rows<{
    subject: string;
    position: number;
    shared: boolean;
    id: string;
    procedure: string;
    version: string;
    opened_at: Date;
    opened_on: string;
    opened_by: string;
    at_night: boolean;
    on_holiday: boolean;
    due_at: Date | null;
    provisional: boolean;
    fields: Record<string, FactValue>;
    veils: string[];
    ended: string | null;
    ended_at: Date | null;
    outcome: string | null;
    reopened: number;
    returned: number;
    number: number;
  }>(
    `select about.subject, about.position, case_file.*,
            exists (select from case_about as other where other.office = $1 and other.case_file = case_file.id
                      and not other.subject = any($2::uuid[])) as shared
     from case_about as about join case_file on case_file.office = about.office and case_file.id = about.case_file
     where about.office = $1 and about.subject = any($2::uuid[]) order by case_file.number, case_file.id, about.subject`,
    [rules.office, erased],
  );
  const ids = rows.filter(({ shared }) => !shared).map(({ id }) => id);
  const guarded = await guardedFields(tx, rules.office, ids, keys);
  const stages = Map.groupBy(
    await tx.rows<{
      case_file: string;
      place: number;
      stage: string;
      began_at: Date;
      due_at: Date | null;
      provisional: boolean;
      extended: number;
      left_at: Date | null;
      left_by: string | null;
      move: string | null;
      outcome: string | null;
    }>(
      `select case_file, place, stage, began_at, due_at, provisional, extended, left_at, left_by, move, outcome
       from case_stage where office = $1 and case_file = any($2::uuid[]) order by place`,
      [rules.office, ids],
    ),
    (row) => row.case_file,
  );
  const at = (moment: Date | null) => moment?.toISOString() ?? null;
  return rows.map((row) => {
    const procedure = names.plain(row.procedure);
    const declared = courseOf(rules, procedure, row.version)?.procedure.fields ?? [];
    const own = {
      procedure,
      version: row.version,
      openedAt: row.opened_at.toISOString(),
      openedOn: row.opened_on,
      openedBy: row.opened_by,
      atNight: row.at_night,
      onHoliday: row.on_holiday,
      dueAt: at(row.due_at),
      provisional: row.provisional,
      fields: countedFields(rules, "case", declared, { ...row.fields, ...guarded.get(row.id) }),
      veils: row.veils.map((veil) => names.plain(veil)),
      ended: row.ended,
      endedAt: at(row.ended_at),
      outcome: row.outcome,
      reopened: row.reopened,
      returned: row.returned,
      number: row.number,
      stages: (stages.get(row.id) ?? []).map((stage): ResidueStage => ({
        place: stage.place,
        stage: stage.stage,
        beganAt: stage.began_at.toISOString(),
        dueAt: at(stage.due_at),
        provisional: stage.provisional,
        extended: stage.extended,
        leftAt: at(stage.left_at),
        leftBy: stage.left_by,
        move: stage.move,
        outcome: stage.outcome,
      })),
    };
    return {
      subject: row.subject,
      day: dayOf(row.opened_on),
      case: row.id,
      position: row.position,
      own: row.shared ? null : own,
    };
  });
}

/** How each window ended, and those that stand overdue. What is not due yet is owed to nobody any more. */
async function outcomesOf(
  tx: Tx,
  { rules, names }: Office,
  erased: string[],
  today: Day,
): Promise<(Residue["outcomes"][number] & { subject: string })[]> {
  const rows = await tx.rows<{
    promise: string;
    subject: string;
    opens: string;
    due: string;
    on: string;
    outcome: string;
    record: string | null;
    veiled: boolean;
  }>(
    `select promise, subject, opens, due, on_day as "on", outcome, record, veiled from outcome
     where office = $1 and subject = any($2::uuid[])
     union all
     select promise, subject, opens, due, $3::date, 'overdue', null, veiled from duty
     where office = $1 and subject = any($2::uuid[]) and due < $3::date
     order by due, promise, opens, "on"`,
    [rules.office, erased, dayText(today)],
  );
  return rows.map((row) => ({ ...row, promise: names.plain(row.promise) }));
}

/** Imports whose rejected rows name one of these, by name or code: nobody else can be told apart in them. */
async function importsNaming(tx: Tx, { rules }: Office, keys: KeyRing, said: Set<string>): Promise<string[]> {
  const rows = await tx.rows<{ import: string; place: number; sealed: Buffer }>(
    "select import, place, sealed from import_rejected where office = $1 order by import, place",
    [rules.office],
  );
  await keys.load(tx, [...new Set(rows.map((row) => row.import))]);
  const naming = rows.filter((row) => {
    const key = keys.find(row.import);
    if (key === undefined) return false;
    const cell = unsealJson(key, row.sealed, rejectedPlace(row.import, row.place)) as { value: string };
    return [...said].some((one) => one !== "" && cell.value.includes(one));
  });
  return [...new Set(naming.map((row) => row.import))];
}

/** A household that others live in bears the name of one of them from now on. */
async function renamed(
  tx: Tx,
  { rules, names }: Office,
  homes: string[],
  alone: string[],
  erased: string[],
  people: SubjectRow[],
  today: Day,
): Promise<PartDraft[]> {
  const others = homes.filter((home) => !alone.includes(home));
  const rows = await tx.rows<{ id: string; name: string }>(
    "select id, name from subject where office = $1 and id = any($2::uuid[]) and erased_on is null order by id",
    [rules.office, others],
  );
  const named = rows.filter(({ name }) =>
    people.some((person) => person.kind === "person" && person.name !== "" && name.includes(person.name)),
  );
  if (named.length === 0) return [];
  const lives = await livesIn(
    tx,
    rules.office,
    names,
    named.map(({ id }) => id),
  );
  const next = new Map(
    named.map(({ id }) => {
      const left = (lives.get(id) ?? []).filter(({ person }) => !erased.includes(person));
      return [id, headOn(left, id, today) ?? left[0]?.person];
    }),
  );
  const heads = await survivorsOf(
    tx,
    rules.office,
    [...next.values()].flatMap((head) => head ?? []),
  );
  const called = new Map(
    (
      await tx.rows<{ id: string; name: string }>(
        "select id, name from subject where office = $1 and id = any($2::uuid[])",
        [rules.office, [...heads.values()]],
      )
    ).map(({ id, name }) => [id, name]),
  );
  return named.map(({ id }) => {
    const head = next.get(id);
    const name = householdName({ name: called.get(heads.get(head ?? "") ?? "") ?? "" });
    return { subject: id, holder: id, body: { kind: "household", name } };
  });
}
