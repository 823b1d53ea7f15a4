import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import pg from "pg";

import { type Connection, startEmbedded } from "./embedded.ts";

/** Carries the connection of the run's one server to the test processes, as JSON. */
export const testServerVariable = "WELLSIDE_TEST_SERVER";

/** Starts a throwaway server for a whole test run; put `variables` into the environment of the test processes. */
export async function startTestServer(): Promise<{
  variables: Record<string, string>;
  stop(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "wellside-test-"));
  await chmod(folder, 0o711); // the server may run as another user
  const server = await startEmbedded({ folder, ephemeral: true });
  return {
    variables: { [testServerVariable]: JSON.stringify(server.connection) },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a template holds. `name` must change whenever `prepare` would make something else: put a hash in it. */
export interface Template {
  name: string;
  prepare(connection: Connection): Promise<void>;
}

/**
 * A database of its own for one test file, cloned from a template that the first caller of the run prepares (about
 * 60 ms instead of all migrations). Alone, outside a run, it starts a server that ends with the process.
 * Nothing needs to be dropped: the server is thrown away.
 */
export async function freshDatabase(template?: Template): Promise<Connection> {
  const server = await serverOfTheRun();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await withMaintenance(server, async (client) => {
    if (template) await prepareOnce(client, server, template);
    await client.query(
      template
        ? `create database ${name} template "${template.name}" strategy file_copy`
        : `create database ${name}`,
    );
  });
  return { ...server, database: name };
}

let own: Promise<Connection> | undefined;

function serverOfTheRun(): Promise<Connection> {
  const given = process.env[testServerVariable];
  own ??= given ? Promise.resolve(JSON.parse(given) as Connection) : startOwn();
  return own;
}

async function startOwn(): Promise<Connection> {
  const folder = await mkdtemp(join(tmpdir(), "wellside-test-"));
  await chmod(folder, 0o711);
  const server = await startEmbedded({ folder, ephemeral: true });
  process.once("beforeExit", () => {
    void server.stop().then(() => rm(folder, { recursive: true, force: true }));
  });
  return server.connection;
}

async function withMaintenance(
  server: Connection,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ ...server, database: "postgres" });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Test files run side by side: one prepares under a lock while the others wait, and a half-made one is made again. */
async function prepareOnce(client: pg.Client, server: Connection, template: Template): Promise<void> {
  await client.query("select pg_advisory_lock(1)");
  const { rowCount } = await client.query("select from pg_database where datname = $1", [template.name]);
  if (rowCount === 0) {
    const half = `${template.name}_half`;
    await client.query(`drop database if exists "${half}" with (force)`);
    await client.query(`create database "${half}"`);
    await template.prepare({ ...server, database: half });
    await client.query(`alter database "${half}" rename to "${template.name}"`);
  }
  await client.query("select pg_advisory_unlock(1)");
}
