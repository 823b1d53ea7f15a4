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
export async function openDatabase(owner: OwnerConnection): Promise<Database> {
  const client = new pg.Client(clientConfig(owner));
  await client.connect();
  try {
    await checkServer(client);
    await createRoles(client);
    await migrate(client);
  } finally {
    await client.end();
  }
  const app = openPool(owner, "wellside_app", "wellside", 12);
  const auth = openPool(owner, "wellside_auth", "auth", 4);
  return {
    app,
    auth,
    close: async () => {
      await Promise.all([app.end(), auth.end()]);
    },
  };
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
    await client.query(`grant ${role} to current_user`);
  }
  await client.query("create schema if not exists auth authorization wellside_auth");
  await client.query("revoke create on schema public from public");
}

function openPool(owner: OwnerConnection, role: string, schema: string, connections: number): PgPool {
  // Over a socket of our own each role signs in as itself; where a password is needed, the owner steps down.
  const itself = !("url" in owner) && owner.password === undefined;
  const direct = itself ? { ...clientConfig(owner), user: role } : clientConfig(owner);
  const stepDown = itself ? "" : ` -c role=${role}`;
  // `pipeline`: statements given together go to the database together, and their answers come back in one round trip.
  const pool = new pg.Pool({
    ...direct,
    max: connections,
    pipeline: true,
    options: `-c search_path=${schema}${stepDown}`,
  });
  // An idle connection that is lost (the database restarts) is replaced at the next use, not a crash.
  pool.on("error", () => {});
  return pool;
}

export function clientConfig(owner: OwnerConnection): PoolConfig {
  return "url" in owner ? { connectionString: owner.url } : { ...owner };
}
