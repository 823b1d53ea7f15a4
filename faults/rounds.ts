import { setTimeout as pause } from "node:timers/promises";
import { chanceFrom } from "#basics/chance.ts";
import { type Client, type Told, newClient, nothingTold, work } from "./clients.ts";
import { type Beside, beside, openOffice } from "./office.ts";
import { type Service, newService } from "./service.ts";
import { lookAtWhole } from "./whole.ts";

/** What all rounds came to. */
export interface Sum {
  rounds: number;
  acknowledged: number;
  entries: number;
  lost: number;
  duplicated: number;
  /** Sendings that were answered by an error or not at all, and given again. */
  unanswered: Map<string, number>;
  killed: Map<string, number>;
  wrong: string[];
}

const [workers, roundsPerOffice] = [5, 5];

/**
 * Rounds of work in which something is killed outright at a random moment: the server, PostgreSQL, one of PostgreSQL's own
 * processes. Five workers and a secretary with ledgers go on giving commands, each under the id it had, until it is answered.
 * After each round everything is looked at, while nobody works.
 */
export async function rounds(count: number, seed: number, say: (line: string) => void): Promise<Sum> {
  const chance = chanceFrom(seed);
  const sum: Sum = {
    rounds: 0,
    acknowledged: 0,
    entries: 0,
    lost: 0,
    duplicated: 0,
    unanswered: new Map(),
    killed: new Map(),
    wrong: [],
  };
  const service = await newService();
  await service.start();
  const looker = await beside(service);
  try {
    for (let from = 0; from < count && sum.wrong.length === 0; from += roundsPerOffice)
      await roundsInOffice(service, looker, `office-${from}`, Math.min(count - from, roundsPerOffice));
  } finally {
    await looker.close();
    await service.remove();
  }
  return sum;

  async function roundsInOffice(
    service: Service,
    looker: Beside,
    office: string,
    many: number,
  ): Promise<void> {
    const told = nothingTold();
    const people = await openOffice(looker, office, workers + 1);
    const clients = await Promise.all(people.map((person) => newClient(() => service.address, person)));
    let [entries, lost, duplicated] = [0, 0, 0];
    for (let round = 0; round < many && sum.wrong.length === 0; round++) {
      const killed = await oneRound(service, looker, clients, told, chance);
      for (const each of killed) sum.killed.set(each, (sum.killed.get(each) ?? 0) + 1);
      const whole = await lookAtWhole(looker.keeper, office, told);
      [entries, lost, duplicated] = [whole.entries, whole.lost.length, whole.duplicated.length];
      sum.rounds += 1;
      sum.wrong.push(...told.wrong, ...whole.faults);
      if (lost > 0) sum.wrong.push(`lost: ${whole.lost.join(", ")}`);
      if (duplicated > 0) sum.wrong.push(`duplicated: ${whole.duplicated.join(", ")}`);
      say(
        `round ${sum.rounds}: killed ${killed.join(", then ")}; ${told.acknowledged.size} acknowledged so far, lost ${lost}, duplicated ${duplicated}`,
      );
    }
    sum.acknowledged += told.acknowledged.size;
    sum.entries += entries;
    sum.lost += lost;
    sum.duplicated += duplicated;
    for (const [why, times] of told.unanswered)
      sum.unanswered.set(why, (sum.unanswered.get(why) ?? 0) + times);
  }
}

/** Resolves with what was killed. */
async function oneRound(
  service: Service,
  looker: Beside,
  clients: Client[],
  told: Told,
  chance: () => number,
): Promise<string[]> {
  const enough = new AbortController();
  const working = clients.map((client) => work(() => service.address, client, told, chance, enough.signal));
  const killed: string[] = [];
  try {
    do {
      await pause(50 + chance() * 700);
      killed.push(await killSomething(service, looker, chance));
      // Half the time the next comes while all this is still coming back.
      const restarted = service.start();
      if (chance() < 0.25) await Promise.race([restarted.catch(() => {}), pause(chance() * 1_500)]);
      else await restarted;
    } while (chance() < 0.25);
    await service.start();
    await pause(100 + chance() * 200);
  } finally {
    enough.abort();
    await Promise.all(working);
  }
  return killed;
}

async function killSomething(service: Service, { keeper }: Beside, chance: () => number): Promise<string> {
  const which = chance();
  if (which < 0.4) {
    await service.kill();
    return "the server";
  }
  const postmaster = await service.postmaster();
  if (which < 0.7 && postmaster !== undefined && isRunning(postmaster)) {
    process.kill(postmaster, "SIGKILL");
    return "PostgreSQL";
  }
  const { rows } = await keeper.database.app
    .query<{ pid: number }>(
      "select pid from pg_stat_activity where usename = 'wellside_app' and pid <> pg_backend_pid() order by state_change desc nulls last limit 4",
    )
    .catch(() => ({ rows: [] }));
  const one = rows[Math.floor(chance() * rows.length)];
  if (one !== undefined && isRunning(one.pid)) {
    process.kill(one.pid, "SIGKILL");
    return "a connection's process";
  }
  await service.kill();
  return "the server";
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
