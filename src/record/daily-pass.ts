import { dayText, localDay } from "#basics/day.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { derive } from "./derive.ts";
import type { Keeper } from "./keeper.ts";
import { KeyRing } from "./keys.ts";
import { loadOffice } from "./office.ts";
import { spread } from "./spread.ts";

/** How many subjects are worked out in one transaction, with the office's chain held meanwhile. */
const atATime = 400;

/**
 * What time alone changes: subjects whose day has come are worked out again, nobody else is looked at.
 * With `everybody`, all of them: after the demonstration's clock was set back. Returns how many were.
 */
export async function dailyPass(
  keeper: Keeper,
  office: string,
  now: Date,
  everybody = false,
): Promise<number> {
  let count = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const ids = await scoped(keeper.database.app, engineScope(office, null), "read write", async (tx) => {
      await tx.rows("select from journal_head where office = $1 for update", [office]);
      const known = await loadOffice(keeper, tx, office);
      const today = localDay(now, known.rules.zone);
      const found = await tx.rows<{ id: string }>(
        `select id from subject where office = $1 and id > $2 and ($3 or recheck <= $4) order by id limit ${atATime}`,
        [office, after, everybody, dayText(today)],
      );
      await derive(
        tx,
        known,
        new KeyRing(office, keeper.master),
        found.map(({ id }) => id),
        today,
      );
      return found.map(({ id }) => id);
    });
    count += ids.length;
    after = ids.at(-1) ?? after;
    if (ids.length < atATime) break;
  }
  if (count > 0) spread(keeper, office, 0);
  return count;
}
