import { startEmbedded } from "#database/embedded/embedded.ts";
import { openDatabase } from "#database/open.ts";
import type { OwnerConnection } from "#database/open.ts";
import type { Settings } from "#server/settings.ts";
import { openKeeper } from "#record/keeper.ts";
import type { Keeper } from "#record/keeper.ts";

/** The record at hand, beside a running server or without one; ended again after `work`. */
export async function withKeeper<T>(settings: Settings, work: (keeper: Keeper) => Promise<T>): Promise<T> {
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
  const database = await openDatabase(owner);
  try {
    return await work(await openKeeper(database, settings.keyFile));
  } finally {
    await database.close();
  }
}
