import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, mock, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { newId } from "#basics/id.ts";
import type { Text } from "#basics/text.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import type { Connection } from "#database/embedded/embedded.ts";
import { openDatabase } from "#database/open.ts";
import { keeperOf } from "#record/keeper.ts";
import type { Keeper } from "#record/keeper.ts";
import type { Answer } from "#record/perform.ts";
import { readSettings } from "#server/settings.ts";
import { startServer } from "#server/start.ts";
import type { Running } from "#server/start.ts";
import { freePort } from "../journeys/demonstration.ts";
import { newFolder } from "../journeys/loaded-sample.ts";
import { chanceFrom } from "#basics/chance.ts";
import { type Client, newClient, nothingTold, work } from "./clients.ts";
import { type Person, openOffice, password } from "./office.ts";
import { lookAtWhole } from "./whole.ts";
import { type Wire, wireTo } from "./wire.ts";

// A server whose database is at the other end of a wire: what a person is told when that fails, and that nothing is lost.

let connection: Connection;
let wire: Wire;
let folder = "";
let running: Running;
let aside: Keeper;
let people: Person[];
let clients: Client[];
const told = nothingTold();

before(async () => {
  connection = await freshDatabase();
  wire = await wireTo(connection);
  folder = await newFolder("wellside-faults-");
  const settings = readSettings({
    DATABASE_URL: wire.url,
    WELLSIDE_DATA: folder,
    PORT: String(await freePort()),
    WELLSIDE_SAMPLE: "none",
  });
  running = await startServer(settings, () => {});
  aside = keeperOf(await openDatabase(connection), running.house.keeper.master);
  people = await openOffice({ keeper: aside }, "wired", 4);
  clients = await Promise.all(people.map((person) => newClient(() => running.address, person)));
  mock.method(console, "error", () => {});
});
after(async () => {
  mock.restoreAll();
  await running.stop();
  await aside.database.close();
  wire.remove();
  await rm(folder, { recursive: true, force: true });
});

interface Said {
  status: number;
  body: { code?: string; say?: Text; answers?: Answer[] };
}

async function ask(path: string, given?: object): Promise<Said> {
  const response = await fetch(`${running.address}${path}`, {
    method: given === undefined ? "GET" : "POST",
    headers: {
      cookie: clients[1]?.cookie ?? "",
      origin: running.address,
      "content-type": "application/json",
    },
    ...(given !== undefined && { body: JSON.stringify(given) }),
  });
  return { status: response.status, body: (await response.json()) as Said["body"] };
}

function entering(): { id: string; name: string; at: string; input: object } {
  const input = { subject: newId(), kind: "person", name: "某甲" };
  return { id: newId(), name: "register.enter", at: new Date().toISOString(), input };
}

/** What a person is told: one of ours, in both languages, and nothing of what is inside. */
function isClear({ status, body }: Said, code: string): void {
  assert.deepEqual([status, body.code], [503, code], JSON.stringify(body));
  assert.deepEqual(Object.keys(body).toSorted(), ["code", "say"]);
  assert.ok((body.say?.zh.length ?? 0) > 20 && (body.say?.en?.length ?? 0) > 40);
  assert.doesNotMatch(JSON.stringify(body), /ECONN|terminat|timeout|select |wellside_|relation|\block/i);
}

async function isWhole(): Promise<void> {
  const whole = await lookAtWhole(aside, "wired", told);
  assert.deepEqual([told.wrong, whole.lost, whole.duplicated, whole.faults], [[], [], [], []]);
}

/** Gives it, and keeps what came of it for the last look. */
async function done(command: { id: string }): Promise<Answer["status"] | undefined> {
  const { body } = await ask("/api/commands", command);
  const [answer] = body.answers ?? [];
  if (answer !== undefined && "numbers" in answer) told.acknowledged.set(answer.id, answer.numbers);
  return answer?.status;
}

test("the wire is cut again and again in the middle of transactions: every command is done once", async () => {
  const enough = new AbortController();
  const chance = chanceFrom(1);
  const working = clients.map((client) => work(() => running.address, client, told, chance, enough.signal));
  for (let cuts = 0; cuts < 12; cuts++) {
    await pause(100 + 400 * chance());
    wire.cut();
  }
  enough.abort();
  await Promise.all(working);
  assert.ok(told.unanswered.has("503 database-away"), [...told.unanswered.keys()].join());
  assert.ok(told.acknowledged.size > 4, `${told.acknowledged.size}`);
  await isWhole();
});

test("a database that is away is told of wherever one asks, and work goes on when it is back", async () => {
  const command = entering();
  assert.equal(await done(command), "applied");
  wire.close();
  for (const path of ["/api/me", "/api/today", "/open/wired", "/healthz", "/api/demonstration"])
    isClear(await ask(path), "database-away");
  isClear(await ask("/api/commands", command), "database-away");
  const username = people[1]?.username;
  isClear(await ask("/api/auth/sign-in/username", { username, password }), "database-away");
  wire.mend();
  assert.equal(await done(command), "already");
  assert.equal((await ask("/api/today")).status, 200);
  await isWhole();
});

test("a wire that goes dead without a word is given up after a while, and nobody waits behind it for ever", async () => {
  const commands = [entering(), entering(), entering()];
  wire.freeze();
  const answers = await Promise.all(commands.map((command) => ask("/api/commands", command)));
  for (const answer of answers) isClear(answer, "database-away");
  wire.mend();
  for (const command of commands) assert.match((await done(command)) ?? "", /^(applied|already)$/);
  await isWhole();
});

test("somebody holds the chain of the office: whoever writes is told it is busy, others read on; then it is written", async () => {
  const holder = new pg.Client(connection);
  await holder.connect();
  await holder.query("begin; select from wellside.journal_head where office = 'wired' for update");
  const [first, second] = [entering(), entering()];
  const answers = await Promise.all([ask("/api/commands", first), ask("/api/commands", second)]);
  for (const answer of answers) isClear(answer, "database-busy");
  assert.equal((await ask("/api/today")).status, 200);
  await holder.query("rollback; begin; lock table wellside.subject in access exclusive mode");
  isClear(await ask("/api/subjects"), "database-busy");
  await holder.query("rollback");
  await holder.end();
  assert.deepEqual([await done(first), await done(second)], ["applied", "applied"]);
  await isWhole();
});

test("a clock set back writes nothing and says what to do; set right again, or found to be right, work goes on", async () => {
  const command = entering();
  assert.equal(await done(entering()), "applied");
  const real = Date.now;
  let back = 3_600_000;
  const clock = mock.method(Date, "now", () => real() - back);
  isClear(await ask("/api/commands", command), "clock-behind");
  assert.equal((await ask("/api/today")).status, 200, "reading goes on");
  back = 60_000; // a minute is what clocks are corrected by
  assert.equal(await done(entering()), "applied");
  const rows = await aside.database.app.query<{ rises: boolean }>(
    "select bool_and(at >= before) as rises from (select at, lag(at, 1, at) over (order by number) as before from entry where office = 'wired') as whole",
  );
  assert.notEqual(rows.rows[0]?.rises, false, "no entry bears an earlier time than the one before");
  clock.mock.restore();
  assert.equal(await done(command), "applied");

  // Started anew, it knows of the later time from the journal, unless it is told that the clock is right.
  const wish = { DATABASE_URL: wire.url, WELLSIDE_DATA: folder, WELLSIDE_SAMPLE: "none" };
  const again = mock.method(Date, "now", () => real() - 3_600_000);
  for (const [flags, expected] of [
    [[], "clock-behind"],
    [["--clock-is-right"], undefined],
  ] as const) {
    const port = String(await freePort());
    const other = await startServer(readSettings({ ...wish, PORT: port }, [...flags]), () => {});
    const response = await fetch(`${other.address}/api/commands`, {
      method: "POST",
      headers: { cookie: clients[1]?.cookie ?? "", "content-type": "application/json" },
      body: JSON.stringify(entering()),
    });
    const body = (await response.json()) as Said["body"];
    assert.equal(body.code, expected, JSON.stringify(body));
    for (const answer of body.answers ?? [])
      if ("numbers" in answer) told.acknowledged.set(answer.id, answer.numbers);
    await other.stop();
  }
  again.mock.restore();
  await isWhole();
});
