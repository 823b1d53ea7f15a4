import assert from "node:assert/strict";
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import autocannon from "autocannon";
import { dayOf, dayText } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import type { Connection } from "#database/embedded/embedded.ts";
import type { BareOffice } from "./bare-visit.ts";
import { middle } from "./measurement.ts";
import type { Line, Measurement } from "./measurement.ts";
import { benchKey, benchOffice, benchServer, opening } from "./office.ts";
import type { BenchOffice } from "./office.ts";
import { patternOf } from "./pattern.ts";

/** What a server under measurement is started with: each is a process of its own, so that its memory is its own. */
export interface ServerOrder {
  way: "ours" | "bare";
  connection: Connection;
  keyFile: string;
  folder: string;
  office: BenchOffice;
  bare: BareOffice;
}

const connections = 16;

export const measurements: Measurement[] = [
  {
    name: "http.visit",
    what: "a visit sent over HTTP with sign-in, rights and validation, against a bare handler that writes the same rows",
    run: async (short) => {
      const server = await benchServer();
      const children: ChildProcess[] = [];
      try {
        const people = short ? 64 : 2000;
        const ours = await benchOffice(server.keeper, "ours", people);
        const theirs = await benchOffice(server.keeper, "bare", people);
        const keyFile = join(server.folder, "bench.key");
        await writeFile(keyFile, `${benchKey.toString("hex")}\n`, { mode: 0o600 });
        const bare = await patternOf(server, theirs);
        const order = { connection: server.owner, keyFile, folder: server.folder, bare };
        const [our, their] = [
          await started({ ...order, way: "ours", office: ours }, children),
          await started({ ...order, way: "bare", office: theirs }, children),
        ];
        const rounds: Record<"ours" | "bare", Shot[]> = { ours: [], bare: [] };
        const visits = short ? 32 : 800;
        for (let round = 0; round < (short ? 1 : 5); round++)
          for (const [way, at, office] of [
            ["ours", our, ours],
            ["bare", their, theirs],
          ] as const)
            rounds[way].push(await shot(at, office, visits, round));
        const rate = (shots: Shot[]) => middle(shots.map((each) => each.rate));
        const p99 = (shots: Shot[]) => middle(shots.map((each) => each.p99));
        const memory = await rss(our.child);
        const lines: Line[] = [
          {
            what: `${connections} connections`,
            value: rate(rounds.ours),
            unit: "visits/s",
            against: {
              what: "bare",
              value: rate(rounds.bare),
              better: middle(
                rounds.ours.map((each, place) => each.rate / (rounds.bare[place]?.rate ?? Number.NaN)),
              ),
            },
            aim: "0.55×",
          },
          {
            what: "p99",
            value: p99(rounds.ours),
            unit: "ms",
            against: { what: "bare", value: p99(rounds.bare), better: p99(rounds.bare) / p99(rounds.ours) },
            aim: "30 ms",
          },
          {
            what: "memory of the server",
            value: memory / 1_000_000,
            unit: "MB",
            against: {
              what: "bare",
              value: (await rss(their.child)) / 1_000_000,
              better: (await rss(their.child)) / memory,
            },
            aim: "250 MB",
          },
        ];
        return lines;
      } finally {
        for (const child of children) {
          if (child.exitCode !== null) continue;
          child.kill();
          await once(child, "exit");
        }
        await server.stop();
      }
    },
  },
];

interface Started {
  child: ChildProcess;
  address: string;
  cookie: string;
}

async function started(order: ServerOrder, children: ChildProcess[]): Promise<Started> {
  // Of the tests’ own process it must take over nothing.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = fork(join(import.meta.dirname, "http/server.ts"), {
    env,
    execArgv: ["--max-semi-space-size=8"], // as start.mjs starts it
    serialization: "advanced",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  children.push(child);
  const answer = async () => {
    const [said] = (await Promise.race([once(child, "message"), once(child, "exit")])) as unknown[];
    if (typeof said === "number") throw new Error("the server under measurement did not start");
    return said;
  };
  await answer(); // it is ready to be told
  child.send(order);
  const { address, cookie } = (await answer()) as { address: string; cookie: string };
  return { child, address, cookie };
}

interface Shot {
  rate: number;
  p99: number;
}

/** So many visits, each of another person; every round a week later. */
async function shot(at: Started, office: BenchOffice, visits: number, round: number): Promise<Shot> {
  const day = dayText(dayOf(opening) + 2 + 7 * (round + 1));
  let next = 0;
  const begun = performance.now();
  let last = begun;
  const result = await autocannon({
    url: `${at.address}/api/commands`,
    connections: Math.min(connections, visits),
    amount: visits,
    method: "POST",
    // The duration it tells is whole seconds.
    setupClient: (client) => void client.on("response", () => (last = performance.now())),
    headers: { "content-type": "application/json", cookie: at.cookie },
    requests: [
      {
        setupRequest: (request) => ({
          ...request,
          body: JSON.stringify({
            id: newId(),
            name: "record.make",
            at: `${day}T12:00:00+08:00`,
            input: {
              record: newId(),
              kind: "visit",
              about: [office.people[next++ % office.people.length]],
              on: day,
              fields: { summary: "身体好，血压平稳，家里暖和，想买一台小风扇。" },
            },
          }),
        }),
      },
    ],
  });
  assert.equal(result.non2xx + result.errors, 0, "every visit is written");
  return { rate: (visits * 1000) / (last - begun), p99: result.latency.p99 };
}

async function rss(child: ChildProcess): Promise<number> {
  child.send("rss");
  const [{ rss: bytes }] = (await once(child, "message")) as [{ rss: number }];
  return bytes;
}
