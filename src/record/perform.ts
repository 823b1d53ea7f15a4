import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import { databaseFault } from "#database/fault.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Tx } from "#database/scope.ts";
import type { Command } from "#work/command.ts";
import { secretary } from "#work/office-rules.ts";
import { chainStart } from "./chain.ts";
import type { Head } from "./journal.ts";
import type { Keeper } from "./keeper.ts";
import { officeHolder } from "./keys.ts";
import { loadOffice } from "./office.ts";
import { spread } from "./spread.ts";
import { Writing, commandsDone } from "./writing.ts";

/** Who acts: an account with the roles it holds in the office, or the installation itself, on this machine. */
export interface Actor {
  account: string;
  roles: string[];
  /** They act in these cases alone. */
  cases?: string[] | undefined;
  installation?: true;
}

/** The account under which the machine itself acts, at set-up. */
export const installation: Actor = { account: officeHolder, roles: [secretary.id], installation: true };

export type Answer =
  | { id: string; status: "applied"; numbers: [first: number, last: number] }
  | { id: string; status: "already"; numbers: [first: number, last: number] }
  | ({ id: string; status: "refused" } & Refusal)
  | { id: string; status: "malformed"; faults: { path: string; say: Text }[] };

/** A command on its way, and where its answer goes. */
export interface Waiting {
  actor: Actor;
  command: Command;
  now: Date;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** The queues of commands waiting on one office: they are written together, the head of its chain locked once. */
const queues = new WeakMap<Keeper, Map<string, Waiting[]>>();

/** How many commands one transaction takes at most: past a few hundred, a round trip more is nothing. */
const together = 250;

/** The only writer. Answers every command, in the order given; an answer says what became of it, never an exception of its own. */
export function perform(
  keeper: Keeper,
  office: string,
  actor: Actor,
  given: Command[],
  now: Date,
): Promise<Answer[]> {
  const byOffice = queues.get(keeper) ?? new Map<string, Waiting[]>();
  queues.set(keeper, byOffice);
  const answers = given.map(
    (command) =>
      new Promise<Answer>((resolve, reject) => {
        const waiting: Waiting = { actor, command, now, resolve, reject };
        const queue = byOffice.get(office);
        if (queue !== undefined) queue.push(waiting);
        else {
          const started = [waiting];
          byOffice.set(office, started);
          queueMicrotask(() => void work(keeper, office, started, byOffice));
        }
      }),
  );
  return Promise.all(answers);
}

async function work(
  keeper: Keeper,
  office: string,
  queue: Waiting[],
  byOffice: Map<string, Waiting[]>,
): Promise<void> {
  while (queue.length > 0) {
    const batch = queue.splice(0, together);
    try {
      const answers = await writeTogether(keeper, office, batch);
      for (const [place, waiting] of batch.entries()) waiting.resolve(answers[place] as Answer);
    } catch (error) {
      // One command that breaks must not take its neighbours down: each again by itself. Where it is the database that
      // does not answer, another 250 tries would only make everybody wait for them one after the other.
      const isHopeless = batch.length === 1 || databaseFault(error) !== undefined;
      for (const waiting of batch)
        await (isHopeless ? Promise.reject(error) : writeTogether(keeper, office, [waiting])).then(
          ([answer]) => waiting.resolve(answer as Answer),
          (alone: unknown) =>
            isTaken(alone) ? waiting.resolve(taken(waiting.command.id)) : waiting.reject(alone),
        );
    }
    // Beside what comes next: nobody waits for it (a third of a second, at 16 at a time one answer in 25), nor is told that it went wrong.
    void analyse(keeper).catch((error: unknown) => console.error(error));
  }
  byOffice.delete(office);
}

/** Something stands under that id or code already, and `decide` could not know: the actor may not see it. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}

function taken(id: string): Answer {
  return {
    id,
    status: "refused",
    code: "taken",
    say: {
      zh: "其中有一个编号已经用过了，请换一个再试。",
      en: "An id or code in this is taken already; try again with another.",
    },
  };
}

async function writeTogether(keeper: Keeper, office: string, batch: Waiting[]): Promise<Answer[]> {
  const engine = engineScope(office, batch[0]?.actor.account ?? null);
  let [before, after, erased] = [0, 0, false];
  const answers = await scoped(keeper.database.app, engine, "read write", async (tx) => {
    // The lock is asked for first, so the others see what was written before it was had.
    const [head, done, standing] = await Promise.all([
      lockHead(tx, office),
      commandsDone(
        tx,
        office,
        batch.map(({ command }) => command.id),
      ),
      keeper.offices.has(office) ? loadOffice(keeper, tx, office) : undefined,
    ]);
    const writing = new Writing(keeper, tx, office, engine, { head, done, standing });
    await writing.loadAhead(batch);
    const results: Answer[] = [];
    for (const waiting of batch) results.push(await writing.one(waiting));
    const last = batch.at(-1);
    if (last !== undefined && writing.head.length > head.length) await writing.finish(last.now);
    [before, after, erased] = [head.length, writing.head.length, writing.erased];
    return results;
  }).catch((error: unknown) => {
    keeper.offices.delete(office); // it may have been compiled from rows that were just taken back
    throw error;
  });
  if (after > before) spread(keeper, office, after);
  if (erased) keeper.changes.emit("erased", { office });
  keeper.written.entries += after - before;
  return answers;
}

/**
 * A database that fills at once knows nothing of its tables until autovacuum comes by, a minute later: loading one
 * subject's records takes 110 ms instead of 2. So they are analysed after 500 entries, 1,000, 2,000 …
 */
async function analyse({ database, written }: Keeper): Promise<void> {
  if (written.entries < written.analyseAt) return;
  written.analyseAt = written.entries * 2;
  await database.app.query(
    "analyze subject, member, fact, sealed_fact, record, record_about, duty, eligible, outcome, entry, entry_part, command, subject_key",
  );
}

/** The head of the chain, nobody else's until this transaction ends. A new office has none yet. */
async function lockHead(tx: Tx, office: string): Promise<Head> {
  const [head] = await tx.rows<Head>("select length, hash from journal_head where office = $1 for update", [
    office,
  ]);
  return head ?? { length: 0, hash: chainStart };
}
