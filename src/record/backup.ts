import type { Pool } from "pg";
import { localDay } from "#basics/day.ts";
import { scoped } from "#database/scope.ts";
import type { Scope, Tx } from "#database/scope.ts";
import { journalLines } from "./journal-file.ts";
import type { JournalLine } from "./journal-file.ts";
import type { Keeper } from "./keeper.ts";
import { officeIds } from "./office.ts";
import { officeTables, rebuildIn } from "./rebuild.ts";
import { linesUpTo } from "./restore-point.ts";
import type { Standing } from "./restore-point.ts";

/**
 * All that an installation keeps, as of one moment, a JSON object a line: the journal of every office with its wrapped keys,
 * who may sign in, and the demonstration's clock. Not in it: the master key, sessions, and what is derived from the journal.
 */
export type BackupLine =
  | JournalLine
  | { wellside: "backup"; version: 1; hash: "sha256"; at: string; master: string; offices: string[] }
  | { counts: { office: string; tables: Record<string, number> } }
  | { signIn: { table: SignInTable; row: Record<string, unknown> } }
  | { clock: Clock };

/** Sessions and counters of attempts are nobody's to take along. */
const signInTables = ["user", "account", "twoFactor", "secret"] as const;
export type SignInTable = (typeof signInTables)[number];

interface Clock {
  shown: string;
  opens_at: string;
}

/** Worked out from the rest, as of a day: a restore makes them anew. And what a machine sent is for that machine to know. */
const derivedTables = new Set(["duty", "eligible", "outcome", "told"]);

export async function backupTo(
  keeper: Keeper,
  write: (lines: AsyncIterable<BackupLine>) => Promise<void>,
): Promise<void> {
  const everywhere = wholeScope(await officeIds(keeper.database));
  await scoped(keeper.database.app, everywhere, "read only", (tx) => write(linesOf(keeper, tx)));
}

async function* linesOf(keeper: Keeper, tx: Tx): AsyncGenerator<BackupLine> {
  const known = await tx.rows<{ id: string }>("select id from office order by id");
  const offices = known.map(({ id }) => id);
  // One opened since the scope was chosen is in this snapshot too.
  await tx.rescope(wholeScope(offices));
  const at = new Date().toISOString();
  yield { wellside: "backup", version: 1, hash: "sha256", at, master: keeper.master.newest.name, offices };
  const [snapshot] = await tx.rows<{ id: string }>("select pg_export_snapshot() as id");
  if (snapshot !== undefined) yield* signInLines(keeper.database.auth, snapshot.id);
  const [clock] = await tx.rows<{ clock: Clock }>(
    "select json_build_object('shown', shown, 'opens_at', opens_at) as clock from clock",
  );
  if (clock !== undefined) yield clock;
  const tables = await comparedTables(tx);
  for (const office of offices) {
    yield* journalLines(tx, office);
    yield { counts: { office, tables: await countRows(tx, tables, office) } };
  }
}

/** As of the same moment, though only sign-in's own role may read them. */
async function* signInLines(auth: Pool, snapshot: string): AsyncGenerator<BackupLine> {
  const client = await auth.connect();
  try {
    await client.query("begin isolation level repeatable read, read only");
    await client.query(`set transaction snapshot '${snapshot.replaceAll("'", "")}'`);
    for (const table of signInTables) {
      const { rows: there } = await client.query<{ is: boolean }>(
        "select to_regclass($1) is not null as is",
        [`auth."${table}"`],
      );
      if (there[0]?.is !== true) continue; // nobody has ever been able to sign in
      const { rows } = await client.query<{ row: Record<string, unknown> }>(
        `select row_to_json(whole) as row from "${table}" as whole order by whole.id`,
      );
      for (const { row } of rows) yield { signIn: { table, row } };
    }
  } finally {
    await client.query("rollback");
    client.release();
  }
}

/** What a restore did. */
export interface Restored {
  offices: { office: string; entries: number }[];
  accounts: number;
}

/** The file's counts and what stands in the tables now differ: nothing has been kept. */
export class RestoreDiffers extends Error {}

/**
 * Fills an empty database from a backup: every entry through the appliers that wrote it first, and what is owed worked out as of
 * now. All or nothing, save accounts, which are taken in last and come whole or not at all. `standing`: as it was at a point
 * before, with the accounts there were then.
 */
export async function restoreFrom(
  keeper: Keeper,
  whole: AsyncIterable<BackupLine>,
  standing?: Standing,
): Promise<Restored> {
  const lines = standing === undefined ? whole : linesUpTo(whole, standing);
  const found: Collected = {
    rows: { user: [], account: [], twoFactor: [], secret: [] },
    counts: [],
    clock: undefined,
  };
  const { app, auth } = keeper.database;
  const restored: Restored = { offices: [], accounts: 0 };
  await scoped(app, wholeScope([]), "read write", async (tx) => {
    const today = (office: { rules: { zone: string } }) =>
      localDay(found.clock === undefined ? new Date() : new Date(found.clock.shown), office.rules.zone);
    await rebuildIn(keeper, tx, journalOf(lines, found), today);
    await tx.rescope(wholeScope(found.counts.map(({ office }) => office)));
    const tables = await comparedTables(tx);
    for (const { office, tables: counted } of found.counts) {
      const now = await countRows(tx, tables, office);
      for (const [table, count] of Object.entries(counted))
        if (now[table] !== count)
          throw new RestoreDiffers(`${office}, ${table}: ${count} → ${now[table] ?? 0}`);
      restored.offices.push({ office, entries: now["entry"] ?? 0 });
    }
    if (standing !== undefined) {
      await tx.rescope(wholeScope([...standing.keys()]));
      for (const [office, { length }] of standing) restored.offices.push({ office, entries: length });
      const accounts = await tx.rows<{ id: string }>("select id from account");
      const there = new Set(accounts.map(({ id }) => id));
      found.rows.user = found.rows.user.filter(({ id }) => there.has(String(id)));
      for (const table of ["account", "twoFactor"] as const)
        found.rows[table] = found.rows[table].filter(({ userId }) => there.has(String(userId)));
    }
    if (found.clock !== undefined)
      await tx.rows("insert into clock (shown, opens_at) values ($1, $2)", [
        found.clock.shown,
        found.clock.opens_at,
      ]);
    await takeAccounts(auth, found.rows);
  });
  restored.accounts = found.rows.user.length;
  return restored;
}

interface Collected {
  rows: Record<SignInTable, Record<string, unknown>[]>;
  counts: { office: string; tables: Record<string, number> }[];
  clock: Clock | undefined;
}

/** The lines of the journal; the others are put aside as they pass. */
async function* journalOf(lines: AsyncIterable<BackupLine>, found: Collected): AsyncGenerator<JournalLine> {
  for await (const line of lines) {
    if ("signIn" in line) found.rows[line.signIn.table].push(line.signIn.row);
    else if ("clock" in line) found.clock = line.clock;
    else if ("counts" in line) found.counts.push(line.counts);
    else if (!("wellside" in line)) yield line;
  }
}

async function takeAccounts(auth: Pool, rows: Collected["rows"]): Promise<void> {
  const client = await auth.connect();
  try {
    await client.query("begin");
    // What sign-in made for itself on opening here: the one of the backup opens what it encrypted.
    if (rows.secret.length > 0) await client.query("delete from secret");
    for (const table of signInTables.filter((each) => rows[each].length > 0))
      await client.query(
        `insert into "${table}" select * from json_populate_recordset(null::auth."${table}", $1::json)`,
        [JSON.stringify(rows[table])],
      );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

/** Is there nothing here that a restore would mix with? */
export async function isEmpty({ database: { app, auth } }: Keeper): Promise<boolean> {
  const { rows } = await app.query<{ any: boolean }>(
    "select exists (select from office) or exists (select from clock) as any",
  );
  if (rows[0]?.any !== false) return false;
  const { rows: users } = await auth.query<{ any: boolean }>(`select exists (select from "user") as any`);
  return users[0]?.any === false;
}

function wholeScope(offices: string[]): Scope {
  return { offices, account: null, veils: "*", sealed: "*", reach: "*" };
}

async function comparedTables(tx: Tx): Promise<{ name: string; key: string }[]> {
  return (await officeTables(tx)).filter(({ name }) => !derivedTables.has(name));
}

async function countRows(
  tx: Tx,
  tables: { name: string; key: string }[],
  office: string,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name, key } of tables) {
    const [row] = await tx.rows<{ count: number }>(`select count(*) from ${name} where ${key} = $1`, [
      office,
    ]);
    counts[name] = row?.count ?? 0;
  }
  return counts;
}
