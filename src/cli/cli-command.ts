import type { Text } from "#basics/text.ts";
import { startEmbedded } from "#database/embedded/embedded.ts";
import { openDatabase } from "#database/open.ts";
import type { Settings } from "#server/settings.ts";
import { keeperOf } from "#record/keeper.ts";
import type { Keeper } from "#record/keeper.ts";
import { readMasterKey } from "#record/master-key.ts";

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
  const embedded =
    settings.databaseUrl === undefined
      ? await startEmbedded({ folder: settings.dataFolder, join: true })
      : undefined;
  try {
    const database = await openDatabase(
      settings.databaseUrl === undefined
        ? (embedded?.connection as NonNullable<typeof embedded>["connection"])
        : { url: settings.databaseUrl },
    );
    try {
      return await work(keeperOf(database, await readMasterKey(settings.keyFile, database.migrated > 0)));
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}
