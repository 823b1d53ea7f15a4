import type { Pool } from "pg";
import { dayText, localDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import type { Database } from "#database/open.ts";
import { ownScope, scoped } from "#database/scope.ts";
import { officeIds } from "./office.ts";

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

/** Clocks are corrected by seconds all the time; by more than this only if they were set. */
const tolerated = 120_000;

/** The machine's clock shows a time long before what was written last: nothing is written by it. */
export class ClockBehind extends Error {
  readonly say: Text;

  constructor(now: number, latest: number) {
    const [shows, was] = [now, latest].map((time) =>
      new Date(time).toLocaleString("sv-SE", { timeZone: zoneOfMachine }).slice(0, 16),
    );
    const say = {
      zh: `这台机器的时钟是 ${shows}，最后一条却记于 ${was}，所以这一步没有记下。请把时钟校准，之后会自动恢复；如果现在的时钟才是对的，见手册“时钟”。`,
      en: `This machine's clock shows ${shows}, but the last entry was made at ${was}, so this was not recorded. Set the clock right and work goes on by itself; if it is right as it is, see “The clock” in the manual.`,
    };
    super(say.en);
    this.say = say;
  }
}

/** When the newest entries of all offices were made, or 0. @throws ClockBehind where `now` is long before. */
export async function mustNotBeBehind(database: Pick<Database, "app">, now: number): Promise<number> {
  const latest = await lastWritten(database);
  if (now < latest - tolerated) throw new ClockBehind(now, latest);
  return latest;
}

async function lastWritten(database: Pick<Database, "app">): Promise<number> {
  const offices = await officeIds(database);
  const everywhere = { ...ownScope(null, offices), reach: ["journal"] };
  const [last] = await scoped(database.app, everywhere, "read only", (tx) =>
    tx.rows<{ at: Date | null }>(
      "select max(entry.at) as at from journal_head join entry on entry.office = journal_head.office and entry.number = journal_head.length",
    ),
  );
  return last?.at?.getTime() ?? 0;
}

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
  /** The latest time that anything was written by; only where there is no demonstration. */
  #latest = 0;
  readonly zone = zoneOfMachine;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Takes up where the data stands. `isRight`: the machine's clock, though later times were written before. */
  async start(isRight = false): Promise<void> {
    if (!isRight) this.#latest = await lastWritten({ app: this.#pool });
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

  /** The time to write by: never before what was written last. @throws ClockBehind where the clock was set back. */
  forWriting(): Date {
    const now = this.now();
    if (this.isDemonstration()) return now;
    if (now.getTime() < this.#latest - tolerated) throw new ClockBehind(now.getTime(), this.#latest);
    this.#latest = Math.max(this.#latest, now.getTime());
    return new Date(this.#latest);
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
