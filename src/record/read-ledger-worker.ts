import { parentPort, workerData } from "node:worker_threads";
import { isRefused } from "#basics/refusal.ts";
import { readSheets } from "#work/import/read-sheets.ts";
import type { ReadingAsked } from "#work/import/read-sheets.ts";
import type { ReadMessage } from "./read-ledger.ts";
import { readWorkbook } from "./read-workbook.ts";

// A thread of its own: 50,000 rows keep a processor busy for some seconds, and the server goes on answering.

/** Handed over a few at a time, so that taking them in never holds the server up. */
const atATime = 1_000;

const { bytes, file, asked } = workerData as { bytes: Uint8Array; file: string; asked: ReadingAsked };
const say = (message: ReadMessage) => parentPort?.postMessage(message);

const book = readWorkbook(bytes, file);
const read = isRefused(book) ? book : readSheets(book.sheets, asked);
if (isRefused(read)) say({ refused: read.refused });
else {
  const { rows, rejected, ...head } = read;
  for (let from = 0; from < rows.length; from += atATime) say({ rows: rows.slice(from, from + atATime) });
  for (let from = 0; from < rejected.length; from += atATime)
    say({ rejected: rejected.slice(from, from + atATime) });
  say({ head });
}
