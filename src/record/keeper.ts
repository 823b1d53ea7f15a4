import { EventEmitter } from "node:events";
import { newId } from "#basics/id.ts";
import type { Database } from "#database/open.ts";
import { readMasterKeys } from "./master-key.ts";
import type { KeyPlace, MasterKeys } from "./master-key.ts";
import { officeIds } from "./office.ts";
import type { Office } from "./office.ts";
import type { Reader } from "./views/reader.ts";
import type { ReportState } from "#work/command.ts";

/** What the record needs to be kept: the database, the keys that wrap all keys, and what it remembers between requests. */
export interface Keeper {
  /** Which process this is, among several on one database. */
  id: string;
  database: Database;
  master: MasterKeys;
  /** Compiled rules by office, replaced when the office adopts something. */
  offices: Map<string, { stamp: string; office: Office }>;
  /** "written" with { office, number } after every commit, here or in another process on this database (see `spread`); "erased" where somebody was. */
  changes: EventEmitter<{ written: [{ office: string; number: number }]; erased: [{ office: string }] }>;
  /** Entries written since the start, and at how many the tables are analysed next. */
  written: { entries: number; analyseAt: number };
  /** How reports are drawn up, which a later room knows; missing where nothing is issued. */
  drawReport: DrawReport | undefined;
}

/** Of the version of its standard that is given, else of the newest. */
export type DrawReport = (
  reader: Reader,
  asked: { report: string; period: string; version: string | undefined },
) => Promise<ReportState["drawn"]>;

/**
 * The record of a database, with the master keys from their place. A database without any office has sealed nothing yet, so the
 * key may be made; that migrations were applied just now says nothing, for a later release brings some to a database in use.
 */
export async function openKeeper(
  database: Database,
  place: KeyPlace,
  drawReport?: DrawReport,
): Promise<Keeper> {
  const master = await readMasterKeys(place, (await officeIds(database)).length === 0);
  return keeperOf(database, master, drawReport);
}

export function keeperOf(database: Database, master: MasterKeys, drawReport?: DrawReport): Keeper {
  const changes: Keeper["changes"] = new EventEmitter();
  changes.setMaxListeners(0); // one for each open screen
  return {
    id: newId(),
    database,
    master,
    offices: new Map(),
    changes,
    written: { entries: 0, analyseAt: 500 },
    drawReport,
  };
}
