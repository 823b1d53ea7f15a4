import { EventEmitter } from "node:events";
import type { Database } from "#database/open.ts";
import { readMasterKey } from "./master-key.ts";
import type { MasterKey } from "./master-key.ts";
import { officeIds } from "./office.ts";
import type { Office } from "./office.ts";

/** What the record needs to be kept: the database, the key that wraps all keys, and what it remembers between requests. */
export interface Keeper {
  database: Database;
  master: MasterKey;
  /** Compiled rules by office, replaced when the office adopts something. */
  offices: Map<string, { stamp: string; office: Office }>;
  /** "written" with { office, number } after every commit. */
  changes: EventEmitter<{ written: [{ office: string; number: number }] }>;
  /** Entries written since the start, and at how many the tables are analysed next. */
  written: { entries: number; analyseAt: number };
}

/**
 * The record of a database, with the master key from its file. A database without any office has sealed nothing yet, so the
 * key may be made; that migrations were applied just now says nothing, for a later release brings some to a database in use.
 */
export async function openKeeper(database: Database, keyFile: string): Promise<Keeper> {
  return keeperOf(database, await readMasterKey(keyFile, (await officeIds(database)).length === 0));
}

export function keeperOf(database: Database, master: MasterKey): Keeper {
  const changes: Keeper["changes"] = new EventEmitter();
  changes.setMaxListeners(0); // one for each open screen
  return { database, master, offices: new Map(), changes, written: { entries: 0, analyseAt: 500 } };
}
