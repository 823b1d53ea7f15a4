import { EventEmitter } from "node:events";
import type { Database } from "#database/open.ts";
import type { MasterKey } from "./master-key.ts";
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

export function keeperOf(database: Database, master: MasterKey): Keeper {
  const changes: Keeper["changes"] = new EventEmitter();
  changes.setMaxListeners(0); // one for each open screen
  return { database, master, offices: new Map(), changes, written: { entries: 0, analyseAt: 500 } };
}
