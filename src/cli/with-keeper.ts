import { existsSync } from "node:fs";
import { join } from "node:path";
import { startEmbedded } from "#database/embedded/embedded.ts";
import { openDatabase } from "#database/open.ts";
import type { OwnerConnection } from "#database/open.ts";
import type { Settings } from "#server/settings.ts";
import { drawReport } from "#publish/report.ts";
import { openKeeper } from "#record/keeper.ts";
import type { Keeper } from "#record/keeper.ts";
import { InputError } from "./cli-command.ts";

/** The record at hand, beside a running server or without one; ended again after `work`. @throws InputError where there is none. */
export async function withKeeper<T>(settings: Settings, work: (keeper: Keeper) => Promise<T>): Promise<T> {
  // A folder mistyped would be filled with an empty database, and its backup look well.
  if (settings.databaseUrl === undefined && !hasData(settings.dataFolder))
    throw new InputError({
      zh: `${settings.dataFolder} 里没有数据；用 WELLSIDE_DATA 指明数据文件夹。`,
      en: `There is no data in ${settings.dataFolder}; name the data folder by WELLSIDE_DATA.`,
    });
  return withNewKeeper(settings, work);
}

/** The database itself, or the signpost to it. */
function hasData(folder: string): boolean {
  return ["postgres", "postgres-is-at.txt"].some((name) => existsSync(join(folder, name)));
}

/** The same, begun anew where there is none: for setting up. */
export async function withNewKeeper<T>(settings: Settings, work: (keeper: Keeper) => Promise<T>): Promise<T> {
  if (settings.databaseUrl !== undefined) return withOwner(settings, { url: settings.databaseUrl }, work);
  const embedded = await startEmbedded({ folder: settings.dataFolder, join: true });
  try {
    return await withOwner(settings, embedded.connection, work);
  } finally {
    await embedded.stop();
  }
}

async function withOwner<T>(
  settings: Settings,
  owner: OwnerConnection,
  work: (keeper: Keeper) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(owner, "of a terminal");
  try {
    return await work(await openKeeper(database, settings, drawReport));
  } finally {
    await database.close();
  }
}
