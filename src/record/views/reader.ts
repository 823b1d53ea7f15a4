import type { Day } from "#basics/day.ts";
import type { Scope, Tx } from "#database/scope.ts";
import type { Keeper } from "../keeper.ts";
import type { Office } from "../office.ts";

/** Someone looking: one read-only transaction under their own scope, and who they are in this office. */
export interface Reader {
  keeper: Keeper;
  tx: Tx;
  office: Office;
  scope: Scope;
  account: string;
  roles: string[];
  /** Areas for which they hold a role; null: all. */
  areas: string[] | null;
  today: Day;
  now: Date;
}

/** Nothing there, or not theirs to see: the answer is the same. */
export class NotFound extends Error {}
