import { dayOf } from "#basics/day.ts";
import type { Day } from "#basics/day.ts";
import type { Tx } from "#database/scope.ts";
import type { FactChange, FactValue, Subject, SubjectKind } from "#register/subject.ts";
import type { DutyRecord } from "#work/duty/duty.ts";
import { countsThrough, factsOfHousehold, factsOfMember, isGone } from "#work/household/household.ts";
import { isSetAside } from "#work/set-aside.ts";
import { factPlace, recordPlace } from "./apply.ts";
import { plainFact, sameAs } from "./doubles.ts";
import type { Same } from "./doubles.ts";
import { inOrder, livesIn, stayRowsText, staysOf } from "./households.ts";
import type { StayRow } from "./households.ts";
import type { KeyRing } from "./keys.ts";
import type { Office } from "./office.ts";
import { unsealJson } from "./seal.ts";

/** A subject with all that bears on what it is owed. */
export interface KnownSubject {
  subject: Subject;
  records: DutyRecord[];
  /** The open facts as they stand now, for lists. */
  openFacts: Record<string, FactValue>;
  /** The household somebody lives in, as it stands now. */
  household: string | null;
}

/**
 * Everything the engine needs of these subjects, guarded facts unsealed: under the engine's scope only, and never shown.
 * Whoever was merged into another is not among the answers; all that is known of them stands with the one who counts.
 * One round trip, however many subjects there are; a few more where a promise counts who lives in a household.
 */
export async function knownSubjects(
  tx: Tx,
  office: Office,
  keys: KeyRing,
  ids: string[],
): Promise<KnownSubject[]> {
  const { rules, names } = office;
  // Nearly always nobody was merged into any of these, so what is known is asked for at once.
  const [same, own] = await Promise.all([
    sameAs(tx, rules.office, names, ids),
    rowsAbout(tx, rules.office, ids),
    keys.load(tx, ids),
  ]);
  const whole = same.ids.length === ids.length;
  const [all] = whole
    ? [own]
    : await Promise.all([rowsAbout(tx, rules.office, same.ids), keys.load(tx, same.ids)]);
  const subjects = own.subjects;
  const openOf = Map.groupBy(all.open, ({ subject }) => subject);
  const sealedOf = Map.groupBy(all.sealed, ({ subject }) => subject);
  const recordsOf = Map.groupBy(all.records, ({ subject }) => subject);
  const stayOf = Map.groupBy(all.stays, ({ subject }) => subject);
  const counted = rules.countsHouseholds ? await countedFacts(tx, office, subjects, stayOf, same) : new Map();
  return subjects.map(({ id, kind, since }): KnownSubject => {
    const openRows = same.rows(id, (one) => openOf.get(one) ?? []);
    const guardedRows = same.rows(id, (one) =>
      (sealedOf.get(one) ?? []).map(({ fact, from_day, sealed: value, number }): FactRow => ({
        subject: one,
        fact: plainFact(names, fact),
        from_day,
        value: unsealJson(keys.get(one), bytesOf(value), factPlace(one, fact, from_day)) as FactValue,
        number,
      })),
    );
    const { facts, history } = timeline([...openRows, ...guardedRows], since);
    const left = leftOn(kind, openRows);
    const livedIn = staysOf(same.rows(id, (one) => stayOf.get(one) ?? []));
    return {
      subject: {
        id,
        kind,
        since: dayOf(since),
        facts,
        history: [...history, ...(counted.get(id) ?? [])],
        ...(left === undefined ? {} : { left }),
      },
      records: oncePerRecord(same.of(id).flatMap((one) => recordsOf.get(one) ?? [])).map(
        (row): DutyRecord => {
          const recordKind = names.plain(row.kind);
          const said =
            row.sealed === null
              ? row.fields
              : (unsealJson(
                  keys.get(row.subject),
                  bytesOf(row.sealed),
                  recordPlace(row.id, row.subject),
                ) as Record<string, FactValue>);
          return {
            id: row.id,
            kind: recordKind,
            on: dayOf(row.on_day),
            struck: row.struck,
            ...(isSetAside(recordKind) ? { facts: said as NonNullable<DutyRecord["facts"]> } : {}),
          };
        },
      ),
      openFacts: lastValues(openRows),
      household: livedIn.at(-1)?.household ?? null,
    };
  });
}

/** Bytes are spelt as PostgreSQL spells them in JSON: \x, and hexadecimal digits. */
interface RowsAbout {
  subjects: { id: string; kind: SubjectKind; since: string }[];
  open: FactRow[];
  sealed: { subject: string; fact: string; from_day: string; sealed: string; number: number }[];
  records: {
    subject: string;
    id: string;
    kind: string;
    on_day: string;
    struck: boolean;
    fields: Record<string, FactValue>;
    sealed: string | null;
  }[];
  stays: StayRow[];
}

/** One statement instead of five: to give one, and to read its answer, costs more than to find a few rows by their keys. */
async function rowsAbout(tx: Tx, office: string, ids: string[]): Promise<RowsAbout> {
  const [about] = await tx.rows<RowsAbout>(rowsAboutText, [office, ids]);
  if (about === undefined) throw new Error("a select without a from answers one row");
  return about;
}

const all = (rows: string) => `(select coalesce(json_agg(found), '[]') from (${rows}) as found)`;
const rowsAboutText = `select
       ${all(`select id, kind, since from subject where office = $1 and id = any($2::uuid[]) and merged_into is null and erased_on is null`)} as subjects,
       ${all(`select subject, fact, from_day, value, number from fact where office = $1 and subject = any($2::uuid[])`)} as open,
       ${all(`select subject, fact, from_day, sealed, number from sealed_fact where office = $1 and subject = any($2::uuid[])`)} as sealed,
       ${all(`select record_about.subject, record.id, record.kind, record.on_day, record.struck_at is not null as struck, record.fields,
                case when record.kind in ('excuse', 'decline') then record_about.sealed end as sealed
              from record_about join record on record.office = record_about.office and record.id = record_about.record
              where record_about.office = $1 and record_about.subject = any($2::uuid[])`)} as records,
       ${all(stayRowsText)} as stays`;

function bytesOf(spelt: string): Buffer {
  return Buffer.from(spelt.slice(2), "hex");
}

/** One record may have been about both of two doubles. */
function oncePerRecord<Row extends { id: string }>(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** The counts of households, as facts of those who live in them and of the households themselves. */
export async function countedFacts(
  tx: Tx,
  office: Office,
  subjects: { id: string; kind: SubjectKind }[],
  stayOf: Map<string, StayRow[]>,
  same: Same,
): Promise<Map<string, FactChange[]>> {
  const homes = subjects.filter(({ kind }) => kind === "household").map(({ id }) => id);
  const stays = new Map(
    subjects
      .filter(({ kind }) => kind === "person")
      .map(({ id }) => [id, staysOf(same.rows(id, (one) => stayOf.get(one) ?? []))]),
  );
  const lived = [...stays.values()].flat().flatMap(({ household }) => household ?? []);
  const lives = await livesIn(tx, office.rules.office, office.names, [...new Set([...homes, ...lived])]);
  const through = new Map([...lives].map(([home, members]) => [home, countsThrough(members, home)]));
  return new Map([
    ...homes.map((id): [string, FactChange[]] => [id, factsOfHousehold(through.get(id) ?? [])]),
    ...[...stays].map(([id, its]): [string, FactChange[]] => [
      id,
      factsOfMember(its, (home) => through.get(home) ?? []),
    ]),
  ]);
}

/**
 * The first day on which nothing is owed any more: to somebody who died, and to a household that was given up. Told by the
 * residence as it stands last, so that correcting it brings all back.
 */
function leftOn(kind: SubjectKind, openRows: FactRow[]): Day | undefined {
  const residence = inOrder(openRows.filter(({ fact }) => fact === "residence"));
  const ends = (value: FactValue) => value === "deceased" || (kind === "household" && isGone(value));
  const from = residence.findLastIndex(({ value }) => !ends(value)) + 1;
  const first = residence[from];
  return first === undefined ? undefined : dayOf(first.from_day);
}

export interface FactRow {
  subject: string;
  fact: string;
  from_day: string;
  value: FactValue;
  number: number;
}

/** What held when the subject entered, and each change since. Of two entries for one day the later written counts. */
export function timeline(rows: FactRow[], since: string): Pick<Subject, "facts" | "history"> {
  const ordered = inOrder(rows);
  const facts: Subject["facts"] = {};
  const history: Subject["history"] = [];
  for (const { fact, from_day, value } of ordered) {
    if (from_day <= since) facts[fact] = value;
    else {
      const last = history.findLast((change) => change.fact === fact);
      const from = dayOf(from_day);
      if (last?.from === from) last.value = value;
      else history.push({ fact, value, from });
    }
  }
  return { facts, history };
}

function lastValues(rows: FactRow[]): Record<string, FactValue> {
  const values: Record<string, FactValue> = {};
  for (const { fact, value } of inOrder(rows)) values[fact] = value;
  return values;
}
