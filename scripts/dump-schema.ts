// Writes src/database/schema.sql anew, from a fresh database with every migration: after adding one.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { dumpSchema } from "#database/schema.ts";

const connection = await freshDatabase();
await (await openDatabase(connection)).close();
const client = new pg.Client(connection);
await client.connect();
const file = join(import.meta.dirname, "..", "src", "database", "schema.sql");
await writeFile(file, await dumpSchema(client));
await client.end();
console.log(file);
