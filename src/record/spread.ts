import type { PoolClient } from "pg";
import { setTimeout as pause } from "node:timers/promises";
import type { Keeper } from "./keeper.ts";
import { officeIds } from "./office.ts";

const channel = "wellside_written";

/** What this process has still to tell the others, an office's newest number alone. */
const waiting = new WeakMap<Keeper, Map<string, number>>();

/**
 * Tells whoever listens that an office's journal has grown, or its duties were worked out anew (`number` 0): here at once, and in
 * the other processes on this database. Not within the transaction: PostgreSQL lets transactions that notify commit only one
 * after another, each with its own flush to disk. Lost on its way, it is made up for by the next.
 */
export function spread(keeper: Keeper, office: string, number: number): void {
  keeper.changes.emit("written", { office, number });
  const known = waiting.get(keeper);
  if (known !== undefined) {
    known.set(office, number);
    return;
  }
  const numbers = new Map([[office, number]]);
  waiting.set(keeper, numbers);
  queueMicrotask(() => void tellOthers(keeper, numbers));
}

async function tellOthers(keeper: Keeper, numbers: Map<string, number>): Promise<void> {
  while (numbers.size > 0) {
    const said = [...numbers].map(([office, number]) => JSON.stringify({ from: keeper.id, office, number }));
    numbers.clear();
    await keeper.database.app
      .query(`select pg_notify('${channel}', line) from unnest($1::text[]) as line`, [said])
      .catch(() => {});
  }
  waiting.delete(keeper);
}

/** Hears what other processes on this database have written, for as long as it is not ended by what is returned. */
export function hearOthers(keeper: Keeper): () => Promise<void> {
  const ending = new AbortController();
  const hearing = (async () => {
    for (let missed = false; !ending.signal.aborted; missed = true) {
      await listen(keeper, missed, ending.signal).catch(() => {});
      await pause(1_000, undefined, { signal: ending.signal, ref: false }).catch(() => {});
    }
  })();
  return async () => {
    ending.abort();
    await hearing;
  };
}

/** Resolves when the connection is lost, or at the end. */
async function listen(keeper: Keeper, missed: boolean, ending: AbortSignal): Promise<void> {
  const client: PoolClient = await keeper.database.app.connect();
  try {
    const lost = new Promise<void>((resolve) => {
      client.once("error", () => resolve());
      client.once("end", () => resolve());
      ending.addEventListener("abort", () => resolve());
    });
    client.on("notification", ({ payload }) => {
      const { from, office, number } = JSON.parse(payload ?? "{}") as {
        from: string;
        office: string;
        number: number;
      };
      if (from !== keeper.id) keeper.changes.emit("written", { office, number });
    });
    await client.query(`listen ${channel}`);
    // What was told while nobody listened is not told again: every screen looks once more.
    if (missed)
      for (const office of await officeIds(keeper.database))
        keeper.changes.emit("written", { office, number: 0 });
    await lost;
  } finally {
    client.release(true); // nobody else is to hear what this one listens to
  }
}
