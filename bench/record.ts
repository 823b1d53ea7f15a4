import assert from "node:assert/strict";
import pg from "pg";
import { dayOf, dayText } from "#basics/day.ts";
import { clientConfig } from "#database/open.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { journalLines } from "#record/journal-file.ts";
import { verifyJournal } from "#record/verify.ts";
import { bareVisit } from "./bare-visit.ts";
import { patternOf } from "./pattern.ts";
import { middle, percentile } from "./measurement.ts";
import type { Line, Measurement } from "./measurement.ts";
import { benchOffice, benchServer, opening, visit } from "./office.ts";
import type { BenchOffice, BenchServer } from "./office.ts";

export const measurements: Measurement[] = [
  {
    name: "record.visit",
    what: "a visit written with journal, chain, seal and duties, against a bare transaction of the same rows",
    run: async (short) => {
      const server = await benchServer();
      try {
        return [
          ...(await rounds(server, "one office", 1, short)),
          ...(await rounds(server, "many offices", short ? 4 : 32, short)),
        ];
      } finally {
        await server.stop();
      }
    },
  },
];

/** So many at a time give a command each and wait for its answer; each visits so many people in a round. */
const loads = [
  { connections: 1, visits: 64 },
  { connections: 8, visits: 256 },
  { connections: 32, visits: 512 },
];

interface Timed {
  rates: number[];
  waits: number[];
}

async function rounds(server: BenchServer, what: string, offices: number, short: boolean): Promise<Line[]> {
  const share = short ? 16 : 1;
  const visitsOf = (visits: number) => Math.max(1, Math.floor(visits / share));
  const people = loads.reduce((sum, { visits }) => sum + visitsOf(visits), 0);
  const made = async (side: string) => {
    const list: BenchOffice[] = [];
    for (let place = 0; place < offices; place++)
      list.push(await benchOffice(server.keeper, `${side}-${offices}-${place}`, Math.ceil(people / offices)));
    return list;
  };
  const [ours, theirs] = [await made("ours"), await made("bare")];
  const owner = new pg.Client(clientConfig(server.owner));
  await owner.connect();
  const lines: Line[] = [];
  try {
    await owner.query("vacuum analyze");
    const bare = await Promise.all(theirs.map((office) => patternOf(server, office)));
    const timed = new Map<string, Timed>();
    // Every round is a week later, so that a visit always closes one window and opens the next.
    for (let week = 1; week <= (short ? 2 : 6); week++) {
      const day = dayText(dayOf(opening) + 2 + 7 * week);
      let first = 0;
      for (const { connections, visits: all } of loads) {
        const visits = visitsOf(all);
        const from = first;
        first += visits;
        const which = (place: number) => ({
          office: (from + place) % offices,
          person: Math.floor((from + place) / offices),
        });
        const pool = new pg.Pool({ ...clientConfig(server.owner), max: connections });
        await Promise.all(Array.from({ length: connections }, () => pool.query("select pg_sleep(0.01)")));
        const ways: [string, (place: number) => Promise<void>][] = [
          ["ours", (place) => ourVisit(server, ours, which(place), day)],
          ["bare", (place) => bareVisit(pool, bare, which(place), day)],
        ];
        // In turns, and each begins as often as the other.
        for (const [way, run] of week % 2 === 0 ? ways : ways.toReversed()) {
          const round = await together(connections, visits, run);
          if (week === 1) continue; // the first does not count
          const key = `${way} ${connections}`;
          const known = timed.get(key) ?? { rates: [], waits: [] };
          known.rates.push(round.rate);
          known.waits.push(...round.waits);
          timed.set(key, known);
        }
        await pool.end();
      }
    }
    await checkRows(owner, ours, theirs);
    await checkChains(server, ours);
    for (const { connections } of loads) {
      const [our, their] = [timed.get(`ours ${connections}`), timed.get(`bare ${connections}`)];
      if (our === undefined || their === undefined) continue;
      const ratios = our.rates.map((rate, place) => rate / (their.rates[place] ?? Number.NaN));
      lines.push({
        what: `${what}, ${connections} at a time (p50 ${ms(our.waits, 0.5)}, p99 ${ms(our.waits, 0.99)})`,
        value: middle(our.rates),
        unit: "visits/s",
        against: {
          what: `bare (p50 ${ms(their.waits, 0.5)}, p99 ${ms(their.waits, 0.99)})`,
          value: middle(their.rates),
          better: middle(ratios),
        },
        aim: "0.6×",
      });
    }
  } finally {
    await owner.end();
  }
  return lines;
}

async function together(
  connections: number,
  visits: number,
  visit: (place: number) => Promise<void>,
): Promise<{ rate: number; waits: number[] }> {
  let next = 0;
  const waits: number[] = [];
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < visits) {
        const at = performance.now();
        await visit(next++);
        waits.push(performance.now() - at);
      }
    }),
  );
  return { rate: (visits * 1000) / (performance.now() - begun), waits };
}

async function ourVisit(
  { keeper }: BenchServer,
  offices: BenchOffice[],
  at: { office: number; person: number },
  day: string,
): Promise<void> {
  const office = offices[at.office];
  if (office === undefined) throw new Error("no such office");
  await visit(keeper, office, at.person, day);
}

/** Both sides have written as many rows of each kind, or the comparison is of two different things. */
async function checkRows(owner: pg.Client, ours: BenchOffice[], theirs: BenchOffice[]): Promise<void> {
  const count = async (table: string, offices: BenchOffice[]) => {
    const { rows } = await owner.query<{ count: number }>(
      `select count(*)::int as count from wellside.${table} where office = any($1::text[])`,
      [offices.map(({ id }) => id)],
    );
    return rows[0]?.count;
  };
  for (const table of ["record", "record_about", "entry", "entry_part", "command", "outcome", "duty"]) {
    // One visit of each bare office was the product's own, the pattern of the others.
    const pattern = table === "duty" ? 0 : theirs.length;
    assert.equal(await count(table, ours), Number(await count(table, theirs)) - pattern, table);
  }
}

async function checkChains({ keeper }: BenchServer, offices: BenchOffice[]): Promise<void> {
  for (const { id } of offices) {
    const { fault } = await scoped(keeper.database.app, engineScope(id, null), "read only", (tx) =>
      verifyJournal(journalLines(tx, id)),
    );
    assert.equal(fault, null);
  }
}

function ms(waits: number[], share: number): string {
  return `${percentile(waits, share).toFixed(1)} ms`;
}
