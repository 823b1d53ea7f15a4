import type { Text } from "#basics/text.ts";
import { startEmbedded } from "#database/embedded/embedded.ts";
import { openDatabase } from "#database/open.ts";
import type { OwnerConnection } from "#database/open.ts";
import type { Settings } from "#server/settings.ts";
import { openKeeper } from "#record/keeper.ts";
import type { Keeper } from "#record/keeper.ts";

export interface CliCommand {
  name: string;
  /** The whole line as one types it, after “wellside”. */
  usage: string;
  about: Text;
  /** Resolves with the exit code. */
  run(args: string[]): Promise<number>;
}

/** The command was typed wrongly: exit code 2 and its usage. */
export class UsageError extends Error {}

export function sayBoth({ zh, en }: Text): string {
  return en === undefined ? zh : `${zh} · ${en}`;
}

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
