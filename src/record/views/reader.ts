import type { Day } from "#basics/day.ts";
import type { Scope, Tx } from "#database/scope.ts";
import type { Keeper } from "../keeper.ts";
import type { Office } from "../office.ts";
import type { HeldPost } from "../posts-held.ts";

/** Someone looking: one read-only transaction under their own scope, and who they are in this office. */
export interface Reader {
  keeper: Keeper;
  tx: Tx;
  office: Office;
  scope: Scope;
  account: string;
  roles: string[];
  /** They act in these cases alone. */
  cases?: string[] | undefined;
  /** Where they hold them, by posts of their own and standing in for others. */
  posts: Pick<HeldPost, "role" | "area" | "standsInFor">[];
  today: Day;
  now: Date;
}

/** Is what this role owes there for this reader to do? Somebody without an area (null) is for those who hold it for all. */
export function holds({ posts }: Reader, role: string, area: string | null): boolean {
  return posts.some((post) => post.role === role && (post.area === null || post.area === area));
}

/** Nothing there, or not theirs to see: the answer is the same. */
export class NotFound extends Error {}
