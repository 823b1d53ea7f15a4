import { localDay } from "#basics/day.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Keeper } from "../keeper.ts";
import { loadOffice } from "../office.ts";
import { scopeOf } from "../scope-of.ts";
import type { Reader } from "./reader.ts";

/** Looks at an office as somebody may who holds these roles there, by these posts. */
export async function reading<T>(
  keeper: Keeper,
  id: string,
  { account, roles, cases, posts }: Pick<Reader, "account" | "roles" | "cases" | "posts">,
  now: Date,
  look: (reader: Reader) => Promise<T>,
): Promise<T> {
  return scoped(keeper.database.app, engineScope(id, account), "read only", async (tx) => {
    const office = await loadOffice(keeper, tx, id);
    const scope = scopeOf(office, { account, roles, cases });
    const today = localDay(now, office.rules.zone);
    const [, seen] = await Promise.all([
      tx.rescope(scope),
      look({ keeper, tx, office, scope, account, roles, cases, posts, today, now }),
    ]);
    return seen;
  });
}
