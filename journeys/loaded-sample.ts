import { execFile } from "node:child_process";
import { access, chmod, cp, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readSettings } from "#server/settings.ts";
import { startServer } from "#server/start.ts";

/** Names the folder in which a run of the tests keeps its one loaded sample. */
const runVariable = "WELLSIDE_JOURNEYS";

/** A place for the run's loaded sample; put `variables` into the environment of the test processes. */
export async function placeForLoadedSample(): Promise<{
  variables: Record<string, string>;
  remove(): Promise<void>;
}> {
  const folder = await newFolder("wellside-journeys-");
  return {
    variables: { [runVariable]: folder },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * Puts a copy of the loaded sample into an empty data folder: loading takes 25 to 50 s, its copy of 180 MB less than one. The
 * first of a run to need it loads it; the files of a run come one after another. Outside a run the server loads it itself.
 */
export async function copyLoadedSample(to: string): Promise<void> {
  const run = process.env[runVariable];
  if (run === undefined) return;
  const loaded = join(run, "loaded");
  if (!(await exists(loaded))) await load(loaded);
  // Where the database's user cannot enter the system's temporary folder, the data is elsewhere and would be shared.
  if (await exists(join(loaded, "postgres-is-at.txt"))) return;
  // Node's own copying gives all to whoever copies, and the database runs as another user when we are root.
  if (process.platform === "win32") await cp(loaded, to, { recursive: true });
  else await promisify(execFile)("cp", ["-a", `${loaded}/.`, to]);
}

/** Loaded aside and then renamed, so that what is there is whole. */
async function load(loaded: string): Promise<void> {
  const half = await newFolder(`${loaded}-half-`);
  const server = await startServer(readSettings({ PORT: "0", WELLSIDE_DATA: half }), () => {});
  await server.stop();
  await rename(half, loaded);
}

/** A folder that the database's own user can enter too. */
export async function newFolder(start: string): Promise<string> {
  const folder = await mkdtemp(start.includes("/") || start.includes("\\") ? start : join(tmpdir(), start));
  await chmod(folder, 0o711);
  return folder;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
