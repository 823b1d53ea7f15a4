import type { Keeper } from "./keeper.ts";

/** What several servers on one database do only once; the numbers keep them apart. */
const tasks = { notifications: 1, backup: 2, rotation: 3 };

/** Any number will do that no other advisory lock of this database has. */
const locks = 8_210_422;

/** Does it unless another process is at it just now. Resolves with whether it was done here. */
export async function byOneServer(
  { database }: Keeper,
  task: keyof typeof tasks,
  work: () => Promise<unknown>,
): Promise<boolean> {
  const client = await database.app.connect();
  let isLost = false;
  client.once("error", () => (isLost = true));
  try {
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, $2) as taken", [
      locks,
      tasks[task],
    ]);
    if (rows[0]?.taken !== true) return false;
    try {
      await work();
    } finally {
      await client
        .query("select pg_advisory_unlock($1, $2)", [locks, tasks[task]])
        .catch(() => (isLost = true));
    }
    return true;
  } finally {
    client.release(isLost);
  }
}
