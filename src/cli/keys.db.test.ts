import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { newId } from "#basics/id.ts";
import { type Connection } from "#database/embedded/embedded.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { type Keeper, openKeeper } from "#record/keeper.ts";
import { wrapKey } from "#record/keys.ts";
import { wholeOffice } from "#record/rebuild.ts";
import { newKey } from "#record/seal.ts";
import { signInSecret } from "#record/sign-in-secret.ts";
import { type TestOffice, testOffice } from "#record/test-office.ts";
import { openSignIn } from "#server/sign-in.ts";
import { type Said, folderOf, typed } from "./for-tests.ts";

const folder = folderOf({});
const keyFile = join(folder, "keys", "master.key");
const program = fileURLToPath(new URL("wellside.ts", import.meta.url));
/** So many people more that a rotation can be cut off in the middle. */
const many = 8_000;

let [url, old] = ["", ""];
let keeper: Keeper;
let here: TestOffice;
let secret: Buffer;

before(async () => {
  url = await onNewDatabase();
  keeper = await openKeeper(await openDatabase({ url }), { keyFile });
  here = await testOffice("first", keeper);
  await openSignIn(keeper.database.auth, keeper.master, 8210);
  [old, secret] = [keeper.master.newest.name, await signInSecret(keeper.database.auth, keeper.master)];
  await here.enter("旧人", { mentalCare: true });
  await well("backup", "--to", "before.backup");
  const made = Array.from({ length: many }, () => wrapKey(keeper.master.newest, "first", newId(), newKey()));
  await scoped(keeper.database.app, engineScope("first", null), "read write", (tx) =>
    tx.rows(
      `insert into subject_key (office, holder, algorithm, master, wrapped)
       select $1, holder, $2, $3, wrapped from unnest($4::uuid[], $5::bytea[]) as made (holder, wrapped)`,
      [
        "first",
        made[0]?.algorithm,
        old,
        made.map(({ holder }) => holder),
        made.map(({ wrapped }) => wrapped),
      ],
    ),
  );
});

after(async () => {
  await keeper.database.close();
  for (const name of ["DATABASE_URL", "WELLSIDE_KEY"]) delete process.env[name];
});

async function onNewDatabase(): Promise<string> {
  const { host, port, user, database }: Connection = await freshDatabase();
  const made = `postgresql://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
  Object.assign(process.env, { DATABASE_URL: made, WELLSIDE_KEY: keyFile });
  return made;
}

async function well(...words: string[]): Promise<Said> {
  const said = await typed(folder, words);
  assert.equal(said.code, 0, `${words.join(" ")}: ${said.err}`);
  return said;
}

async function under(): Promise<Map<string, number>> {
  return scoped(keeper.database.app, engineScope("first", null), "read only", async (tx) => {
    const rows = await tx.rows<{ master: string; keys: number }>(
      "select master, count(*) as keys from subject_key where office = 'first' group by master",
    );
    return new Map(rows.map(({ master, keys }) => [master, keys]));
  });
}

test("a rotation beside a server that writes, killed in the middle and run again: every key is under the new one, and nothing stood still", async () => {
  const entered: string[] = [];
  let isOver = false;
  const writing = (async () => {
    while (!isOver) {
      const name = `新人${entered.length}`;
      await here.enter(name, { mentalCare: true });
      entered.push(name);
    }
  })();

  const cut = spawn(process.execPath, [program, "keys", "rotate"], { stdio: "ignore" });
  let keys = await under();
  while (many - (keys.get(old) ?? 0) < 1_000 && cut.exitCode === null) {
    await pause(5);
    keys = await under();
  }
  cut.kill("SIGKILL");
  if (cut.signalCode === null) await once(cut, "exit");
  assert.equal(cut.signalCode, "SIGKILL");
  const halfway = await under();
  assert.equal(halfway.size, 2);
  assert.ok((halfway.get(old) ?? 0) > 0, JSON.stringify([...halfway]));
  const beforeGoingOn = entered.length;
  const half = await well("keys", "check");
  assert.match(half.out, new RegExp(`^first  ${old}  \\d+  →$`, "m"));
  assert.match(half.err, /All of them open; those marked/);

  const { err } = await well("keys", "rotate");
  assert.match(err, /Going on with the change to [0-9a-f]{12}/);
  assert.match(err, new RegExp(`master\\.key\\.${old} is needed here no more`));
  const sofar = entered.length;
  while (entered.length < sofar + 3) await pause(20);
  isOver = true;
  await writing;
  assert.ok(sofar > beforeGoingOn || beforeGoingOn > 0, "it wrote meanwhile");

  assert.deepEqual([...(await under()).keys()], [keeper.master.newest.name]);
  assert.notEqual(keeper.master.newest.name, old);
  const subjects = ((await wholeOffice(keeper, "first")).get("subject") ?? []).join("\n");
  assert.deepEqual(
    entered.filter((name) => !subjects.includes(`"${name}"`)),
    [],
  );
});

test("the old one put away, all of it opens by the new one alone, and sign-in has the secret it had", async () => {
  renameSync(`${keyFile}.${old}`, join(folder, "put-away"));
  assert.match((await well("keys", "check")).err, /all wrapped by [0-9a-f]{12}/);
  const database = await openDatabase({ url });
  const again = await openKeeper(database, { keyFile });
  assert.deepEqual(
    again.master.all.map(({ name }) => name),
    [keeper.master.newest.name],
  );
  assert.deepEqual(await wholeOffice(again, "first"), await wholeOffice(keeper, "first"));
  assert.deepEqual(await signInSecret(database.auth, again.master), secret);
  await database.close();
});

test("a missing master key is named, and where to put it", async () => {
  const other = join(folder, "other");
  writeFileSync(other, `${"08".repeat(32)}\n`, { mode: 0o600 });
  process.env["WELLSIDE_KEY"] = other;
  const { code, out, err } = await typed(folder, ["keys", "check"]);
  assert.equal(code, 1);
  assert.match(out, /✗ \d+/);
  assert.match(err, new RegExp(`master key ${keeper.master.newest.name} is missing`));
  process.env["WELLSIDE_KEY"] = keyFile;
});

test("a backup from before opens with the key of then, put beside the new one, and can be brought under the new one", async () => {
  await onNewDatabase();
  const refused = await typed(folder, ["restore", "--from", "before.backup"]);
  assert.deepEqual([refused.code, /Another master key: .* needs/.test(refused.err)], [1, true]);
  process.env["WELLSIDE_KEY"] = join(folder, "put-away");
  await well("restore", "--from", "before.backup");

  const second = await onNewDatabase();
  renameSync(join(folder, "put-away"), `${keyFile}.${old}`);
  await well("restore", "--from", "before.backup");
  assert.match((await well("keys", "check")).out, new RegExp(`^first  ${old}  \\d+  →$`, "m"));
  await well("keys", "rotate");
  const database = await openDatabase({ url: second });
  const restored = await openKeeper(database, { keyFile });
  assert.equal(restored.master.newest.name, keeper.master.newest.name);
  assert.match((await wholeOffice(restored, "first")).get("subject")?.join() ?? "", /旧人/);
  assert.doesNotMatch((await well("keys", "check")).out, /→|✗/);
  assert.deepEqual(await signInSecret(database.auth, restored.master), secret);
  await database.close();
});

test("nobody but the engine rewraps, and never whose a key is", async () => {
  const { app } = keeper.database;
  const rewrap = "update subject_key set wrapped = '\\x00' where office = 'first' returning holder";
  const narrow = { offices: ["first"], account: null, veils: [], sealed: [], reach: "*" as const };
  assert.deepEqual(await scoped(app, narrow, "read write", (tx) => tx.rows(rewrap)), []);
  await assert.rejects(
    scoped(app, engineScope("first", null), "read write", (tx) =>
      tx.rows("update subject_key set holder = holder where office = 'first'"),
    ),
    /permission denied/,
  );
  assert.ok(((await under()).get(keeper.master.newest.name) ?? 0) > many);
});

test("by a command of one's own: it has to print a new one first", async () => {
  Object.assign(process.env, { DATABASE_URL: url, WELLSIDE_KEY_COMMAND: `cat "${keyFile}"` });
  const said = await typed(folder, ["keys", "rotate"]);
  assert.deepEqual([said.code, /print a new one on the first line/.test(said.err)], [1, true]);
  process.env["WELLSIDE_KEY_COMMAND"] = `printf '${"09".repeat(32)}\n'; cat "${keyFile}"`;
  await well("keys", "rotate");
  assert.doesNotMatch((await well("keys", "check")).out, /→|✗/);
  delete process.env["WELLSIDE_KEY_COMMAND"];
});
