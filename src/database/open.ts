import type { Pool as PgPool, PoolConfig } from "pg";
import pg from "pg";
import { migrate } from "./migrate.ts";

// Days stay the text they are: a JS Date at local midnight would shift with the server's zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** How to reach the database as its owner: a PostgreSQL URL, or the embedded server's socket. */
export type OwnerConnection =
  | { url: string }
  | { host: string; port: number; user: string; database: string; password?: string };

export interface Database {
  /** Runs every request: the role wellside_app, under row level security. */
  app: PgPool;
  /** Sign-in only: the role wellside_auth, which owns schema auth and reads nothing else. */
  auth: PgPool;
  close(): Promise<void>;
}

/**
 * Prepares roles and schema as the owner, then opens the two pools that the server lives by.
 * An outside PostgreSQL (≥ 15) is asked for through the same owner, stepping down to each role at once.
 */
export async function openDatabase(
  owner: OwnerConnection,
  patience: Patience = "of a person",
): Promise<Database> {
  const client = new pg.Client(clientConfig(owner));
  client.on("error", () => {}); // told to whoever waits for its answer
  await client.connect();
  try {
    await checkServer(client);
    await inTurn(client, async () => {
      await createRoles(client);
      await migrate(client);
    });
  } finally {
    await client.end();
  }
  const app = openPool(owner, "wellside_app", "wellside", 12, patience);
  const auth = openPool(owner, "wellside_auth", "auth", 4, patience);
  return {
    app,
    auth,
    close: async () => {
      await Promise.all([app.end(), auth.end()]);
    },
  };
}

/** Two servers that start at once on one database prepare it one after the other; any number will do that nobody else uses. */
export const startLock = 8_210_421;

async function inTurn(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("select pg_advisory_lock($1)", [startLock]);
  try {
    await work();
  } finally {
    await client.query("select pg_advisory_unlock($1)", [startLock]).catch(() => {}); // lost, it is free anyway
  }
}

async function checkServer(client: pg.Client): Promise<void> {
  const [row] = (
    await client.query<{ version: number; encoding: string }>(
      "select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding",
    )
  ).rows;
  if (row === undefined || row.version < 150_000) throw new Error("Wellside needs PostgreSQL 15 or newer.");
  if (row.encoding !== "UTF8") throw new Error("Wellside needs a database whose encoding is UTF8.");
}

// Inherit nothing, log in only where the socket lets nobody else in: outside, the owner steps down by SET ROLE.
async function createRoles(client: pg.Client): Promise<void> {
  for (const role of ["wellside_app", "wellside_auth"]) {
    const known = await client.query("select from pg_roles where rolname = $1", [role]);
    if (known.rowCount === 0)
      await client
        .query(`create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole noinherit`)
        .catch((error: { code?: string }) => {
          if (error.code !== "42710" && error.code !== "23505") throw error; // another start made it a moment ago
        });
    // Asked first: two databases of one PostgreSQL that are prepared at once would both write the same row of its catalogue.
    const member = await client.query(
      "select where pg_has_role(current_user, $1, case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end)",
      [role],
    );
    if (member.rowCount === 0) await client.query(`grant ${role} to current_user`);
  }
  await client.query("create schema if not exists auth authorization wellside_auth");
  await client.query("revoke create on schema public from public");
}

/** Who waits: somebody at a screen, who wants to be told, or a command of the terminal, which may take all night. */
export type Patience = "of a person" | "of a terminal";

/**
 * How long anything is waited for, so that a database that is slow or gone is told of, and nobody waits for ever. The longest
 * statements write 5,000 rows. A URL may ask for others: `?options=-c lock_timeout=60s`.
 */
const seconds = {
  forConnection: 10,
  /** The chain of an office, held by an import say, or by another server. */
  forLock: 20,
  forStatement: 60,
  /** A little longer than PostgreSQL itself would wait: then the way there is what is broken. */
  forAnswer: 75,
  /** A server that was cut off in the middle of a transaction holds the chain of its office until then. */
  forNextStatement: 120,
  /** After this the other end of a quiet connection is asked whether it is still there; three times, and it is given up. */
  quiet: 30,
};

function limits(patience: Patience): string {
  const peer = ` -c tcp_keepalives_idle=${seconds.quiet} -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3`;
  if (patience === "of a terminal") return peer;
  const [lock, statement, idle] = [seconds.forLock, seconds.forStatement, seconds.forNextStatement];
  return `${peer} -c lock_timeout=${lock}s -c statement_timeout=${statement}s -c idle_in_transaction_session_timeout=${idle}s`;
}

function openPool(
  owner: OwnerConnection,
  role: string,
  schema: string,
  connections: number,
  patience: Patience,
): PgPool {
  // Over a socket of our own each role signs in as itself; where a password is needed, the owner steps down.
  const itself = !("url" in owner) && owner.password === undefined;
  const { config, theirs } = withoutOptions(owner);
  const direct = itself ? { ...config, user: role } : config;
  const stepDown = itself ? "" : ` -c role=${role}`;
  // `pipeline`: statements given together go to the database together, and their answers come back in one round trip.
  const pool = new pg.Pool({
    ...direct,
    max: connections,
    pipeline: true,
    connectionTimeoutMillis: seconds.forConnection * 1_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: seconds.quiet * 1_000,
    ...(patience === "of a person" && { query_timeout: seconds.forAnswer * 1_000 }),
    // No statement of ours runs long enough to be worth compiling, and policies let the planner think that it might.
    // The role last: what a URL may say of its own must never undo it.
    options: `${limits(patience)} -c jit=off ${theirs} -c search_path=${schema}${stepDown}`.trim(),
  });
  // An idle connection that is lost (the database restarts) is replaced at the next use, not a crash; one in use
  // tells those who wait for its answer, and besides them whoever listens: nobody doing so would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}

export function clientConfig(owner: OwnerConnection): PoolConfig {
  return "url" in owner ? { connectionString: owner.url } : { ...owner };
}

/** An `options=` in a URL taken out of it: `pg` would let that stand in place of ours, the role among them. */
function withoutOptions(owner: OwnerConnection): { config: PoolConfig; theirs: string } {
  if (!("url" in owner)) return { config: clientConfig(owner), theirs: "" };
  const [address = "", query = ""] = owner.url.split(/\?(.*)/s);
  const wishes = new URLSearchParams(query);
  const theirs = wishes.get("options") ?? "";
  wishes.delete("options");
  return { config: { connectionString: `${address}?${wishes.toString()}` }, theirs };
}
