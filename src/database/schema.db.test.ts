import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import pg from "pg";
import { freshDatabase } from "./embedded/test-server.ts";
import { openDatabase } from "./open.ts";
import type { Database } from "./open.ts";
import { dumpSchema } from "./schema.ts";

let database: Database;
let owner: pg.Client;
let tables: string[] = [];

before(async () => {
  const connection = await freshDatabase();
  database = await openDatabase(connection);
  owner = new pg.Client(connection);
  await owner.connect();
  tables = (
    await rows<{ tablename: string }>(
      "select tablename from pg_tables where schemaname = 'wellside' order by 1",
    )
  ).map(({ tablename }) => tablename);
});
after(async () => {
  await owner.end();
  await database.close();
});

async function rows<Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> {
  return (await owner.query<Row & Record<string, unknown>>(query, values)).rows;
}

/** The same everywhere, and nobody's own: the texts of published standards, and the demonstration's clock. */
const ofNobody = ["clock", "standard"];

test("schema.sql is what the migrations make; after a new one run scripts/dump-schema.ts", async () => {
  const kept = await readFile(new URL("./schema.sql", import.meta.url), "utf8");
  assert.ok(
    tables.length >= 20 && tables.every((table) => kept.includes(`create table wellside.${table} (`)),
  );
  assert.equal(await dumpSchema(owner), kept);
});

test("every table is under row level security, with a policy, save those that are the same for everybody", async () => {
  const open = await rows<{ relname: string }>(
    "select relname from pg_class where relnamespace = 'wellside'::regnamespace and relkind in ('r', 'p') and not relrowsecurity order by 1",
  );
  assert.deepEqual(
    open.map(({ relname }) => relname),
    ofNobody,
  );
  const without = await rows<{ tablename: string }>(
    "select tablename from pg_tables where schemaname = 'wellside' and tablename not in (select tablename from pg_policies where schemaname = 'wellside')",
  );
  assert.deepEqual(without.map(({ tablename }) => tablename).toSorted(), ofNobody);
});

test("the application's role owns nothing, bypasses nothing, and has no way to become more", async () => {
  const [role] = await rows(
    "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolinherit from pg_roles where rolname = 'wellside_app'",
  );
  assert.deepEqual(role, {
    rolsuper: false,
    rolbypassrls: false,
    rolcreatedb: false,
    rolcreaterole: false,
    rolreplication: false,
    rolinherit: false,
  });
  assert.deepEqual(await rows("select relname from pg_class where relowner = 'wellside_app'::regrole"), []);
  assert.deepEqual(
    await rows("select nspname from pg_namespace where nspowner = 'wellside_app'::regrole"),
    [],
  );
  assert.deepEqual(await rows("select proname from pg_proc where proowner = 'wellside_app'::regrole"), []);
  assert.deepEqual(
    await rows("select roleid::regrole::text from pg_auth_members where member = 'wellside_app'::regrole"),
    [],
  );
  const creates = await rows(
    "select nspname from pg_namespace where nspname !~ '^pg_' and has_schema_privilege('wellside_app', oid, 'create')",
  );
  assert.deepEqual(creates, []);
});

test("it can neither change nor delete what the journal holds, nor the answers, keys, posts and texts it rests on", async () => {
  const { rows: found } = await owner.query<{
    tablename: string;
    changes: boolean;
    deletes: boolean;
    truncates: boolean;
  }>(
    `select tablename, has_any_column_privilege('wellside_app', 'wellside.' || tablename, 'update') as changes,
            has_table_privilege('wellside_app', 'wellside.' || tablename, 'delete') as deletes,
            has_table_privilege('wellside_app', 'wellside.' || tablename, 'truncate, trigger, references') as truncates
     from pg_tables where schemaname = 'wellside' order by 1`,
  );
  const named = (which: (row: (typeof found)[number]) => boolean) =>
    found.filter(which).map(({ tablename }) => tablename);
  assert.equal(found.length, tables.length);
  assert.deepEqual(
    named(({ truncates }) => truncates),
    [],
  );
  assert.deepEqual(
    named(({ changes }) => changes),
    [
      "calendar_year",
      "case_file",
      "case_stage",
      "clock",
      "contact",
      "import",
      "journal_head",
      "leave",
      "merge",
      "office_grant",
      "post",
      "record",
      "rights_code",
      "rights_request",
      "sealed_fact",
      "subject",
      "subject_key",
      "told",
    ],
  );
  assert.deepEqual(
    named(({ deletes }) => deletes),
    [
      "case_about",
      "case_entry",
      "case_file",
      "case_sealed",
      "case_stage",
      "contact",
      "duty",
      "eligible",
      "fact",
      "import_rejected",
      "member",
      "merge",
      "notification",
      "outcome",
      "record",
      "record_about",
      "rights_code",
      "rights_request",
      "sealed_fact",
      "subject",
      "subject_key",
    ],
  );
  for (const statement of [
    "update entry set hash = ''",
    "delete from entry",
    "update entry_part set body = ''",
    "delete from entry_part",
    "truncate entry cascade",
    "alter table entry disable row level security",
    "drop policy own_office on entry",
  ])
    await assert.rejects(database.app.query(statement), { code: "42501" }, statement);
});

test("sign-in's tables are its own: the application reads none of them, and sign-in none of ours", async () => {
  await assert.rejects(database.app.query("create table auth.mine ()"), { code: "42501" });
  await database.auth.query("create table auth.secret (hash text)");
  await assert.rejects(database.app.query("select from auth.secret"), { code: "42501" });
  for (const table of tables)
    await assert.rejects(database.auth.query(`select from wellside.${table}`), { code: "42501" }, table);
});

test("every table of an office has it first in its primary key, and in every unique and foreign key", async () => {
  const keys = await rows<{ relname: string; conname: string; contype: string; first: string }>(
    `select relname, conname, contype, attname as first from pg_constraint join pg_class on pg_class.oid = conrelid
     join pg_attribute on attrelid = conrelid and attnum = conkey[1]
     where connamespace = 'wellside'::regnamespace and contype in ('p', 'u', 'f')
       and exists (select from pg_attribute as own where own.attrelid = conrelid and own.attname = 'office')`,
  );
  assert.ok(keys.length > 30, `${keys.length} keys`);
  // An adoption names its standard, a post and a leave their account: standards and accounts are the same everywhere.
  const everywhere = [
    "adoption_standard_version_fkey",
    "post_account_fkey",
    "leave_account_fkey",
    "stand_in_account_fkey",
  ];
  const wrong = keys.filter(({ first, conname }) => first !== "office" && !everywhere.includes(conname));
  assert.deepEqual(wrong, []);
});
