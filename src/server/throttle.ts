/** Wrong passwords that are forgiven before waiting begins: fingers slip, and there is last year's password too. */
const forgiven = 5;
/** Seconds to wait at most: whoever guesses gets 12 tries an hour, and nobody is shut out for longer. */
const longestWait = 300;
/** Seconds after which what went wrong is forgotten. */
const remembered = 3_600;
/** Of the pairs of account and address that are remembered: a flood of invented names takes no more memory than this. */
const most = 10_000;

interface Failures {
  count: number;
  /** Milliseconds since 1970. */
  last: number;
}

/**
 * Growing delays after wrong passwords, by account and address together: an outsider who guesses at somebody's password makes
 * themselves wait, and not the one whose account it is; and an office whose forty people stand behind one address does not wait
 * because one of them mistypes. Kept in this server's memory: a restart forgives.
 */
export class Throttle {
  readonly #failures = new Map<string, Failures>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Seconds to wait before the next try is looked at; 0: now. */
  wait(account: string, address: string): number {
    const known = this.#failures.get(keyOf(account, address));
    if (known === undefined || known.count < forgiven) return 0;
    const wait = Math.min(2 ** (known.count - forgiven + 1), longestWait);
    return Math.max(0, Math.ceil(wait - (this.#now() - known.last) / 1000));
  }

  failed(account: string, address: string): void {
    const key = keyOf(account, address);
    const known = this.#failures.get(key);
    const now = this.#now();
    const isFresh = known !== undefined && now - known.last < remembered * 1000;
    // Put in again it is the newest, and the oldest are dropped first.
    this.#failures.delete(key);
    this.#failures.set(key, { count: isFresh ? known.count + 1 : 1, last: now });
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= most) break;
      this.#failures.delete(oldest);
    }
  }

  succeeded(account: string, address: string): void {
    this.#failures.delete(keyOf(account, address));
  }
}

function keyOf(account: string, address: string): string {
  return `${account.slice(0, 100).toLowerCase()} ${address}`;
}
