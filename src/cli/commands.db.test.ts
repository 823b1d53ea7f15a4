import assert from "node:assert/strict";
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { Readable } from "node:stream";
import { newId } from "#basics/id.ts";
import { type Connection } from "#database/embedded/embedded.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { backupTo, restoreFrom } from "#record/backup.ts";
import type { BackupLine } from "#record/backup.ts";
import { type Keeper, keeperOf, openKeeper } from "#record/keeper.ts";
import { wholeOffice } from "#record/rebuild.ts";
import { onlyMasterKey } from "#record/master-key.ts";
import { noon, smallStandard, testOffice } from "#record/test-office.ts";
import { verifyJournal } from "#record/verify.ts";
import { openSignIn } from "#server/sign-in.ts";
import { type Said, folderOf, typed } from "./for-tests.ts";
import { readLineFile, writeLineFile } from "#record/line-file.ts";

const { templates, examples: _, ...written } = smallStandard;
const here = folderOf({
  "small/standard.yaml": written,
  ...Object.fromEntries(Object.entries(templates).map(([file, text]) => [`small/${file}`, text])),
  "elders.csv":
    "编号,姓名,独居,出生日期\nP1,甲某,是,1940-05-01\nP2,乙某,否,1941-05-01\nP3,丙某,也许,1942-05-01\n",
  "visit.json": {},
  "enter.json": { subject: newId(), kind: "person", name: "丁某", facts: { livesAlone: true } },
});
writeFileSync(join(here, "key"), `${"07".repeat(32)}\n`, { mode: 0o600 });
process.env["WELLSIDE_KEY"] = join(here, "key");
const testKey = onlyMasterKey(Buffer.alloc(32, 7));
const password = "十二个字以上的一个密码呀";

/** From here on commands work on a database of its own. */
async function onNewDatabase(): Promise<string> {
  const url = urlOf(await freshDatabase());
  process.env["DATABASE_URL"] = url;
  return url;
}

function urlOf({ host, port, user, database }: Connection): string {
  return `postgresql://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
}

/** Where a keeper's database is, as commands are told. */
async function urlOfKeeper({ database }: Keeper): Promise<string> {
  const { rows } = await database.app.query<{ name: string }>("select current_database() as name");
  return first.replace(/@\/[^?]*/, `@/${rows[0]?.name ?? ""}`);
}

async function well(...words: string[]): Promise<Said> {
  const said = await typed(here, words, password);
  assert.equal(said.code, 0, `${words.join(" ")}: ${said.err}`);
  return said;
}

async function withDatabase<T>(url: string, work: (keeper: Keeper) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url });
  try {
    return await work(await openKeeper(database, { keyFile: join(here, "key") }));
  } finally {
    await database.close();
  }
}

let first = "";
after(() => delete process.env["DATABASE_URL"]);

test("an office is set up, filled, asked and corrected by the command line alone", async () => {
  first = await onNewDatabase();
  await well(
    "office",
    "--id",
    "spring",
    "--title=泉社区",
    "--standard",
    "small/",
    "--areas",
    "东,西",
    "--from",
    "2021-01-01",
  );
  await well("account", "--office", "spring", "--username", "shu", "--name", "书记甲", "--role", "secretary");
  await well(
    "account",
    "--office",
    "spring",
    "--username",
    "she",
    "--name",
    "社工甲",
    "--role",
    "worker",
    "--as",
    "shu",
  );
  // The only secretary has forgotten theirs.
  const renewed = await well("account", "--office", "spring", "--username", "shu", "--reset");
  assert.match(renewed.out, /^[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}\n$/);
  const removed = await well("account", "--office", "spring", "--username", "shu", "--remove-second-step");
  assert.match(removed.err, /书记甲/);
  const nobody = await typed(here, ["account", "--office", "spring", "--username", "nobody", "--reset"]);
  assert.equal(nobody.code, 1);

  const looked = await well(
    "import",
    "--office",
    "spring",
    "--as",
    "shu",
    "--file",
    "elders.csv",
    "--dry-run",
  );
  assert.match(looked.out, /3 rows, 2 taken/);
  const { out, err } = await well("import", "--file=elders.csv", "--as", "shu", "--office", "spring");
  assert.match(out, /2 new/);
  assert.match(err, /writing/, "progress is on standard error");
  assert.match(err, /也许/, "what was rejected is told with its value");

  await well("export", "--office", "spring", "--register", "--to", "register.json");
  const register = JSON.parse(readFileSync(join(here, "register.json"), "utf8")) as {
    id: string;
    facts: { livesAlone?: boolean };
  }[];
  assert.equal(register.length, 2);
  assert.equal(statSync(join(here, "register.json")).mode & 0o077, 0);
  const alone = register.find(({ facts }) => facts.livesAlone === true)?.id ?? "";
  const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
  const id = newId();
  writeFileSync(
    join(here, "visit.json"),
    JSON.stringify({ record: id, kind: "visit", about: [alone], on: today, fields: { summary: "都好" } }),
  );
  const given = [
    "do",
    "--office",
    "spring",
    "--as",
    "she",
    "--command",
    "record.make",
    "--input",
    "visit.json",
    "--id",
    newId(),
  ];
  assert.equal((JSON.parse((await well(...given)).out) as { status: string }).status, "applied");
  assert.equal((JSON.parse((await well(...given)).out) as { status: string }).status, "already");

  await well("export", "--office", "spring", "--records", "--to", "records.json");
  const { out: owed } = await well(
    "owed",
    "--standard",
    "small",
    "--register",
    "register.json",
    "--records",
    "records.json",
    "--on",
    today,
    "--outcomes",
  );
  const outcomes = JSON.parse(owed) as { subject: string; outcome: string; promise: string }[];
  assert.deepEqual(
    outcomes.map(({ subject, promise, outcome }) => [subject, promise, outcome]),
    [[alone, "weekly", "kept"]],
  );
});

test("what a role may not do, and whoever has none, is refused as on the screens", async () => {
  const refused = async (...words: string[]) => {
    const { code, err, out } = await typed(here, words, password);
    assert.equal(code, 1);
    return `${err}${out}`;
  };
  const bring = ["import", "--office", "spring", "--file", "elders.csv"];
  assert.match(await refused(...bring, "--as", "she"), /role may not/);
  assert.match(await refused(...bring, "--as", "nobody"), /Nobody has the username/);
  assert.match(
    await refused("import", "--office", "winter", "--file", "elders.csv", "--as", "shu"),
    /there is spring/,
  );
  assert.match(
    await refused(
      "do",
      "--office",
      "spring",
      "--as",
      "she",
      "--command",
      "duty.dance",
      "--input",
      "visit.json",
    ),
    /unknown-command/,
  );
  assert.match(await refused("adopt", "--office", "spring", "--standard", "small"), /adopted already/);
  assert.match(
    await refused("import", "--office", "spring", "--as", "shu", "--file", "nothing.csv"),
    /There is no/,
  );
  const withoutWho = await typed(here, bring);
  assert.deepEqual([withoutWho.code, /--as/.test(withoutWho.err)], [2, true]);
  const both = await typed(here, ["export", "--register", "--records", "--office", "spring", "--to", "x"]);
  assert.equal(both.code, 2);
});

test("a backup is verified and restored elsewhere: every table the same, people sign in as before, the clock goes on", async () => {
  const opens = new Date().toISOString();
  await withDatabase(first, ({ database }) =>
    database.app.query("insert into clock (shown, opens_at) values ($1, $1)", [opens]),
  );
  const { err } = await well("backup", "--to", "all.backup");
  assert.match(err, /master key .* is not in the backup/);
  assert.equal(statSync(join(here, "all.backup")).mode & 0o077, 0);
  const raw = readFileSync(join(here, "all.backup")).toString("latin1");
  assert.ok(raw.startsWith('{"wellside":"sealed"') && !raw.includes("spring"));
  const all = readLineFile(join(here, "all.backup"), "all", true, testKey);
  const text = JSON.stringify(await Array.fromAsync(all));
  assert.ok(text.includes("spring"));
  assert.ok(!text.includes("07".repeat(32)) && !text.includes(password) && !text.includes('"token"'));
  assert.match((await well("verify", "all.backup")).out, /^spring {2}\d+ {2}[0-9a-f]{64}\n$/);

  const second = await onNewDatabase();
  const restored = await well("restore", "--from", "all.backup");
  assert.match(restored.out, /^spring {2}\d+\n$/);
  assert.match(restored.err, /1 offices and 2 accounts/);
  const stood = await withDatabase(first, (keeper) => wholeOffice(keeper, "spring"));
  await withDatabase(second, async (keeper) => {
    const stands = await wholeOffice(keeper, "spring");
    assert.ok(stood.size > 20);
    for (const [table, rows] of stood) assert.deepEqual(stands.get(table), rows, table);
    const { rows } = await keeper.database.app.query<{ shown: Date }>("select shown from clock");
    assert.equal(rows[0]?.shown.toISOString(), opens);
    const signIn = await openSignIn(keeper.database.auth, keeper.master, 8210);
    const answer = (given: string) =>
      signIn.handle(
        new Request("http://127.0.0.1:8210/api/auth/sign-in/username", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ username: "she", password: given }),
        }),
      );
    assert.equal((await answer(password)).status, 200);
    assert.equal((await answer("不是这一个密码，一点也不")).status, 401);
  });
  // Work goes on where it stood.
  await well(
    "do",
    "--office",
    "spring",
    "--as",
    "she",
    "--command",
    "register.enter",
    "--input",
    "enter.json",
  );
});

test("whoever was erased after a backup was made does not come back with it, nor their key", async () => {
  const office = await testOffice("erased");
  const { keeper } = office;
  process.env["DATABASE_URL"] = await urlOfKeeper(keeper);
  await openSignIn(keeper.database.auth, keeper.master, 8210);
  const [gone, stays] = [
    await office.enter("檀香梅", { livesAlone: true, address: "梧桐巷九号" }),
    await office.enter("何"),
  ];
  const open = newId();
  await office.must(office.worker, "case.open", {
    case: open,
    procedure: "small/repair",
    about: [gone],
    fields: { what: "灯绳断了" },
  });
  const lamp = async (move: string, fields: object) =>
    office.must(office.worker, "case.move", { case: open, move, fields });
  await well("backup", "--to", "before.backup");
  await lamp("drop", { why: "不修" });
  await office.must(office.secretary, "person.erase", { person: gone, ground: "not-needed" }, "2021-01-09");
  await well("backup", "--to", "after.backup");
  await keeper.database.close();

  const url = await onNewDatabase();
  renameSync(join(here, "wellside.erasures"), join(here, "kept"));
  const without = await typed(here, ["restore", "--from", "before.backup"]);
  assert.deepEqual([without.code, /Bring it from the folder of the backups/.test(without.err)], [1, true]);
  const restored = await well("restore", "--from", "before.backup", "--erasures", "kept");
  renameSync(join(here, "kept"), join(here, "wellside.erasures"));
  assert.match(restored.err, /1 people who were erased after this backup/);
  await withDatabase(url, async (again) => {
    const whole = await wholeOffice(again, "erased");
    const text = JSON.stringify([...whole]);
    assert.deepEqual(
      ["檀香梅", "梧桐巷九号", "灯绳断了"].filter((word) => text.includes(word)),
      [],
    );
    const keys = (whole.get("subject_key") ?? []).filter((row) => row.includes(gone));
    assert.deepEqual(keys, []);
    assert.ok((whole.get("subject") ?? []).some((row) => row.includes(stays) && row.includes("何")));
    assert.ok((whole.get("subject") ?? []).some((row) => row.includes(gone) && row.includes("2021-01-09")));
  });
  await well("export", "--office", "erased", "--to", "again.ndjson");
  assert.match((await well("verify", "again.ndjson")).out, /^erased/);

  await well("root", "--month", "2021-01", "--to", "roots.json");
  const beside = ["verify", "again.ndjson", "--root", "roots.json"];
  assert.match((await well(...beside)).err, /erased: the root of 2021-01 \(entry \d+\) agrees/);
  const [root] = JSON.parse(readFileSync(join(here, "roots.json"), "utf8")) as { head: string }[];
  writeFileSync(join(here, "roots.json"), JSON.stringify([{ ...root, head: "0".repeat(64) }]));
  const other = await typed(here, beside);
  assert.deepEqual([other.code, /is not the one whose hash was published/.test(other.err)], [1, true]);
  writeFileSync(join(here, "roots.json"), "{}");
  assert.match((await typed(here, beside)).err, /is no list of roots/);
  assert.match((await typed(here, ["root", "--month", "2999-01"])).err, /has not ended yet/);
  assert.equal((await typed(here, ["root", "--month", "January"])).code, 2);
});

test("a restore never mixes with what is there, nor goes without its key, nor from a file that was cut or altered", async () => {
  const refused = async (...words: string[]) => {
    const { code, err } = await typed(here, words);
    assert.equal(code, 1);
    return err;
  };
  assert.match(await refused("restore", "--from", "all.backup"), /is data .* already/);
  await onNewDatabase();
  const whole = readFileSync(join(here, "all.backup"));
  writeFileSync(join(here, "cut.backup"), whole.subarray(0, whole.length - 200));
  assert.match(await refused("restore", "--from", "cut.backup"), /not whole/);
  assert.match(await refused("verify", "cut.backup"), /not whole/);
  const altered = Buffer.from(whole);
  altered[500] = (altered[500] ?? 0) ^ 1;
  writeFileSync(join(here, "altered.backup"), altered);
  assert.match(await refused("restore", "--from", "altered.backup"), /cut or altered/);
  // Made by somebody without the key, accounts of their own in it, say.
  const all = readLineFile<BackupLine>(join(here, "all.backup"), "all", true, testKey);
  const lines = await Array.fromAsync(all);
  await writeLineFile(join(here, "open.backup"), Readable.from(lines));
  assert.match(await refused("restore", "--from", "open.backup"), /is no backup/);
  const journal = lines.filter((line) => !("entry" in line && line.entry.number === 3));
  writeFileSync(join(here, "altered.ndjson"), journal.map((line) => JSON.stringify(line)).join("\n"));
  assert.match(await refused("verify", "altered.ndjson"), /Entry 3 of spring's journal is missing/);
  writeFileSync(join(here, "journal.ndjson"), '{"wellside":"journal","version":1,"hash":"sha256"}\n');
  assert.match(await refused("restore", "--from", "journal.ndjson"), /is no backup/);

  const [key, other] = [join(here, "key"), join(here, "other-key")];
  writeFileSync(other, `${"08".repeat(32)}\n`, { mode: 0o600 });
  process.env["WELLSIDE_KEY"] = other;
  assert.match(await refused("restore", "--from", "all.backup"), /Another master key/);
  process.env["WELLSIDE_KEY"] = join(here, "no-key");
  assert.match(await refused("restore", "--from", "all.backup"), /There is no master key/);
  assert.match(await refused("verify", "all.backup"), /is encrypted and opens with the master key/);
  process.env["WELLSIDE_KEY"] = key;
  const until = (point: string) => ["restore", "--from", "all.backup", "--until", point];
  assert.match(await refused(...until("2020-01-01T00:00")), /nothing in this backup up to/);
  assert.equal((await typed(here, until("yesterday"))).code, 2);
  assert.equal((await well(...until("spring:2"))).out, "spring  2\n");
});

test("a data folder that is not there is never taken for an empty one", async () => {
  const url = process.env["DATABASE_URL"];
  delete process.env["DATABASE_URL"];
  process.env["WELLSIDE_DATA"] = join(here, "mistyped");
  for (const words of [
    ["backup", "--to", "none.backup"],
    ["export", "--to", "none.ndjson"],
  ]) {
    const { code, err } = await typed(here, words);
    assert.deepEqual([code, /There is no data in .*mistyped/.test(err)], [1, true]);
  }
  assert.ok(!existsSync(join(here, "mistyped")) && !existsSync(join(here, "none.backup")));
  delete process.env["WELLSIDE_DATA"];
  process.env["DATABASE_URL"] = url;
});

test("a backup is of one moment, though somebody writes meanwhile in one of several offices", async () => {
  const one = await testOffice("first");
  const { keeper } = one;
  const two = await testOffice("second", keeper);
  await openSignIn(keeper.database.auth, keeper.master, 8210);
  await keeper.database.app.query("insert into clock (shown, opens_at) values ($1, $1)", [
    noon("2021-01-01"),
  ]);
  const people = [await one.enter("甲"), await two.enter("乙")];
  const file = join(here, "both.backup");
  const before = await Promise.all([wholeOffice(keeper, "first"), wholeOffice(keeper, "second")]);
  let written = 0;
  await backupTo(keeper, (lines) =>
    writeLineFile(
      file,
      (async function* (): AsyncGenerator<BackupLine> {
        for await (const line of lines) {
          yield line;
          const [office, subject] = written % 2 === 0 ? [two, people[1]] : [one, people[0]];
          await office.give(office.worker, "record.make", {
            record: newId(),
            kind: "visit",
            about: [subject],
            on: "2021-01-01",
            fields: {},
          });
          written += 1;
        }
      })(),
    ),
  );
  assert.ok(written > 20);
  assert.ok((await wholeOffice(keeper, "second")).get("record")?.length !== before[1].get("record")?.length);

  assert.equal((await verifyJournal(readLineFile(file, "both", true))).fault, null);
  const database = await openDatabase(await freshDatabase());
  try {
    const again = keeperOf(database, keeper.master);
    await openSignIn(database.auth, keeper.master, 8210);
    await restoreFrom(again, readLineFile<BackupLine>(file, "both", true));
    for (const [place, office] of ["first", "second"].entries())
      assert.deepEqual(await wholeOffice(again, office), before[place], office);
  } finally {
    await database.close();
    await keeper.database.close();
  }
});
