import { execFile } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { access, chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createBrotliDecompress } from "node:zlib";

import { type Browser, chromium, type Page } from "playwright-core";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");

/**
 * A browser for the journeys: the one named in CHROMIUM_PATH; on Linux x64 the Chromium that comes as an npm package;
 * elsewhere the Chrome or Edge of the machine. Close it when done.
 */
export async function openBrowser(): Promise<Browser> {
  const own = process.env["CHROMIUM_PATH"];
  if (own) return chromium.launch({ executablePath: own });
  if (process.platform === "linux" && process.arch === "x64") return openPackaged();
  for (const channel of ["chrome", "msedge"]) {
    const browser = await chromium.launch({ channel }).catch(() => undefined);
    if (browser) return browser;
  }
  throw new Error("No browser found: install Chrome or Edge, or name a Chromium in CHROMIUM_PATH.");
}

/** Keeps a picture of the page in dist/screenshots, which git ignores, and tells where. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(root, "dist", "screenshots", `${name}.png`);
  await page.screenshot({ path });
  return path;
}

/**
 * The package's own `executablePath()` unpacks to a fixed name in /tmp, which another version may have left there or
 * another process half-written; and its `args` switch off process isolation and web security. So neither is used.
 */
async function openPackaged(): Promise<Browser> {
  const folder = join(root, "node_modules/@sparticuz/chromium");
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string };
  const cache = join(root, "node_modules/.cache/chromium", version);
  const executablePath = join(cache, "chromium");
  await once(executablePath, async (half) => {
    await unpack(join(folder, "bin/chromium.br"), half);
    await chmod(half, 0o755);
  });
  const env = { ...process.env, ...(await onlyOwnFonts(folder, cache)) };
  return chromium.launch({ executablePath, env: { ...env, ...(await missingLibraries(folder, cache)) } });
}

/**
 * With one Latin font and no others, every machine draws the same pictures, a bare one too; and Chinese shows only if
 * the page brings its own fonts, as it must for people whose machine has none.
 */
async function onlyOwnFonts(folder: string, cache: string): Promise<Record<string, string>> {
  const fonts = join(cache, "fonts");
  await once(fonts, (half) => unpackTar(join(folder, "bin/fonts.tar.br"), half));
  const file = join(cache, "fonts.conf");
  const lines = [
    "<fontconfig>",
    `<dir>${fonts}</dir>`,
    `<cachedir>${cache}/font-cache</cachedir>`,
    "</fontconfig>",
  ];
  // Written anew each time, because the folder may have been moved: without any font Chromium refuses web fonts too.
  await writeFile(`${file}.${process.pid}`, lines.join("\n"));
  await rename(`${file}.${process.pid}`, file);
  return { FONTCONFIG_FILE: file };
}

/** Slim systems lack the NSS libraries; the package brings them. Running Chromium once is the proof. */
async function missingLibraries(folder: string, cache: string): Promise<Record<string, string>> {
  const complete = await run(join(cache, "chromium"), ["--version"]).catch(() => undefined);
  if (complete) return {};
  const libraries = join(cache, "libraries");
  await once(libraries, (half) => unpackTar(join(folder, "bin/al2023.tar.br"), half));
  const path = [join(libraries, "lib"), process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":");
  return { LD_LIBRARY_PATH: path };
}

/** Makes `path` if it is not there, aside first and then renamed, so that it is whole whenever it is there. */
async function once(path: string, make: (half: string) => Promise<unknown>): Promise<void> {
  if (await exists(path)) return;
  const half = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await make(half);
  await rename(half, path).catch(async (error: unknown) => {
    await rm(half, { recursive: true, force: true });
    if (!(await exists(path))) throw error; // else another process was quicker
  });
}

async function unpack(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

async function unpackTar(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await unpack(from, `${to}.tar`);
  await run("tar", ["-xf", `${to}.tar`, "-C", to, "--no-same-owner"]);
  await rm(`${to}.tar`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
