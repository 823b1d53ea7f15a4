import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chown, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

import pg from "pg";

import { findBinaries } from "./binaries.ts";
import { choosePlace, type Place } from "./place.ts";
import { AlreadyRunning, StartRefused } from "./start-refused.ts";

export interface Connection {
  host: string;
  port: number;
  user: string;
  database: string;
  /** Only on Windows, where Node cannot use PostgreSQL's Unix socket. */
  password?: string;
}

export interface EmbeddedDatabase {
  /** As the owner of everything (a superuser): for migrations. The application signs in as a lesser role. */
  connection: Connection;
  /** The folder that holds the data; not below the wished one if the database's user could not reach that. */
  dataFolder: string;
  /** True when another process runs this database and we only joined it: `stop` then leaves it running. */
  attached: boolean;
  /** Fulfilled with the end of the log if the server ends without `stop`. */
  lost: Promise<string>;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The database lives in `postgres` below this folder, or where the signpost in it leads (see `choosePlace`). */
  folder: string;
  /** For tests: nothing is flushed to disk, `stop` is immediate and removes the data. */
  ephemeral?: boolean;
  /** For a command beside a running server: join it instead of refusing. */
  join?: boolean;
}

/**
 * Starts the PostgreSQL 18 that came with the package and resolves once a connection has proved it.
 *
 * One living process serves one folder, and holds an advisory lock in the database for as long as it lives; a second
 * start throws `AlreadyRunning`. If our process is killed, a guard stops the server; a server left over all the same
 * is stopped and started anew. Throws `StartRefused` with a sentence for a person when it cannot start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const place = await choosePlace(options.folder);
  const binaries = await findBinaries(place.runner);
  await initialise(place, binaries, options.ephemeral === true);
  const connection = await connectionTo(place);
  const begun = performance.now();
  let busyUntil = begun;
  let stopsSince: number | undefined;

  for (;;) {
    const met = await meet(connection);
    if (met === "busy" || met === "stopping") {
      busyUntil = performance.now();
      if (met !== "stopping") stopsSince = undefined;
      else if (busyUntil - (stopsSince ??= busyUntil) > patience.whileStopping) {
        const pid = await postmasterPid(place);
        if (pid !== undefined) signal(pid, "SIGQUIT");
        stopsSince = undefined;
      }
      await pause(50);
    } else if (met !== "absent") {
      const lost = new Promise<string>((resolve) => met.once("end", () => void tail(place).then(resolve)));
      const joined = { connection, dataFolder: place.data, attached: true, lost, stop: () => met.end() };
      if (options.join) return joined;
      await replaceOrphan(met, place, options.folder);
    } else {
      const server = await launch(place, binaries, connection, options.ephemeral === true);
      if (server) {
        if (await takeLock(server.client))
          return running(server, place, connection, options.ephemeral === true);
        await server.client.end();
        throw new AlreadyRunning(options.folder);
      }
      await pause(50);
    }
    const now = performance.now();
    if (now > busyUntil + patience.otherwise || now > begun + patience.whileBusy)
      throw cannotStart(await tail(place));
  }
}

/** One that still writes out what it has, or reads its log after a crash, takes as long as the disk does: 70 s were seen. */
const patience = {
  whileBusy: 900_000,
  otherwise: 60_000,
  /**
   * Asked to stop while it was still reading its log after a crash, PostgreSQL 18 was twice seen to wait for ever, its startup
   * process gone. Ended at once instead, it loses nothing: the next start reads the log again.
   */
  whileStopping: 75_000,
};

interface Server {
  process: ChildProcess;
  ended: Promise<void>;
  client: pg.Client;
}

const owner = "wellside_owner";
const database = "wellside";

/** "wellsid" in ASCII: the advisory lock that one living server process holds in its own database. */
const lockKey = "33602634541722980";

// ---------------------------------------------------------------------------------------------- the data folder

async function initialise(place: Place, binaries: string, ephemeral: boolean): Promise<void> {
  const version = await readFile(join(place.data, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version === undefined) await makeData(place, binaries, ephemeral);
  else if (version.trim() !== "18") {
    throw new StartRefused("other-version", {
      zh: `${place.data} 是 PostgreSQL ${version.trim()} 的数据，本版本随带的是 18。请用原版本导出后再导入。`,
      en: `${place.data} holds data of PostgreSQL ${version.trim()}; this release brings 18. Export it with the release that made it.`,
    });
  }
}

/** Made aside and then renamed, so that a data folder either does not exist or is whole. */
async function makeData(place: Place, binaries: string, ephemeral: boolean): Promise<void> {
  await removeLeftovers(place.home);
  const half = `${place.data}.init-${process.pid}-${randomBytes(3).toString("hex")}`;
  const secret = join(place.home, "password");
  if (process.platform === "win32") await writeFile(secret, randomBytes(24).toString("hex"), { mode: 0o600 });
  const options = [
    ["-D", half, "-U", owner, "-E", "UTF8", "-T", "simple", "--data-checksums", "--no-instructions"],
    // The builtin provider keeps indexes safe from changes of ICU and libc; pg_trgm sees Chinese only if ctype is UTF-8.
    ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", `--lc-ctype=${utf8Ctype}`],
    ["--lc-messages=C", "--lc-monetary=C", "--lc-numeric=C", "--lc-time=C"],
    process.platform === "win32" ? ["--auth=scram-sha-256", `--pwfile=${secret}`] : ["--auth=trust"],
    ephemeral ? ["--no-sync"] : [],
  ].flat();
  try {
    await run(join(binaries, "bin", "initdb"), options, processOptions(place));
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw cannotStart(String((error as { stderr?: unknown }).stderr ?? error));
  }
  await rename(half, place.data).catch(async (error: NodeJS.ErrnoException) => {
    await rm(half, { recursive: true, force: true });
    // Another first start at the same moment was quicker: its data is as good.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
}

const run = promisify(execFile);

/** macOS has no C.UTF-8 in its older releases (not run there). */
const utf8Ctype = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";

async function removeLeftovers(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = /^data\.init-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || (await alive(Number(pid)))) continue;
    // An initdb whose starter was killed may still be writing; what cannot be removed now goes another time.
    await rm(join(home, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** The settings are ours and written at every start, so that they follow the software and need no quoting in a shell. */
async function writeSettings(place: Place, connection: Connection, ephemeral: boolean): Promise<void> {
  const settings: Record<string, string> = {
    listen_addresses: process.platform === "win32" ? connection.host : "",
    port: String(connection.port),
    unix_socket_directories: process.platform === "win32" ? "" : place.socket,
    unix_socket_permissions: "0700",
    max_connections: "100",
    shared_buffers: "128MB",
    timezone: "UTC",
    log_timezone: "UTC",
    datestyle: "ISO, YMD",
    // Statements may carry personal data: they stay out of the log, errors included.
    log_statement: "none",
    log_min_error_statement: "panic",
    file_copy_method: process.platform === "win32" ? "copy" : "clone",
    // Whose server this is: a start that meets it without a lock can tell a beginning one from one left over.
    cluster_name: `wellside-${process.pid}`,
    ...(ephemeral ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`,
  );
  await writeOwned(join(place.data, "postgresql.conf"), lines.join(""), place);
}

async function writeOwned(file: string, text: string, place: Place): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  if (place.runner.uid !== undefined)
    await chown(file, place.runner.uid, place.runner.gid ?? place.runner.uid);
}

// -------------------------------------------------------------------------------------------------- connecting

async function connectionTo(place: Place): Promise<Connection> {
  if (process.platform !== "win32") return { host: place.socket, port: 5432, user: owner, database };
  // Windows (not run): Node cannot open PostgreSQL's Unix socket there, so TCP on loopback with a generated password.
  const password = await readFile(join(place.home, "password"), "utf8");
  const lines = (await readFile(join(place.data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  return { host: "127.0.0.1", port: Number(lines[3]) || (await freePort()), user: owner, database, password };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** Tries to connect: a client, "busy" (starting up), "stopping" (shutting down), or "absent" (nobody listens). */
async function meet(connection: Connection): Promise<pg.Client | "busy" | "stopping" | "absent"> {
  const client = new pg.Client({ ...connection, application_name: "wellside-lock" });
  client.on("error", () => undefined); // a lost connection shows as its "end"
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    switch ((error as { code?: string }).code) {
      case "3D000":
        await createDatabase(connection);
        return "busy";
      case "57P03":
        return /shutting down/.test((error as Error).message) ? "stopping" : "busy";
      case "ECONNRESET":
      case "EPIPE":
        return "busy";
      case "ENOENT":
      case "ECONNREFUSED":
        return "absent";
      case undefined: // pg says only "Connection terminated unexpectedly" when the server ends meanwhile
        return "busy";
      default:
        throw error;
    }
  }
}

async function createDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client({ ...connection, database: "postgres" });
  client.on("error", () => undefined);
  await client.connect();
  // Two starts may meet here; the second is told that the name is taken (42P04, or 23505 in the same moment).
  await client.query(`create database ${database}`).catch((error: { code?: string }) => {
    if (error.code !== "42P04" && error.code !== "23505") throw error;
  });
  await client.end();
}

async function takeLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [
    lockKey,
  ]);
  return rows[0]?.taken === true;
}

/** We met a running server. If its process lives, refuse; if it was left over, stop it, for it may be stopping already. */
async function replaceOrphan(client: pg.Client, place: Place, folder: string): Promise<void> {
  const gone = new Promise<void>((resolve) => client.once("end", resolve));
  try {
    const { rows } = await client.query<{ name: string }>("select current_setting('cluster_name') as name");
    const starter = Number(rows[0]?.name.split("-")[1]);
    // A start that has launched its server and is about to take the lock deserves a moment.
    for (let tries = 0; tries < 60 && (await alive(starter)); tries++) {
      if (await heldByAnother(client)) throw new AlreadyRunning(folder);
      await pause(50);
    }
    if (!(await takeLock(client))) throw new AlreadyRunning(folder);
    const pid = await postmasterPid(place);
    if (pid !== undefined) signal(pid, "SIGINT");
    await Promise.race([gone, pause(10_000, undefined, { ref: false })]);
  } catch (error) {
    if (error instanceof AlreadyRunning) throw error;
    // The server ended while we spoke to it: the caller tries again.
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function heldByAnother(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    "select exists (select from pg_locks where locktype = 'advisory' and (classid::bigint << 32 | objid::bigint) = $1) as held",
    [lockKey],
  );
  return rows[0]?.held === true;
}

// ---------------------------------------------------------------------------------------------- starting, stopping

/** Launches the server; undefined when another one turned out to hold the data and it is worth looking again. */
async function launch(
  place: Place,
  binaries: string,
  connection: Connection,
  ephemeral: boolean,
): Promise<Server | undefined> {
  await clearPidFile(place);
  await writeSettings(place, connection, ephemeral);
  const log = await openLog(place);
  const from = (await log.stat()).size;
  // In a session of its own, so that Ctrl-C in the terminal reaches us and not the server.
  const child = spawn(join(binaries, "bin", "postgres"), ["-D", place.data], {
    ...processOptions(place),
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  const ended = new Promise<void>((resolve) =>
    child.once("exit", () => resolve()).once("error", () => resolve()),
  );
  await log.close();
  child.unref();
  guard(child, place, ephemeral);

  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const met = await meet(connection);
    if (typeof met !== "string") {
      if ((await postmasterPid(place)) === child.pid) return { process: child, ended, client: met };
      await met.end();
    }
    await pause(10);
  }
  const words = await tail(place, from);
  if (/lock file|shared memory|already in use|could not bind/.test(words)) return undefined;
  throw cannotStart(words);
}

function running(server: Server, place: Place, connection: Connection, ephemeral: boolean): EmbeddedDatabase {
  let lock = server.client;
  let stopping = false;
  keepLock();
  return {
    connection,
    dataFolder: place.data,
    attached: false,
    lost: new Promise((resolve) => {
      void server.ended.then(async () => (stopping ? undefined : resolve(await tail(place))));
    }),
    async stop() {
      stopping = true;
      server.process.ref();
      await lock.end().catch(() => undefined);
      // SIGINT is PostgreSQL's "fast" stop (disconnect, checkpoint, end), SIGQUIT its "immediate" one.
      server.process.kill(ephemeral ? "SIGQUIT" : "SIGINT");
      const patient = setTimeout(() => server.process.kill("SIGQUIT"), 60_000);
      await server.ended;
      clearTimeout(patient);
      if (!place.socket.startsWith(place.home)) await rm(place.socket, { recursive: true, force: true });
      if (ephemeral) await rm(place.home, { recursive: true, force: true });
    },
  };

  /** If one of its own processes is killed, PostgreSQL drops every connection and goes on: the lock is taken again. */
  function keepLock(): void {
    unref(lock);
    lock.once("end", () => void retake());
  }

  async function retake(): Promise<void> {
    while (!stopping && server.process.exitCode === null && server.process.signalCode === null) {
      const met = await meet(connection);
      if (typeof met !== "string" && (await takeLock(met))) {
        lock = met;
        return keepLock();
      }
      await pause(20, undefined, { ref: false });
    }
  }
}

/** Neither the lock's connection nor the guard's pipe may keep a process alive that has nothing left to do. */
function unref(handle: unknown): void {
  (handle as { unref(): void }).unref();
}

/**
 * A small process on a pipe from us. If we end without a word, killed outright, the pipe closes and it stops the
 * server. If the server ends first we say so, and the guard goes without touching a process number that may be reused.
 */
function guard(server: ChildProcess, place: Place, ephemeral: boolean): void {
  if (server.pid === undefined) return;
  const signalName = ephemeral ? "QUIT" : "INT";
  const onWindows = `process.stdin.once("data", () => process.exit()).once("end", () => process.kill(${server.pid}))`;
  const onUnix = 'read -r word || kill -s "$1" "$2"';
  const child =
    process.platform === "win32"
      ? spawn(process.execPath, ["-e", onWindows], { detached: true, stdio: ["pipe", "ignore", "ignore"] })
      : spawn("/bin/sh", ["-c", onUnix, "wellside-guard", signalName, String(server.pid)], {
          ...processOptions(place),
          detached: true,
          stdio: ["pipe", "ignore", "ignore"],
        });
  child.on("error", () => undefined);
  child.stdin.on("error", () => undefined);
  child.unref();
  unref(child.stdin);
  server.once("exit", () => child.stdin.end("ended\n"));
}

/** PostgreSQL clears a pid file whose process is gone, but not an empty one (power loss) nor one that names a zombie. */
async function clearPidFile(place: Place): Promise<void> {
  const file = join(place.data, "postmaster.pid");
  const size = (await stat(file).catch(() => undefined))?.size;
  if (size === undefined) return;
  const pid = await postmasterPid(place);
  // Even if a server did live, its shared memory would keep a second one from starting on the same data.
  if (pid === undefined || (await isZombie(pid))) await rm(file, { force: true });
}

async function postmasterPid(place: Place): Promise<number | undefined> {
  const text = await readFile(join(place.data, "postmaster.pid"), "utf8").catch(() => "");
  return Number(text.split("\n")[0]) || undefined;
}

async function alive(pid: number): Promise<boolean> {
  return signal(pid, 0) && !(await isZombie(pid));
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function isZombie(pid: number): Promise<boolean> {
  if (process.platform === "win32") return false;
  if (process.platform === "linux") {
    const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    return line.slice(line.lastIndexOf(")")).startsWith(") Z");
  }
  const { stdout } = await run("ps", ["-o", "stat=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
  return stdout.startsWith("Z");
}

async function openLog(place: Place): Promise<Awaited<ReturnType<typeof open>>> {
  const size = (await stat(place.log).catch(() => undefined))?.size ?? 0;
  if (size > 10_000_000) await rename(place.log, `${place.log}.old`);
  return open(place.log, "a", 0o600);
}

async function tail(place: Place, from = 0): Promise<string> {
  const words = await readFile(place.log).catch(() => Buffer.alloc(0));
  return words
    .subarray(Math.max(from, words.length - 2000))
    .toString("utf8")
    .trim();
}

function cannotStart(words: string): StartRefused {
  return new StartRefused("postgres-failed", {
    zh: `数据库没有启动成功：\n${words}`,
    en: `The database did not start:\n${words}`,
  });
}

/** Nothing of our surroundings (PGDATA, PGPORT, LANG …) may change how the server starts. */
function processOptions(place: Place): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  const env =
    process.platform === "win32" ? { ...process.env } : { PATH: process.env["PATH"], TZ: "UTC", LC_ALL: "C" };
  return { ...place.runner, cwd: place.home, env };
}
