import type { SignedIn } from "./sign-in.ts";

/**
 * Milliseconds for which what a session's row said is believed. A screen asks for four things at once and a worker's morning for
 * hundreds: each would ask the database who they are. On the server that ends a session it ends at once; another server on the
 * same database, or this one when the command line ended it, follows within this time.
 */
const believedFor = 3_000;
/** Sessions that are remembered at most: an office's people twice over, many offices. */
const most = 5_000;

/** Who somebody is, and when their session ends by itself. */
export interface Seen {
  who: SignedIn;
  /** Milliseconds since 1970. */
  ends: number;
}

/** The sessions whose rows were read a moment ago, by the signed cookie that named them. */
export class SessionsSeen {
  #seen = new Map<string, Seen & { until: number }>();
  /** Goes up when all is forgotten: an answer asked for before must not be remembered after. */
  #turn = 0;

  async find(headers: Headers, ask: (headers: Headers) => Promise<Seen | null>): Promise<SignedIn | null> {
    const cookie = sessionCookie(headers);
    if (cookie === undefined) return null;
    const now = Date.now();
    const known = this.#seen.get(cookie);
    if (known !== undefined && known.until > now) return known.who;
    const turn = this.#turn;
    const found = await ask(headers);
    if (found === null) return null;
    if (turn === this.#turn) {
      if (this.#seen.size >= most) this.#seen.clear();
      this.#seen.set(cookie, { ...found, until: Math.min(now + believedFor, found.ends) });
    }
    return found.who;
  }

  /** Of every session: ending one is rare, and asking again takes a millisecond. */
  forget(): void {
    this.#turn += 1;
    this.#seen.clear();
  }
}

/** By HTTPS the name begins with __Secure-. Two of that name are left to the library to judge. */
function sessionCookie(headers: Headers): string | undefined {
  const cookies = (headers.get("cookie") ?? "").split("; ").filter((each) => cookieName.test(each));
  return cookies.length === 0 ? undefined : cookies.join("; ");
}

const cookieName = /^(?:__Secure-)?wellside\.session_token=/;
