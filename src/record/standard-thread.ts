import { Worker } from "node:worker_threads";
import { setImmediate as breathe } from "node:timers/promises";
import { type Day, dayText } from "#basics/day.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { StandardDocument } from "#standard/document.ts";
import type { Fault } from "#standard/fault.ts";
import type { Source } from "#standard/yaml.ts";
import { firstMonday, weeksAhead } from "#work/duty/weigh-change.ts";
import type { ChangeWeighed } from "#work/duty/weigh-change.ts";
import type { Keeper } from "./keeper.ts";
import { KeyRing } from "./keys.ts";
import { knownSubjects } from "./known-subjects.ts";
import { loadOffice } from "./office.ts";

/** What the thread is started for: to check files, or to weigh a change. */
export type StandardTask = CheckingTask | WeighingTask;

export interface CheckingTask {
  files: { name: string; text: string }[];
  common: Source[];
}

export interface WeighingTask {
  before: TunedDocument | null;
  after: TunedDocument;
  /** Promises that the reader may not hear of: neither side counts them. */
  left: string[];
  on: Day;
  since: Day;
  weeks: string[];
}

export interface TunedDocument {
  document: StandardDocument;
  parameters: Record<string, unknown>;
}

/** A standard that needs more than this is none, and the server lives on. */
const memory = { maxOldGenerationSizeMb: 1_024 };
/** Checking takes half a second; longer than this takes only what was made to. */
const longestCheck = 60_000;
/** How many subjects are held in memory at once, each with all its facts and records. */
const atATime = 500;

/** Checks the files of a standard as `wellside check` does. */
export async function checkFiles(
  task: CheckingTask,
): Promise<{ document?: StandardDocument; faults: Fault[] }> {
  const thread = new StandardThread(task);
  const overdue = setTimeout(() => void thread.stop(), longestCheck);
  try {
    return (await thread.next()) as { document?: StandardDocument; faults: Fault[] };
  } finally {
    clearTimeout(overdue);
    await thread.stop();
  }
}

/**
 * Weighs a change upon the whole register of an office, under the engine's scope: what comes back says how many and who,
 * and `left` says of which promises nothing. The register is read a part at a time while the thread works on the one before.
 */
export async function weighOn(
  keeper: Keeper,
  office: string,
  asked: Omit<WeighingTask, "weeks">,
): Promise<ChangeWeighed> {
  const first = firstMonday(asked.on);
  const weeks = Array.from({ length: weeksAhead }, (_, week) => dayText(first + 7 * week));
  const thread = new StandardThread({ ...asked, weeks });
  try {
    await scoped(keeper.database.app, engineScope(office, null), "read only", async (tx) => {
      const standing = await loadOffice(keeper, tx, office);
      const ids = await tx.rows<{ id: string }>(
        "select id from subject where office = $1 and merged_into is null and erased_on is null order by id",
        [office],
      );
      let taken: Promise<unknown> = Promise.resolve();
      for (let from = 0; from < ids.length; from += atATime) {
        const some = ids.slice(from, from + atATime).map(({ id }) => id);
        const known = await knownSubjects(tx, standing, new KeyRing(office, keeper.master), some);
        await taken;
        thread.post(known.map(({ subject, records }) => ({ subject, records })));
        taken = thread.next();
        taken.catch(() => {}); // told where it is waited for, after the next part has been read
        await breathe();
      }
      await taken;
    });
    thread.post("end");
    return (await thread.next()) as ChangeWeighed;
  } finally {
    await thread.stop();
  }
}

/** A thread that answers each message by one. */
class StandardThread {
  readonly #worker: Worker;
  readonly #answers: unknown[] = [];
  #waiting: { resolve: (answer: unknown) => void; reject: (error: Error) => void } | undefined;
  #failed: Error | undefined;

  constructor(task: StandardTask) {
    this.#worker = new Worker(new URL("./standard-worker.ts", import.meta.url), {
      workerData: task,
      resourceLimits: memory,
    });
    this.#worker.on("message", (answer: unknown) => {
      if (this.#waiting === undefined) this.#answers.push(answer);
      else this.#waiting.resolve(answer);
      this.#waiting = undefined;
    });
    this.#worker.on("error", (error: Error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("the thread ended without an answer")));
  }

  post(message: unknown): void {
    this.#worker.postMessage(message);
  }

  next(): Promise<unknown> {
    if (this.#answers.length > 0) return Promise.resolve(this.#answers.shift());
    if (this.#failed !== undefined) return Promise.reject(this.#failed);
    return new Promise((resolve, reject) => (this.#waiting = { resolve, reject }));
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#failed ??= error;
    this.#waiting?.reject(this.#failed);
    this.#waiting = undefined;
  }
}
