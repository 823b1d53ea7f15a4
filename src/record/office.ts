import type { Text } from "#basics/text.ts";
import type { Database } from "#database/open.ts";
import { ownScope, scoped } from "#database/scope.ts";
import type { Tx } from "#database/scope.ts";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import type { Standard } from "#standard/standard.ts";
import { isVeiled, veilOf } from "#work/case/course.ts";
import type { Area, OfficeRules } from "#work/office-rules.ts";
import { officeRules } from "#work/office-rules.ts";
import { announcedYears } from "./apply-calendar.ts";
import type { Keeper } from "./keeper.ts";
import { officeHolder, unwrapKey } from "./keys.ts";
import type { WrappedKey } from "./keys.ts";
import { keyedName } from "./seal.ts";

/** An office's rules, and the names under which guarded things stand in the tables. */
export interface Office {
  rules: OfficeRules;
  /** Promise, fact ("person/phone"), procedure or kind of record ↔ its name in the tables: keyed where the plain one would tell. */
  names: TableNames;
}

export interface TableNames {
  promise(id: string): string;
  fact(kindAndId: string): string;
  recordKind(id: string): string;
  procedure(id: string): string;
  /** What an identity number is found by. */
  mark(identity: string): string;
  /** What a telephone number is found by: its last four digits. */
  tail(phone: string): string;
  /** The plain name back; a name that was never keyed is its own. */
  plain(name: string): string;
}

/** The office as its newest adoptions and the years it announced make it; compiled once, and again when they change. */
export async function loadOffice(keeper: Keeper, tx: Tx, id: string): Promise<Office> {
  const [adopted, announced] = await Promise.all([
    tx.often<{
      standard: string;
      version: string;
      tuning: number;
      from_day: string;
      parameters: Record<string, unknown>;
    }>(
      "select standard, version, tuning, from_day, parameters from adoption where office = $1 order by from_day, entry nulls first, standard, version",
      [id],
    ),
    announcedYears(tx, id),
  ]);
  const stamp = JSON.stringify([adopted, announced]);
  const known = keeper.offices.get(id);
  if (known?.stamp === stamp) return known.office;

  const [row] = await tx.rows<{ title: Text; zone: string }>("select title, zone from office where id = $1", [
    id,
  ]);
  if (row === undefined) throw new Error(`no office ${id} in this scope`);
  const areas = await tx.rows<Area>("select id, title from area where office = $1 order by position", [id]);
  const standards = [];
  for (const { standard, version, tuning, from_day, parameters } of adopted) {
    const [found] = await tx.rows<{ document: unknown }>(
      "select document from standard where id = $1 and version = $2",
      [standard, version],
    );
    if (found === undefined) throw new Error(`standard ${standard}@${version} is adopted but not kept`);
    // Kept by an earlier release, it lacks the keys that came since: their defaults are filled in.
    standards.push({
      standard: tuned(compileStandard(documentShape.parse(found.document), parameters), tuning),
      from: from_day,
    });
  }
  const [key] = await tx.rows<WrappedKey>(
    "select holder, algorithm, master, wrapped from subject_key where office = $1 and holder = $2",
    [id, officeHolder],
  );
  if (key === undefined) throw new Error(`office ${id} has no key`);
  const rules = officeRules({ id, title: row.title, zone: row.zone, areas, announced }, standards);
  const office = { rules, names: tableNames(rules, await unwrapKey(keeper.master, id, key)) };
  keeper.offices.set(id, { stamp, office });
  return office;
}

/** A version tuned again has a name of its own, "2021.1+1", so that a case goes on by the very terms it was opened under. */
function tuned(standard: Standard, tuning: number): Standard {
  return tuning === 0 ? standard : { ...standard, version: `${standard.version}+${tuning}` };
}

/** Every office kept here. That one exists is public, so nobody's scope is needed. */
export async function officeIds(database: Pick<Database, "app">): Promise<string[]> {
  const nobody = ownScope(null);
  const rows = await scoped(database.app, nobody, "read only", (tx) =>
    tx.rows<{ id: string }>("select id from office order by id"),
  );
  return rows.map(({ id }) => id);
}

function tableNames(rules: OfficeRules, key: Buffer): TableNames {
  const keyed = new Map<string, string>();
  const plain = new Map<string, string>();
  const add = (space: string, name: string) => {
    const made = keyedName(key, `${space}:${name}`);
    keyed.set(`${space}:${name}`, made);
    plain.set(made, name);
  };
  for (const { id, guards } of rules.everyPromise) if (guards.length > 0) add("promise", id);
  for (const kind of ["person", "household", "unit", "place"] as const)
    for (const fact of rules.factsOf(kind)) if (fact.guard !== undefined) add("fact", `${kind}/${fact.id}`);
  // Of every version, not only the newest: cases opened under it are kept by these names.
  for (const { procedure, version } of rules.everyProcedure) {
    if (!isVeiled(procedure)) continue;
    add("procedure", procedure.id);
    add("procedure", veilOf(procedure.id, version));
  }
  for (const kind of rules.records.keys()) if (rules.keepsGuarded(kind)) add("record", kind);
  return {
    promise: (id) => keyed.get(`promise:${id}`) ?? id,
    fact: (kindAndId) => keyed.get(`fact:${kindAndId}`) ?? kindAndId,
    recordKind: (id) => keyed.get(`record:${id}`) ?? id,
    procedure: (id) => keyed.get(`procedure:${id}`) ?? id,
    mark: (identity) => keyedName(key, `identity:${identity}`),
    tail: (phone) => keyedName(key, `phone:${phone.slice(-4)}`),
    plain: (name) => plain.get(name) ?? name,
  };
}
