import { parentPort, workerData } from "node:worker_threads";
import { listWorkbook } from "./list-workbook.ts";
import type { ListPaper } from "./list-workbook.ts";

// A thread of its own: 50,000 rows keep a processor busy for some seconds, and the server goes on answering.

parentPort?.postMessage(listWorkbook(workerData as ListPaper));
