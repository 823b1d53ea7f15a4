import { dayOf } from "#basics/day.ts";
import type { Tx } from "#database/scope.ts";
import type { FactValue, Subject, SubjectKind } from "#register/subject.ts";
import type { DutyRecord } from "#work/duty/duty.ts";
import { isSetAside } from "#work/set-aside.ts";
import { factPlace, recordPlace } from "./apply.ts";
import type { KeyRing } from "./keys.ts";
import type { Office } from "./office.ts";
import { unsealJson } from "./seal.ts";

/** A subject with all that bears on what it is owed. */
export interface KnownSubject {
  subject: Subject;
  records: DutyRecord[];
  /** The open facts as they stand now, for lists. */
  openFacts: Record<string, FactValue>;
}

/**
 * Everything the engine needs of these subjects, guarded facts unsealed: under the engine's scope only, and never shown.
 * Five queries, however many subjects there are.
 */
export async function knownSubjects(
  tx: Tx,
  office: Office,
  keys: KeyRing,
  ids: string[],
): Promise<KnownSubject[]> {
  const { rules, names } = office;
  const subjects = await tx.rows<{ id: string; kind: SubjectKind; since: string }>(
    "select id, kind, since from subject where office = $1 and id = any($2::uuid[])",
    [rules.office, ids],
  );
  await keys.load(tx, ids);
  const open = await tx.rows<FactRow>(
    "select subject, fact, from_day, value, number from fact where office = $1 and subject = any($2::uuid[])",
    [rules.office, ids],
  );
  const sealed = await tx.rows<{
    subject: string;
    fact: string;
    from_day: string;
    sealed: Buffer;
    number: number;
  }>(
    "select subject, fact, from_day, sealed, number from sealed_fact where office = $1 and subject = any($2::uuid[])",
    [rules.office, ids],
  );
  const records = await tx.rows<{
    subject: string;
    id: string;
    kind: string;
    on_day: string;
    struck: boolean;
    fields: Record<string, FactValue>;
    sealed: Buffer | null;
  }>(
    `select record_about.subject, record.id, record.kind, record.on_day, record.struck_at is not null as struck, record.fields,
            case when record.kind in ('excuse', 'decline') then record_about.sealed end as sealed
     from record_about join record on record.office = record_about.office and record.id = record_about.record
     where record_about.office = $1 and record_about.subject = any($2::uuid[])`,
    [rules.office, ids],
  );

  const openOf = Map.groupBy(open, ({ subject }) => subject);
  const sealedOf = Map.groupBy(sealed, ({ subject }) => subject);
  const recordsOf = Map.groupBy(records, ({ subject }) => subject);
  return subjects.map(({ id, kind, since }): KnownSubject => {
    const openRows = openOf.get(id) ?? [];
    const guardedRows = (sealedOf.get(id) ?? []).map(
      ({ fact, from_day, sealed: value, number }): FactRow => ({
        subject: id,
        fact: names.plain(fact).split("/")[1] ?? fact,
        from_day,
        value: unsealJson(keys.get(id), value, factPlace(id, fact, from_day)) as FactValue,
        number,
      }),
    );
    return {
      subject: { id, kind, since: dayOf(since), ...timeline([...openRows, ...guardedRows], since) },
      records: (recordsOf.get(id) ?? []).map((row): DutyRecord => {
        const recordKind = names.plain(row.kind);
        const said =
          row.sealed === null
            ? row.fields
            : (unsealJson(keys.get(id), row.sealed, recordPlace(row.id, id)) as Record<string, FactValue>);
        return {
          id: row.id,
          kind: recordKind,
          on: dayOf(row.on_day),
          struck: row.struck,
          ...(isSetAside(recordKind) ? { facts: said as NonNullable<DutyRecord["facts"]> } : {}),
        };
      }),
      openFacts: lastValues(openRows),
    };
  });
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

function inOrder(rows: FactRow[]): FactRow[] {
  return rows.toSorted((a, b) =>
    a.from_day === b.from_day ? a.number - b.number : a.from_day < b.from_day ? -1 : 1,
  );
}
