import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type { Client } from "pg";

const folder = new URL("./migrations/", import.meta.url);

/**
 * Brings the database to the newest numbered file in migrations/, each in a transaction of its own, and refuses
 * a database whose applied files differ from ours. `client` is the owner, and nobody else is at it (see `openDatabase`).
 * Returns how many were applied now.
 */
export async function migrate(client: Client): Promise<number> {
  await client.query(`create table if not exists public.wellside_migration (
      name text primary key, digest text not null, at timestamptz not null default now())`);
  const applied = new Map<string, string>();
  for (const row of (
    await client.query<{ name: string; digest: string }>("select name, digest from public.wellside_migration")
  ).rows)
    applied.set(row.name, row.digest);
  let count = 0;
  for (const name of (await readdir(folder)).filter((file) => /^\d{4}-.*\.sql$/.test(file)).sort()) {
    const text = await readFile(new URL(name, folder), "utf8");
    const digest = createHash("sha256").update(text).digest("hex");
    const known = applied.get(name);
    if (known === digest) continue;
    if (known !== undefined)
      throw new Error(
        `Migration ${name} was changed after it had been applied to this database. Add a new one instead.`,
      );
    await client.query("begin");
    try {
      await client.query(text);
      await client.query("insert into public.wellside_migration (name, digest) values ($1, $2)", [
        name,
        digest,
      ]);
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      throw error;
    }
    count++;
  }
  return count;
}
