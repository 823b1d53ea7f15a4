import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "./demonstration.ts";
import { newFolder } from "./loaded-sample.ts";

const program = fileURLToPath(new URL("../src/cli/wellside.ts", import.meta.url));
const folder = await newFolder("wellside-journey-");
const port = await freePort();
const started: ChildProcess[] = [];
after(async () => {
  for (const child of started)
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  await pause(700); // the guard ends the database
  await rm(folder, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  /** All that it printed so far. */
  said(): string;
  /** Its exit code, when it has ended. */
  code: Promise<number | null>;
}

function wellside(args: string[], environment: Record<string, string> = {}, input?: string): Started {
  const child = spawn(process.execPath, [program, ...args], {
    env: {
      ...process.env,
      WELLSIDE_DATA: folder,
      PORT: String(port),
      WELLSIDE_SAMPLE: "none",
      ...environment,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  started.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece: Buffer) => (said += piece.toString()));
  child.stdin.end(input);
  return { child, said: () => said, code: once(child, "exit").then(([code]) => code as number | null) };
}

/** Started and ready: it has printed its one address, and answers there. */
async function ready(environment: Record<string, string> = {}): Promise<Started> {
  const run = wellside(["start"], environment);
  for (let tries = 0; !run.said().includes("http://"); tries++) {
    assert.ok(run.child.exitCode === null && tries < 1200, run.said());
    await pause(50);
  }
  assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
  return run;
}

test("it starts empty, answers, stops on Ctrl-C, and starts again", async () => {
  const first = await ready();
  first.child.kill("SIGINT");
  assert.equal(await first.code, 0, first.said());
  await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`));
  const again = await ready();
  again.child.kill("SIGTERM");
  assert.equal(await again.code, 0);
});

test("a second start on the same data says so and stops, and the first is not disturbed", async () => {
  const first = await ready();
  const second = wellside(["start"], { PORT: String(await freePort()) });
  assert.equal(await second.code, 1);
  assert.match(second.said(), /already running/i);
  assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
  const taken = wellside(["start"], { WELLSIDE_DATA: join(folder, "other") });
  assert.equal(await taken.code, 1);
  assert.match(taken.said(), new RegExp(`端口 ${port} 已被`));
  first.child.kill("SIGINT");
  await first.code;
});

test("killed outright, a server recovers at its next start, and a database is started again by its server; nothing is lost", async () => {
  const office = wellside([
    "office",
    "--id",
    "ceshi",
    "--title",
    "测试社区",
    "--standard",
    "five-hearts",
    "--areas",
    "东网格,西网格",
  ]);
  assert.equal(await office.code, 0, office.said());

  const one = await ready();
  one.child.kill("SIGKILL");
  await one.code;
  const two = await ready(); // at once: the orphaned database may still be there
  const postmaster = Number((await readFile(await postmasterFile(), "utf8")).split("\n")[0]);
  process.kill(postmaster, "SIGKILL");
  for (let tries = 0; !two.said().includes("the database is back"); tries++) {
    assert.ok(two.child.exitCode === null && tries < 600, two.said());
    await pause(50);
  }
  assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
  two.child.kill("SIGINT");
  assert.equal(await two.code, 0, two.said());
  const file = join(folder, "journal.ndjson");
  const exported = wellside(["export", "--to", file]);
  assert.equal(await exported.code, 0, exported.said());
  const verified = wellside(["verify", file]);
  assert.equal(await verified.code, 0, verified.said());
  assert.match(verified.said(), /^ceshi {2}2 {2}[0-9a-f]{64}$/m);
});

/** postmaster.pid of this test's database, wherever its folder had to be. */
async function postmasterFile(): Promise<string> {
  const signpost = await readFile(join(folder, "postgres-is-at.txt"), "utf8").catch(() => undefined);
  return join(signpost?.trim().split("\n").at(-1) ?? join(folder, "postgres"), "data", "postmaster.pid");
}

test("a real account signs in by its password and finds its office", async () => {
  const short = wellside(
    ["account", "--office", "ceshi", "--username", "zhang", "--name", "张某", "--role", "secretary"],
    {},
    "short\n",
  );
  assert.equal(await short.code, 2);
  const account = wellside(
    ["account", "--office", "ceshi", "--username", "zhang", "--name", "张某", "--role", "secretary"],
    {},
    "a long enough one\n",
  );
  assert.equal(await account.code, 0, account.said());
  const other = wellside(
    ["account", "--office", "ceshi", "--username", "zhang", "--name", "李某", "--role", "worker"],
    {},
    "a long enough one\n",
  );
  assert.equal(await other.code, 1, "a username is one person's");
  assert.match(other.said(), /张某/);
  const more = wellside([
    "account",
    "--office",
    "ceshi",
    "--username",
    "zhang",
    "--name",
    "张某",
    "--role",
    "worker",
  ]);
  assert.equal(await more.code, 0, more.said());
  const run = await ready();
  const at = `http://127.0.0.1:${port}`;
  const signIn = (password: string) =>
    fetch(`${at}/api/auth/sign-in/username`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: at },
      body: JSON.stringify({ username: "zhang", password }),
    });
  assert.equal((await signIn("not this one at all")).status, 401);
  const signedIn = await signIn("a long enough one");
  assert.equal(signedIn.status, 200);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const me = (await (await fetch(`${at}/api/me`, { headers: { cookie } })).json()) as {
    office: { id: string };
    clock: { demonstration: boolean };
  };
  assert.deepEqual([me.office.id, me.clock.demonstration], ["ceshi", false]);
  run.child.kill("SIGINT");
  await run.code;
});

test("wrong usage is told with the usage and exit code 2; a wrong file with the reason and 1", async () => {
  const unknown = wellside(["frobnicate"]);
  assert.equal(await unknown.code, 2);
  assert.match(unknown.said(), /verify FILE/);
  const missing = wellside(["verify"]);
  assert.equal(await missing.code, 2);
  const notOne = wellside(["verify", fileURLToPath(import.meta.url)]);
  assert.equal(await notOne.code, 1);
  assert.doesNotMatch(notOne.said(), /\n\s+at /, "no stack trace");
});
