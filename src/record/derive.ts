import { setImmediate as breathe } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Day } from "#basics/day.ts";
import { dayText } from "#basics/day.ts";
import type { Tx } from "#database/scope.ts";
import { dutiesOf } from "#work/duty/duties.ts";
import { readAddress } from "#register/address.ts";
import { isGone } from "#work/household/household.ts";
import { isSetAside } from "#work/set-aside.ts";
import { Changes } from "./changes.ts";
import { sameAs, survivorsOf } from "./doubles.ts";
import type { KeyRing } from "./keys.ts";
import { knownSubjects } from "./known-subjects.ts";
import type { KnownSubject } from "./known-subjects.ts";
import type { Office } from "./office.ts";

/** How many subjects are held in memory at once, each with all its facts and records. */
const atATime = 500;

interface DerivedRow {
  promise: string;
  subject: string;
  veiled: boolean;
}

interface DutyRow extends DerivedRow {
  opens: string;
  due: string;
}

interface OutcomeRow extends DutyRow {
  on_day: string;
  outcome: string;
  record: string | null;
}

/**
 * Works out again what is owed to these subjects, and how each closed window ended, and writes only what differs.
 * Under the engine's scope. `today` is the office's local day. Those who share a household with them are worked out too, where
 * a promise counts them; and for whoever was merged into another, the other.
 */
export async function derive(
  tx: Tx,
  office: Office,
  keys: KeyRing,
  touched: string[],
  today: Day,
): Promise<void> {
  const load = (some: string[]) =>
    Promise.all([knownSubjects(tx, office, keys, some), standingRows(tx, office.rules.office, some)]);
  // Mostly nobody else is concerned, so that the first are asked for together with the question who is.
  const [ids, guessed] = await Promise.all([
    concerned(tx, office, touched),
    office.rules.countsHouseholds ? undefined : load(touched.slice(0, atATime)),
  ]);
  const asGuessed = guessed !== undefined && ids.length === touched.length;
  // While the database writes what some are owed, it is worked out for the next.
  let [known, standing] = asGuessed ? guessed : await load(ids.slice(0, atATime));
  let written: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < ids.length; from += atATime) {
    const derived = await workOut(office, known, today);
    await written;
    const now = standing;
    const next = ids.slice(from + atATime, from + 2 * atATime);
    if (next.length > 0) [known, standing] = await load(next);
    written = write(tx, office.rules.office, now, derived);
    written.catch(() => undefined); // told when it is waited for
  }
  await written;
}

/** Those touched first, in their order, and then whoever else has to be worked out with them. */
async function concerned(tx: Tx, office: Office, touched: string[]): Promise<string[]> {
  const survivors = await survivorsOf(tx, office.rules.office, touched);
  const ids = [...new Set([...touched, ...survivors.values()])];
  if (!office.rules.countsHouseholds) return ids;
  return [...new Set([...ids, ...(await housemates(tx, office, ids))])];
}

/** Deletions first: how a window ended may change, and its row keeps its key. */
async function write(tx: Tx, office: string, standing: Standing, derived: Derived): Promise<void> {
  const changes = new Changes();
  await Promise.all([
    ...derivedTables.map((table) =>
      writeDifferences(tx, changes, office, table, standing[table], derived[table]),
    ),
    changes.flush(tx),
    writeSubjects(tx, office, standing.subjects, derived.subjects),
    addVeils(tx, office, derived.veils),
  ]);
}

/**
 * Everybody who ever lived in a household with one of these, and the households themselves. Where somebody lived stands in the
 * rows of all that were merged into them, and whoever of the others was merged away counts as another.
 */
async function housemates(tx: Tx, { rules, names }: Office, ids: string[]): Promise<string[]> {
  const same = await sameAs(tx, rules.office, names, ids);
  const rows = await tx.rows<{ person: string; household: string }>(
    `with home as (select household from member where office = $1 and person = any($2::uuid[]) and household is not null
                   union select id from subject where office = $1 and id = any($2::uuid[]) and kind = 'household')
     select distinct person, household from member where office = $1 and household in (select household from home)`,
    [rules.office, same.ids],
  );
  const people = [...new Set(rows.map(({ person }) => person))];
  const survivors = await survivorsOf(tx, rules.office, people);
  return [...survivors.values(), ...rows.map(({ household }) => household)];
}

/** What stands with a subject for lists: as the facts are now. */
interface SubjectRow {
  id: string;
  recheck: string | null;
  facts: unknown;
  household: string | null;
  present: boolean;
  building: string;
  stairwell: string;
  flat: string;
}

interface Derived {
  eligible: DerivedRow[];
  duty: DutyRow[];
  outcome: OutcomeRow[];
  subjects: SubjectRow[];
  /** Guarded promises by the record that closed a window of theirs. */
  veils: Map<string, Set<string>>;
}

/** After so many subjects whatever else waits is let through: the database's answers, and other people's requests. */
const aBreath = 25;

async function workOut({ rules, names }: Office, known: KnownSubject[], today: Day): Promise<Derived> {
  const derived: Derived = { eligible: [], duty: [], outcome: [], subjects: [], veils: new Map() };
  for (const [place, { subject, records, openFacts, household }] of known.entries()) {
    if (place % aBreath === aBreath - 1) await breathe();
    let recheck: Day | null = null;
    const kinds = new Map(records.map(({ id, kind }) => [id, kind]));
    for (const promise of rules.promisesTo(subject.kind)) {
      const result = dutiesOf(promise, subject, records, today);
      const veiled = (rules.promise(promise.id)?.guards.length ?? 0) > 0;
      const row = { promise: names.promise(promise.id), subject: subject.id, veiled };
      if (result.eligible) derived.eligible.push(row);
      for (const { opens, due } of result.windows)
        derived.duty.push({ ...row, opens: dayText(opens), due: dayText(due) });
      for (const { opens, due, on, outcome, record } of result.outcomes) {
        derived.outcome.push({
          ...row,
          opens: dayText(opens),
          due: dayText(due),
          on_day: dayText(on),
          outcome,
          record: record ?? null,
        });
        if (veiled && record !== undefined && !isSetAside(kinds.get(record) ?? ""))
          derived.veils.set(record, (derived.veils.get(record) ?? new Set()).add(row.promise));
      }
      if (result.recheck !== null && (recheck === null || result.recheck < recheck)) recheck = result.recheck;
    }
    derived.subjects.push({
      id: subject.id,
      recheck: recheck === null ? null : dayText(recheck),
      facts: openFacts,
      household,
      present: !isGone(openFacts["residence"]),
      ...readAddress(typeof openFacts["address"] === "string" ? openFacts["address"] : ""),
    });
  }
  return derived;
}

const derivedTables = ["eligible", "duty", "outcome"] as const;

/** The rows of some subjects as they stand, by the table, and what stands with the subjects themselves. */
type Standing = Record<(typeof derivedTables)[number], DerivedRow[]> & { subjects: SubjectRow[] };

/** One statement, as in `knownSubjects`. */
async function standingRows(tx: Tx, office: string, ids: string[]): Promise<Standing> {
  const [standing] = await tx.rows<Standing>(standingText, [office, ids]);
  if (standing === undefined) throw new Error("a select without a from answers one row");
  return standing;
}

/** Each table's columns: those that tell one window of a promise from another, and how it ended. */
const columnsOf = {
  eligible: { window: [], ended: [] },
  duty: { window: ["opens", "due"], ended: [] },
  outcome: { window: ["opens", "due", "on_day"], ended: ["outcome", "record"] },
};

function keyColumns(table: keyof typeof columnsOf): string[] {
  return ["promise", "subject", ...columnsOf[table].window];
}

function allColumns(table: keyof typeof columnsOf): string[] {
  return [...keyColumns(table), ...columnsOf[table].ended];
}

/**
 * Deletes the rows of these subjects that no longer hold and queues the new ones: an ordinary visit changes two. The
 * subjects are named beside the rows, because the planner takes the rows for a thousand and would read the whole table.
 */
async function writeDifferences(
  tx: Tx,
  changes: Changes,
  office: string,
  table: (typeof derivedTables)[number],
  standing: DerivedRow[],
  wanted: DerivedRow[],
): Promise<void> {
  const columns = allColumns(table);
  const key = (row: object) => columns.map((column) => String(row[column as keyof typeof row])).join(" ");
  const gone = new Map(standing.map((row) => [key(row), row]));
  for (const row of wanted) if (!gone.delete(key(row))) changes.insert(table, { ...row, office });
  if (gone.size > 0)
    await tx.rows(
      `delete from ${table} using json_populate_recordset(null::wellside.${table}, $2::json) as gone
       where ${table}.office = $1 and ${table}.subject = any($3::uuid[])
         and ${keyColumns(table)
           .map((column) => `${table}.${column} = gone.${column}`)
           .join(" and ")}`,
      [office, JSON.stringify([...gone.values()]), [...new Set(standing.map(({ subject }) => subject))]],
    );
}

const subjectColumns = ["recheck", "facts", "household", "present", "building", "stairwell", "flat"] as const;

/** What stands of those who were erased is written once and never worked out again. */
const erased = "select id from subject where office = $1 and id = any($2::uuid[]) and erased_on is not null";
const all = (columns: string[], table: string, id: string) =>
  `(select coalesce(json_agg(found), '[]') from (select ${columns.join(", ")} from ${table} where office = $1 and ${id} = any($2::uuid[]) and not ${id} = any(array(${erased}))) as found)`;
const standingText = `select ${derivedTables.map((table) => `${all(allColumns(table), table, "subject")} as ${table}`).join(", ")},
  ${all(["id", ...subjectColumns], "subject", "id")} as subjects`;

async function writeSubjects(
  tx: Tx,
  office: string,
  standing: SubjectRow[],
  wanted: SubjectRow[],
): Promise<void> {
  const known = new Map(standing.map((row) => [row.id, row]));
  const subjects = wanted.filter((row) => !isDeepStrictEqual(row, known.get(row.id)));
  if (subjects.length === 0) return;
  await tx.rows(
    `update subject set ${subjectColumns.map((column) => `${column} = found.${column}`).join(", ")}
     from json_to_recordset($2::json) as found
       (id uuid, recheck date, facts jsonb, household uuid, present boolean, building text, stairwell text, flat text)
     where subject.office = $1 and subject.id = any($3::uuid[]) and subject.id = found.id`,
    [office, JSON.stringify(subjects), subjects.map(({ id }) => id)],
  );
}

/** A record that once settled something guarded stays veiled, whatever it is found to settle later. */
async function addVeils(tx: Tx, office: string, veils: Derived["veils"]): Promise<void> {
  if (veils.size === 0) return;
  await tx.rows(
    `update record set veils = (select array_agg(distinct veil order by veil) from unnest(record.veils || found.veils) as veil)
     from json_to_recordset($2::json) as found (id uuid, veils text[])
     where record.office = $1 and record.id = any($3::uuid[]) and record.id = found.id and not record.veils @> found.veils`,
    [office, JSON.stringify([...veils].map(([id, set]) => ({ id, veils: [...set] }))), [...veils.keys()]],
  );
}
