import type { Context } from "hono";
import type { z } from "zod";
import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import type { Actor } from "#record/perform.ts";
import type { Keeper } from "#record/keeper.ts";
import type { Reader } from "#record/views/reader.ts";
import type { WorkingClock } from "#record/clock.ts";
import type { Post } from "#record/views/me.ts";
import type { DailyBackups } from "./daily-backups.ts";
import type { MailSetting } from "./settings.ts";
import type { SignIn, SignedIn } from "./sign-in.ts";

/** What every route stands on. */
export interface House {
  keeper: Keeper;
  clock: WorkingClock;
  signIn: SignIn;
  /** The certificate of the office's own authority, for other machines to trust; null where there is none. */
  authority: string | null;
  backups: DailyBackups | null;
  mail: MailSetting | undefined;
}

/** Who is asking, found anew for each request. */
export interface Asker {
  account: string;
  office: string;
  offices: { id: string; title: Text }[];
  posts: Post[];
  actor: Actor;
  /** The day from which they need a second factor; null: they need none, or have it. */
  secondFactorBy: string | null;
}

/**
 * One address. `who` is said of every one: `anyone` may ask without signing in; all others are answered 401 first.
 * `account`: whoever is signed in, also without any post and before a one-time password is changed: only what concerns their
 * own account. `signed-in`: whoever acts here, and row level security says what they see; `inside`: the office's own roles;
 * `figures`, `journal`: these and who is shown them; `secretary`: only whoever runs the office.
 */
export interface Route {
  method: "get" | "post";
  path: string;
  who: "anyone" | "account" | "signed-in" | "inside" | "figures" | "journal" | "secretary";
  about: Text;
  query?: z.ZodObject;
  answer(asked: Asked): Promise<Response> | Response;
}

export interface Asked {
  house: House;
  context: Context;
  query: Record<string, never>;
  /** Only where `who` is signed-in or secretary. */
  asker: Asker;
  /** Only where `who` is account. */
  signedIn: SignedIn;
  /** Asked again of whoever keeps listening: are they still signed in, with a post here? */
  stillThere(): Promise<boolean>;
  /** One read-only transaction under the asker's own scope. */
  reading<T>(look: (reader: Reader) => Promise<T>): Promise<T>;
}

/** A wrong call, with a sentence for whoever made it. */
export class WrongCall extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429;
  readonly refusal: Refusal;
  constructor(status: WrongCall["status"], refusal: Refusal) {
    super(refusal.code);
    this.status = status;
    this.refusal = refusal;
  }
}

/** Ties a route's query to its answer's types. */
export function route<Query extends z.ZodObject = z.ZodObject<Record<never, never>>>(
  spec: Omit<Route, "answer" | "query"> & {
    query?: Query;
    answer(asked: Omit<Asked, "query"> & { query: z.output<Query> }): Promise<Response> | Response;
  },
): Route {
  return spec as unknown as Route;
}
