import type { Pool } from "pg";
import { dayText, localDay } from "#basics/day.ts";

/** What time it is for everybody here. `demonstration`: it is the sample's own time, and can be set back. */
export interface Clock {
  /** ISO instant; it runs on. */
  now: string;
  today: string;
  zone: string;
  demonstration: boolean;
}

/** Where what belongs to no one office has its day. */
export const zoneOfMachine = "Asia/Shanghai";

/** How often the demonstration's time is written down: after a crash it goes back by this much at most. */
const saveEvery = 5_000;

/**
 * The clock that all work is done by. A demonstration has its own, kept with its data: it stands still while the
 * server is stopped. It never drives sessions, which end by the real time.
 */
export class WorkingClock {
  readonly #pool: Pool;
  /** null: the real time. */
  #demonstration: { shown: number; since: number } | null = null;
  #timer: NodeJS.Timeout | undefined;
  readonly zone = zoneOfMachine;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Takes up where the data stands. */
  async start(): Promise<void> {
    const { rows } = await this.#pool.query<{ shown: Date }>("select shown from clock");
    if (rows[0] !== undefined) this.#run(rows[0].shown.getTime());
  }

  /** Begins a demonstration whose clock opens at this instant. */
  async demonstrate(opensAt: Date): Promise<void> {
    await this.#pool.query(
      "insert into clock (shown, opens_at) values ($1, $1) on conflict (only_one) do update set shown = $1, opens_at = $1",
      [opensAt],
    );
    this.#run(opensAt.getTime());
  }

  /** Back to where the demonstration opens. */
  async setBack(): Promise<void> {
    const { rows } = await this.#pool.query<{ opens_at: Date }>(
      "update clock set shown = opens_at returning opens_at",
    );
    if (rows[0] !== undefined) this.#run(rows[0].opens_at.getTime());
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#save();
  }

  now(): Date {
    return new Date(
      this.#demonstration === null
        ? Date.now()
        : this.#demonstration.shown + (performance.now() - this.#demonstration.since),
    );
  }

  isDemonstration(): boolean {
    return this.#demonstration !== null;
  }

  show(): Clock {
    const now = this.now();
    return {
      now: now.toISOString(),
      today: dayText(localDay(now, this.zone)),
      zone: this.zone,
      demonstration: this.isDemonstration(),
    };
  }

  #run(shown: number): void {
    this.#demonstration = { shown, since: performance.now() };
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.#save().catch(() => {}), saveEvery);
    this.#timer.unref();
  }

  async #save(): Promise<void> {
    if (this.#demonstration !== null) await this.#pool.query("update clock set shown = $1", [this.now()]);
  }
}
