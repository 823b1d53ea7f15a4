import type { Day } from "#basics/day.ts";
import { dayText } from "#basics/day.ts";
import type { Tx } from "#database/scope.ts";
import { dutiesOf } from "#work/duty/duties.ts";
import { isSetAside } from "./apply.ts";
import { Changes } from "./changes.ts";
import type { KeyRing } from "./keys.ts";
import { knownSubjects } from "./known-subjects.ts";
import type { Office } from "./office.ts";

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
 * Under the engine's scope. `today` is the office's local day.
 */
export async function derive(
  tx: Tx,
  office: Office,
  keys: KeyRing,
  ids: string[],
  today: Day,
): Promise<void> {
  if (ids.length === 0) return;
  const { rules, names } = office;
  const eligible: DerivedRow[] = [];
  const duties: DutyRow[] = [];
  const outcomes: OutcomeRow[] = [];
  const subjects: { id: string; recheck: string | null; facts: unknown }[] = [];
  const veils = new Map<string, Set<string>>();

  for (const { subject, records, openFacts } of await knownSubjects(tx, office, keys, ids)) {
    let recheck: Day | null = null;
    const kinds = new Map(records.map(({ id, kind }) => [id, kind]));
    for (const promise of rules.promisesTo(subject.kind)) {
      const result = dutiesOf(promise, subject, records, today);
      const veiled = (rules.promise(promise.id)?.guards.length ?? 0) > 0;
      const row = { promise: names.promise(promise.id), subject: subject.id, veiled };
      if (result.eligible) eligible.push(row);
      for (const { opens, due } of result.windows)
        duties.push({ ...row, opens: dayText(opens), due: dayText(due) });
      for (const { opens, due, on, outcome, record } of result.outcomes) {
        outcomes.push({
          ...row,
          opens: dayText(opens),
          due: dayText(due),
          on_day: dayText(on),
          outcome,
          record: record ?? null,
        });
        if (veiled && record !== undefined && !isSetAside(kinds.get(record) ?? ""))
          veils.set(record, (veils.get(record) ?? new Set()).add(row.promise));
      }
      if (result.recheck !== null && (recheck === null || result.recheck < recheck)) recheck = result.recheck;
    }
    subjects.push({ id: subject.id, recheck: recheck === null ? null : dayText(recheck), facts: openFacts });
  }

  const changes = new Changes();
  await writeDifferences(tx, changes, rules.office, ids, "eligible", [], [], eligible);
  await writeDifferences(tx, changes, rules.office, ids, "duty", ["opens", "due"], [], duties);
  await writeDifferences(
    tx,
    changes,
    rules.office,
    ids,
    "outcome",
    ["opens", "due", "on_day"],
    ["outcome", "record"],
    outcomes,
  );
  await changes.flush(tx);
  await tx.rows(
    `update subject set recheck = found.recheck, facts = found.facts
     from json_to_recordset($2::json) as found (id uuid, recheck date, facts jsonb)
     where subject.office = $1 and subject.id = found.id and (subject.recheck is distinct from found.recheck or subject.facts <> found.facts)`,
    [rules.office, JSON.stringify(subjects)],
  );
  if (veils.size > 0)
    await tx.rows(
      `update record set veils = (select array_agg(distinct veil order by veil) from unnest(record.veils || found.veils) as veil)
       from json_to_recordset($2::json) as found (id uuid, veils text[])
       where record.office = $1 and record.id = found.id and not record.veils @> found.veils`,
      [rules.office, JSON.stringify([...veils].map(([id, set]) => ({ id, veils: [...set] })))],
    );
}

/** Deletes the rows of these subjects that no longer hold and queues the new ones: an ordinary visit changes two. */
async function writeDifferences<Row extends DerivedRow>(
  tx: Tx,
  changes: Changes,
  office: string,
  ids: string[],
  table: "duty" | "eligible" | "outcome",
  window: string[],
  ended: string[],
  wanted: Row[],
): Promise<void> {
  const columns = ["promise", "subject", ...window, ...ended];
  const key = (row: object) => columns.map((column) => String(row[column as keyof typeof row])).join(" ");
  const rows = await tx.rows<Row>(
    `select ${columns.join(", ")} from ${table} where office = $1 and subject = any($2::uuid[])`,
    [office, ids],
  );
  const gone = new Map(rows.map((row) => [key(row), row]));
  for (const row of wanted) if (!gone.delete(key(row))) changes.insert(table, { ...row, office });
  if (gone.size > 0)
    await tx.rows(
      `delete from ${table} using json_populate_recordset(null::wellside.${table}, $2::json) as gone
       where ${table}.office = $1 and ${["promise", "subject", ...window].map((column) => `${table}.${column} = gone.${column}`).join(" and ")}`,
      [office, JSON.stringify([...gone.values()])],
    );
}
