import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chown, lstat, mkdir, readFile, realpath, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { StartRefused } from "./start-refused.ts";

const run = promisify(execFile);

/** User that runs the database server; both absent when that is simply ourselves. PostgreSQL refuses to run as root. */
export interface Runner {
  uid?: number;
  gid?: number;
}

/** Where one embedded database lives. `home` is private to the runner and holds everything else. */
export interface Place {
  home: string;
  data: string;
  log: string;
  socket: string;
  runner: Runner;
}

/** sun_path holds 108 bytes on Linux and 104 on macOS, its closing zero included; the name adds "/.s.PGSQL.5432". */
const longestSocketFolder = (process.platform === "darwin" ? 103 : 107) - "/.s.PGSQL.5432".length;

/** Left in the wished folder when the data had to go elsewhere; its one line is the path. */
const signpost = "postgres-is-at.txt";

/**
 * Chooses and prepares the place of the database that belongs to `folder`: inside it wherever possible. When we are
 * root, the server must run as another user; if that user cannot enter `folder`, the data goes to a new folder below
 * /var/lib/wellside, and a signpost in `folder` leads there at every later start.
 */
export async function choosePlace(folder: string): Promise<Place> {
  await mkdir(folder, { recursive: true });
  const real = await realpath(folder);
  const home = await chooseHome(real);
  const runner = await homeRunner(home);
  return {
    home,
    data: join(home, "data"),
    log: join(home, "log"),
    socket: await socketFolder(home, runner),
    runner,
  };
}

/** Root's own folder for what the database's user must reach, open to all up to here. */
export async function privateRoot(): Promise<string> {
  const root = "/var/lib/wellside";
  await mkdir(root, { recursive: true, mode: 0o755 });
  const { uid, mode } = await lstat(root);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new StartRefused("place-not-ours", {
      zh: `${root} 不属于当前用户，或他人可写，不能用来存放数据库。`,
      en: `${root} is not ours, or others may write to it, so the database cannot be kept there.`,
    });
  }
  return root;
}

async function chooseHome(folder: string): Promise<string> {
  const signed = await readSignpost(folder);
  if (signed !== undefined) return makeHome(signed, folder);
  const inside = join(folder, "postgres");
  const started = await stat(join(inside, "data")).catch(() => undefined);
  if (started || !weAreRoot() || (await mayEnter(folder, await serverUser())))
    return makeHome(inside, folder);
  const elsewhere = join(await privateRoot(), randomBytes(6).toString("hex"));
  // Of two first starts at once, the one that writes the signpost chooses for both.
  const chosen = await writeFile(join(folder, signpost), `${elsewhere}\n`, { flag: "wx" }).then(
    () => elsewhere,
    async () => (await readSignpost(folder)) ?? elsewhere,
  );
  return makeHome(chosen, folder);
}

async function readSignpost(folder: string): Promise<string | undefined> {
  const line = await readFile(join(folder, signpost), "utf8").catch(() => "");
  return line.trim() || undefined;
}

async function makeHome(home: string, folder: string): Promise<string> {
  const runner: Runner = weAreRoot() ? await serverUser() : {};
  await mkdir(home, { mode: 0o700 }).then(
    () => (runner.uid === undefined ? undefined : chown(home, runner.uid, runner.gid ?? runner.uid)),
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return;
      throw new StartRefused("place-not-ours", {
        zh: `无法在 ${home} 建立数据库（${folder}）：${error.message}`,
        en: `The database cannot be placed in ${home} (for ${folder}): ${error.message}`,
      });
    },
  );
  return home;
}

/** Whoever owns the data runs the server on it, so that a folder first used by a normal user also works for root. */
async function homeRunner(home: string): Promise<Runner> {
  const owner = await stat(home);
  const ourselves = process.getuid?.();
  if (ourselves === undefined || owner.uid === ourselves) {
    if (!weAreRoot()) return {};
    const user = await serverUser();
    await chown(home, user.uid, user.gid);
    return user;
  }
  if (weAreRoot()) {
    const user = { uid: owner.uid, gid: owner.gid };
    if (await mayEnter(home, user)) return user;
    throw new StartRefused("data-out-of-reach", {
      zh: `数据库在 ${home}，但运行它的用户（编号 ${owner.uid}）无法进入该文件夹。请放开上级文件夹的进入权限，或整体移动该文件夹。`,
      en: `The database is in ${home}, but its user (number ${owner.uid}) may not enter that folder. Open the folders above it, or move it as a whole.`,
    });
  }
  throw new StartRefused("data-not-ours", {
    zh: `${home} 属于另一个用户（编号 ${owner.uid}）。请以该用户启动，或用 WELLSIDE_DATA 另选文件夹。`,
    en: `${home} belongs to another user (number ${owner.uid}). Start as that user, or choose another folder with WELLSIDE_DATA.`,
  });
}

/** Unix sockets need a short path; a long one moves to /tmp, whose predictable names are checked before they are trusted. */
async function socketFolder(home: string, runner: Runner): Promise<string> {
  const inside = join(home, "socket");
  const short = resolve("/tmp", `wellside-${createHash("sha256").update(home).digest("hex").slice(0, 16)}`);
  const socket = Buffer.byteLength(inside) <= longestSocketFolder ? inside : short;
  await mkdir(socket, { mode: 0o700 }).then(
    () => (runner.uid === undefined ? undefined : chown(socket, runner.uid, runner.gid ?? runner.uid)),
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    },
  );
  const found = await lstat(socket);
  const owner = runner.uid ?? process.getuid?.() ?? found.uid;
  const private_ = process.platform === "win32" || (found.mode & 0o077) === 0;
  if (found.isDirectory() && found.uid === owner && private_) return socket;
  throw new StartRefused("socket-not-ours", {
    zh: `${socket} 不是本程序建立的私有文件夹，请删除后再启动。`,
    en: `${socket} is not a private folder of ours; remove it and start again.`,
  });
}

const weAreRoot = (): boolean => process.getuid?.() === 0;

/** `postgres` where the machine has that user, else `nobody`. */
async function serverUser(): Promise<{ uid: number; gid: number }> {
  for (const name of ["postgres", "nobody"]) {
    const ids = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]).catch(() => undefined);
    if (ids) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
  }
  throw new StartRefused("no-server-user", {
    zh: "以 root 启动时，数据库需要用户 postgres 或 nobody 来运行，本机两者都没有。请以普通用户启动。",
    en: "Started as root, the database needs the user postgres or nobody to run as, and this machine has neither. Start as a normal user.",
  });
}

/** Tried rather than worked out from the modes: access lists and mounts have their say too. */
async function mayEnter(folder: string, user: { uid: number; gid: number }): Promise<boolean> {
  try {
    await run("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...user, cwd: "/" });
    return true;
  } catch {
    return false;
  }
}
