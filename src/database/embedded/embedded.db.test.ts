import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import pg from "pg";

import { type Connection, type EmbeddedDatabase, startEmbedded } from "./embedded.ts";
import { AlreadyRunning, StartRefused } from "./start-refused.ts";
import { freshDatabase } from "./test-server.ts";

const root = process.getuid?.() === 0;
const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

test("a first start makes the database, a restart finds what was written", async () => {
  const folder = await openFolder();
  const first = await startEmbedded({ folder });
  assert.equal(first.attached, false);
  assert.equal(first.dataFolder, join(folder, "postgres", "data"));
  await writeWord(first.connection, "清泉");
  await first.stop();

  const second = await startEmbedded({ folder });
  assert.deepEqual(await readWords(second.connection), ["清泉"]);
  await second.stop();
});

test("the settings: flushed to disk, no network, Chinese seen by pg_trgm, names sorted the same everywhere", async () => {
  const database = await startEmbedded({ folder: await startedFolder() });
  const { connection } = database;
  const [row] = await ask<Record<string, string>>(
    connection,
    `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
       current_setting('listen_addresses') as addresses, current_setting('data_checksums') as checksums,
       current_setting('server_version') as version, datlocprovider as provider, datctype as ctype
     from pg_database where datname = current_database()`,
  );
  assert.equal(row!["fsync"], "on");
  assert.equal(row!["pages"], "on");
  assert.equal(row!["addresses"], "");
  assert.equal(row!["checksums"], "on");
  assert.match(row!["version"]!, /^18\./);
  assert.equal(row!["provider"], "b");
  await ask(connection, "create extension pg_trgm");
  const [trigrams] = await ask<{ count: number }>(
    connection,
    "select cardinality(show_trgm('王芳')) as count",
  );
  assert.ok(trigrams!.count > 0);
  assert.equal((await stat(connection.host)).mode & 0o777, 0o700);
  await database.stop();
});

test("a second start on the same data says so, and the first goes on", async () => {
  const folder = await startedFolder();
  const first = await startEmbedded({ folder });
  await assert.rejects(startEmbedded({ folder }), (error: unknown) => {
    assert.ok(error instanceof AlreadyRunning);
    assert.equal(error.refusal.code, "already-running");
    assert.ok(error.refusal.say.zh.includes(folder) && error.refusal.say.en?.includes(folder));
    return true;
  });
  const other = await startChild(folder);
  assert.equal(other.answer, "AlreadyRunning");
  assert.deepEqual(await ask(first.connection, "select 1 as one"), [{ one: 1 }]);

  const beside = await startEmbedded({ folder, join: true });
  assert.equal(beside.attached, true);
  await beside.stop();
  assert.deepEqual(await ask(first.connection, "select 1 as one"), [{ one: 1 }]);
  await first.stop();
});

test("of several first starts at once exactly one serves", async () => {
  const folder = await openFolder();
  const children = await Promise.all([startChild(folder), startChild(folder), startChild(folder)]);
  const answers = children.map((child) => child.answer).toSorted();
  assert.deepEqual(answers, ["AlreadyRunning", "AlreadyRunning", "ready"]);
  for (const { child } of children) await endChild(child, "SIGTERM");
  await works(folder);
});

test("after our process is killed, the server stops by itself", async () => {
  const folder = await startedFolder();
  const { child } = await startChild(folder);
  const pid = await postmaster(folder);
  await endChild(child, "SIGKILL");
  for (let tries = 0; tries < 100 && (await lives(pid)); tries++) await pause(50);
  assert.equal(await lives(pid), false);
  await works(folder);
});

test("a start at once after our process is killed keeps what was committed", async () => {
  const folder = await startedFolder();
  for (const word of ["一", "二", "三"]) {
    const { child } = await startChild(folder);
    const joined = await startEmbedded({ folder, join: true });
    await writeWord(joined.connection, word);
    await joined.stop();
    await endChild(child, "SIGKILL");
  }
  const database = await startEmbedded({ folder });
  assert.deepEqual(await readWords(database.connection), ["一", "二", "三"]);
  await database.stop();
});

const canFindGuard = spawnSync("pgrep", ["--version"]).status === 0;

test(
  "after guard and process are killed, the server left over is replaced",
  { skip: !canFindGuard },
  async () => {
    const folder = await startedFolder();
    const { child } = await startChild(folder);
    const pid = await postmaster(folder);
    process.kill(guardOf(pid), "SIGKILL");
    await endChild(child, "SIGKILL");
    await pause(300);
    assert.equal(await lives(pid), true);
    await works(folder);
    assert.equal(await lives(pid), false);
  },
);

test("after the server is killed we are told, and a start at once recovers what was committed", async () => {
  const folder = await startedFolder();
  const first = await startEmbedded({ folder });
  await writeWord(first.connection, "井");
  process.kill(await postmaster(folder), "SIGKILL");
  await first.lost;
  const second = await startEmbedded({ folder });
  assert.deepEqual(await readWords(second.connection), ["井"]);
  await second.stop();
});

test("after a killed backend the lock is taken again", async () => {
  const folder = await startedFolder();
  const first = await startEmbedded({ folder });
  const [backend] = await ask<{ pid: number }>(
    first.connection,
    "select pid from pg_stat_activity where application_name = 'wellside-lock'",
  );
  process.kill(backend!.pid, "SIGKILL");
  await assert.rejects(startEmbedded({ folder }), AlreadyRunning);
  assert.deepEqual(await ask(first.connection, "select 1 as one"), [{ one: 1 }]);
  await first.stop();
});

for (const [what, content] of [
  ["an empty pid file, as a power cut leaves it", ""],
  ["a pid file of a process that is gone", "99999999\n"],
  ["a pid file that names a living process of someone else", `${process.pid}\n`],
] as const) {
  test(`${what} does not stop a start`, async () => {
    const folder = await startedFolder();
    const file = join(folder, "postgres", "data", "postmaster.pid");
    await writeFile(file, content, { mode: 0o600 });
    const { uid, gid } = await stat(dirname(file));
    if (root) execFileSync("chown", [`${uid}:${gid}`, file]);
    await works(folder);
  });
}

test("an interrupted first start leaves nothing in the way", async () => {
  const folder = await openFolder();
  const child = spawnChild(folder);
  while (!(await exists(join(folder, "postgres")))) await pause(5);
  await pause(150);
  await endChild(child, "SIGKILL");
  await works(folder);
});

test("a folder whose path is long gets a short socket", async () => {
  const folder = join(await openFolder(), "很长的文件夹名称".repeat(5));
  await works(folder);
});

test("a folder whose name needs quoting works", async () => {
  const folder = join(await openFolder(), `it's "$(x)" 数据`);
  await works(folder);
});

test("data of another PostgreSQL version is refused with a sentence", async () => {
  const folder = await startedFolder();
  await writeFile(join(folder, "postgres", "data", "PG_VERSION"), "17\n");
  await assert.rejects(startEmbedded({ folder }), (error: unknown) => {
    assert.ok(error instanceof StartRefused);
    assert.equal(error.refusal.code, "other-version");
    return true;
  });
});

test(
  "as root, data in a folder that others may not enter goes to a stated place",
  { skip: !root },
  async () => {
    const closed = await mkdtemp(join(tmpdir(), "wellside-closed-"));
    folders.push(closed);
    const folder = join(closed, "data");
    const first = await startEmbedded({ folder });
    folders.push(dirname(first.dataFolder));
    assert.ok(!first.dataFolder.startsWith(closed));
    assert.equal(
      (await readFile(join(folder, "postgres-is-at.txt"), "utf8")).trim(),
      dirname(first.dataFolder),
    );
    await writeWord(first.connection, "柳");
    await first.stop();
    const second = await startEmbedded({ folder });
    assert.deepEqual(await readWords(second.connection), ["柳"]);
    await second.stop();
  },
);

/** A normal user can only try where it may reach Node and our sources: not in a clone below a private folder. */
const othersMayRun = root && nobodyMayRead(import.meta.filename);

test(
  "as root, data of a normal user is served as that user; a stranger is refused",
  { skip: !othersMayRun },
  async () => {
    const folder = await openFolder();
    execFileSync("chown", ["nobody", folder]);
    const { child, answer } = await startChild(folder, "nobody");
    assert.equal(answer, "ready");
    await endChild(child, "SIGTERM");
    await works(folder);
    const stranger = await startChild(folder, "daemon");
    assert.equal(stranger.answer, "StartRefused");
  },
);

test("databases of one run are cloned from one template, also when asked for at once", async () => {
  let prepared = 0;
  const template = {
    name: `words_${process.pid}`,
    prepare: async (connection: Connection) => {
      prepared += 1;
      await writeWord(connection, "样");
    },
  };
  const copies = await Promise.all([freshDatabase(template), freshDatabase(template)]);
  assert.equal(prepared, 1);
  await writeWord(copies[0]!, "甲");
  assert.deepEqual(await readWords(copies[0]!), ["样", "甲"]);
  assert.deepEqual(await readWords(copies[1]!), ["样"]);
});

// ------------------------------------------------------------------------------------------------------ the tools

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "wellside-embedded-"));
  await chmod(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** A folder with a database already made, copied because making one takes a second. */
async function startedFolder(): Promise<string> {
  made ??= openFolder().then(async (folder) => {
    await works(folder);
    return folder;
  });
  const folder = await openFolder();
  execFileSync("cp", ["-a", join(await made, "postgres"), folder]);
  return folder;
}

let made: Promise<string> | undefined;

async function works(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const database: EmbeddedDatabase = await startEmbedded({ folder });
  assert.deepEqual(await ask(database.connection, "select 1 as one"), [{ one: 1 }]);
  await database.stop();
}

async function ask<Row extends object>(
  connection: Connection,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(connection);
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<Row & pg.QueryResultRow>(sql, values);
  await client.end();
  return rows.map((row) => ({ ...row }));
}

async function writeWord(connection: Connection, word: string): Promise<void> {
  await ask(
    connection,
    "create table if not exists word (number int generated always as identity, word text)",
  );
  await ask(connection, "insert into word (word) values ($1)", [word]);
}

async function readWords(connection: Connection): Promise<string[]> {
  return (await ask<{ word: string }>(connection, "select word from word order by number")).map(
    (row) => row.word,
  );
}

/** Another process that starts the database and keeps it until it is told to stop. */
function spawnChild(folder: string, user?: string): ChildProcess {
  const program = `
    import { startEmbedded } from ${JSON.stringify(new URL("embedded.ts", import.meta.url).href)};
    try {
      const database = await startEmbedded({ folder: ${JSON.stringify(folder)} });
      console.log("ready");
      process.once("SIGTERM", () => database.stop().then(() => process.exit()));
      setInterval(() => {}, 1000);
    } catch (error) { console.log(error.name); if (error.name === "Error") console.error(error); }`;
  const argv = ["--input-type=module", "-e", program];
  return spawn(process.execPath, argv, {
    ...(user ? idsOf(user) : {}),
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function idsOf(user: string): { uid: number; gid: number } {
  const id = (option: string) => Number(execFileSync("id", [option, user]));
  return { uid: id("-u"), gid: id("-g") };
}

function nobodyMayRead(file: string): boolean {
  return spawnSync(process.execPath, ["--check", file], { ...idsOf("nobody"), cwd: "/" }).status === 0;
}

async function startChild(folder: string, user?: string): Promise<{ child: ChildProcess; answer: string }> {
  const child = spawnChild(folder, user);
  const [words] = (await once(child.stdout!, "data")) as [Buffer];
  return { child, answer: words.toString().trim() };
}

async function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}

async function postmaster(folder: string): Promise<number> {
  return Number((await readFile(join(folder, "postgres", "data", "postmaster.pid"), "utf8")).split("\n")[0]);
}

function guardOf(pid: number): number {
  return Number(execFileSync("pgrep", ["-f", `wellside-guard INT ${pid}$`], { encoding: "utf8" }).trim());
}

/** A zombie, killed but not yet collected by its parent, does not live. */
async function lives(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return !line.slice(line.lastIndexOf(")")).startsWith(") Z");
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
