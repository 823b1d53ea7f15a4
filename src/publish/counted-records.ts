import { type Day, dayOf, dayText, localDay } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import { recordPlace } from "#record/apply.ts";
import { KeyRing } from "#record/keys.ts";
import { residueFields } from "#record/residues.ts";
import { unsealJson } from "#record/seal.ts";
import { isHoliday, isNight } from "#standard/work-calendar.ts";
import { owes } from "#work/commands/record-make.ts";
import { builtInRecords } from "#work/office-rules.ts";
import { areaOf, ofFirst, wantedOf } from "./thing.ts";
import type { Look, Looked, Thing } from "./thing.ts";

interface RecordRow {
  id: string;
  kind: string;
  on_day: string;
  at: Date;
  by: string;
  fields: Record<string, FactValue>;
  about: string[];
}

/** The records of these days that stand; excuses and declines are no work done, and are not among them. */
export async function recordsIn(look: Look): Promise<Looked> {
  const { reader, standard, stretch } = look;
  const { rules, names } = reader.office;
  const rows = await reader.tx.rows<RecordRow>(
    `select record.id, record.kind, record.on_day, record.at, record.by, record.fields,
            coalesce(array_agg(about.subject::text order by about.subject) filter (where about.subject is not null), '{}') as about
     from record left join record_about as about on about.office = record.office and about.record = record.id
     where record.office = $1 and record.on_day between $2 and $3 and record.struck_at is null and not record.kind = any($4::text[])
     group by record.office, record.id
     order by record.on_day, record.id`,
    [
      rules.office,
      dayText(stretch.first),
      dayText(stretch.last),
      builtInRecords.map(({ id }) => names.recordKind(id)),
    ],
  );
  const said = await sealedFields(look, rows);
  const rolesOf = await rolesHeld(look);
  const known = await look.known([...new Set(rows.flatMap(({ about }) => about))], wantedOf(look));
  return {
    concerned: known,
    things: rows.map((row): Thing => {
      const kind = names.plain(row.kind);
      const day = dayOf(row.on_day);
      const fields: Record<string, FactValue | undefined> = {
        ...row.fields,
        ...said.get(row.id),
        kind,
        on: row.on_day,
      };
      return {
        id: row.id,
        day,
        subjects: row.about,
        value: (fact) => {
          if (fact in fields) return fields[fact];
          if (fact === "onHoliday") return isHoliday(day, standard.calendar, reader.office.rules.legal);
          if (fact === "atNight") return atNight(look, row, day);
          return ofFirst(fact, day, row.about, known);
        },
        under: { line: [], promise: [], colour: [], role: rolesOf(row.by, row.on_day) },
        area: areaOf(day, row.about, known),
        of: kind,
        record: row.id,
      };
    }),
  };
}

/** Known only of what was written down on its own day: what was entered the next morning says nothing of the hour. */
function atNight({ reader, standard }: Look, { at }: RecordRow, day: Day): boolean | undefined {
  const { zone } = reader.office.rules;
  return localDay(at, zone) === day ? isNight(at.toISOString(), standard.calendar, zone) : undefined;
}

/**
 * What stands sealed of these records, where it is read at all. For a reader without what is guarded, save in a record
 * that they made or whose like they owe: as on the page of a subject.
 */
async function sealedFields(
  { reader, reads, engine }: Look,
  rows: RecordRow[],
): Promise<Map<string, Record<string, FactValue>>> {
  const { rules, names } = reader.office;
  const wanted = new Map(
    rows
      .filter((row) => {
        const kind = names.plain(row.kind);
        const fields = rules.records.get(kind)?.fields.filter(({ id }) => reads.has(id)) ?? [];
        return fields.some(({ guard }) => guard !== undefined || rules.keepsGuarded(kind));
      })
      .map((row) => [row.id, row]),
  );
  if (wanted.size === 0) return new Map();
  const sealed = await reader.tx.rows<{ record: string; subject: string; sealed: Buffer }>(
    `select distinct on (record) record, subject, sealed from record_about
     where office = $1 and record = any($2::uuid[]) and sealed is not null order by record, subject`,
    [rules.office, [...wanted.keys()]],
  );
  const keys = new KeyRing(rules.office, reader.keeper.master);
  await keys.load(
    reader.tx,
    sealed.map(({ subject }) => subject),
  );
  const left = await residueFields(reader.tx, rules.office, [...wanted.keys()], reader.keeper.master);
  return new Map([
    ...left,
    ...sealed.flatMap((row): [string, Record<string, FactValue>][] => {
      const key = keys.find(row.subject);
      const record = wanted.get(row.record);
      if (key === undefined || record === undefined) return [];
      const fields = unsealJson(key, row.sealed, recordPlace(row.record, row.subject)) as Record<
        string,
        FactValue
      >;
      const kind = names.plain(record.kind);
      if (engine || record.by === reader.account || reader.roles.some((role) => owes(rules, role, kind)))
        return [[row.record, fields]];
      const guarded = rules.records.get(kind)?.fields.filter(({ guard }) => guard !== undefined) ?? [];
      const open = Object.entries(fields).filter(([field]) => !guarded.some(({ id }) => id === field));
      return [[row.record, Object.fromEntries(open)]];
    }),
  ]);
}

/** The roles that somebody who made a record held on its day, where records are grouped by them. */
async function rolesHeld({ reader, reads }: Look): Promise<(account: string, day: string) => string[]> {
  if (!reads.has("role")) return () => [];
  const posts = await reader.tx.rows<{
    account: string;
    role: string;
    from_day: string;
    until_day: string | null;
  }>("select account, role, from_day, until_day from post where office = $1 order by role", [
    reader.office.rules.office,
  ]);
  const of = Map.groupBy(posts, ({ account }) => account);
  return (account, day) => {
    const held = (of.get(account) ?? []).filter(
      ({ from_day, until_day }) => from_day <= day && (until_day === null || until_day >= day),
    );
    return [...new Set(held.map(({ role }) => role))];
  };
}
