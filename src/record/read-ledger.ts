import { Worker } from "node:worker_threads";
import { refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { LedgerRead, ReadingAsked } from "#work/import/read-sheets.ts";
import { sayTooLarge } from "./read-workbook.ts";

/** What the reading thread sends: rows and cells as they come, then the rest, or why nothing could be read. */
export type ReadMessage =
  | { rows: LedgerRead["rows"] }
  | { rejected: LedgerRead["rejected"] }
  | { head: Omit<LedgerRead, "rows" | "rejected"> }
  | { refused: Refusal };

/** 50,000 rows of 13 columns take 350 MB; a file that needs more than this is refused, and the server lives on. */
const memory = { maxOldGenerationSizeMb: 1_024 };
/** 100,000 rows take about 10 s. */
const longest = 120_000;

/** Reads a ledger in a thread of its own, whose memory is given back when it ends. */
export function readLedger(
  bytes: Uint8Array,
  file: string,
  asked: ReadingAsked,
): Promise<LedgerRead | { refused: Refusal }> {
  const rows: LedgerRead["rows"] = [];
  const rejected: LedgerRead["rejected"] = [];
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./read-ledger-worker.ts", import.meta.url), {
      workerData: { bytes, file, asked },
      resourceLimits: memory,
    });
    const tooLarge = () => resolve(refuse("workbook-too-large", sayTooLarge(file), "file"));
    const overdue = setTimeout(() => void worker.terminate().then(tooLarge), longest);
    worker.on("message", (message: ReadMessage) => {
      if ("rows" in message) rows.push(...message.rows);
      else if ("rejected" in message) rejected.push(...message.rejected);
      else resolve("head" in message ? { ...message.head, rows, rejected } : message);
    });
    worker.on("error", (error: Error & { code?: string }) =>
      error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooLarge() : reject(error),
    );
    worker.on("exit", () => {
      clearTimeout(overdue);
      reject(new Error("the reading of a ledger ended without an answer")); // no effect once it has answered
    });
  });
}
