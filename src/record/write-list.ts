import { Worker } from "node:worker_threads";
import { listWorkbook } from "./list-workbook.ts";
import type { ListPaper } from "./list-workbook.ts";

/** Up to so many rows it is done before a thread would have begun. */
const atOnce = 2_000;

/** A list as an Excel file; a long one is written in a thread of its own. */
export async function writeList(paper: ListPaper): Promise<Uint8Array<ArrayBuffer>> {
  if (paper.answer.rows.length <= atOnce) return Uint8Array.from(listWorkbook(paper));
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./write-list-worker.ts", import.meta.url), { workerData: paper });
    worker.once("message", (file: Uint8Array) => resolve(Uint8Array.from(file)));
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the writing of a list ended without a file"))); // no effect once it has answered
  });
}
