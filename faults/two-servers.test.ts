import assert from "node:assert/strict";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { chanceFrom } from "#basics/chance.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import type { Connection } from "#database/embedded/embedded.ts";
import { newFolder } from "../journeys/loaded-sample.ts";
import { deliver, newClient, nothingTold, work } from "./clients.ts";
import type { Client } from "./clients.ts";
import { type Beside, beside, openOffice } from "./office.ts";
import { type Service, newService } from "./service.ts";
import { lookAtWhole } from "./whole.ts";

// Two servers on one database, each a process of its own, as behind a balancer. Both are started at once on an empty one.

let connection: Connection;
let folder = "";
let [one, two]: Service[] = [];
let looker: Beside;
let clients: Client[];
const told = nothingTold();

before(async () => {
  connection = await freshDatabase();
  const { host, port, user, database } = connection;
  const url = `postgresql://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
  folder = await newFolder("wellside-two-");
  const key = join(folder, "master.key");
  const settings = { DATABASE_URL: url, WELLSIDE_KEY: key, WELLSIDE_BACKUPS: join(folder, "backups") };
  const services = await Promise.all(
    ["one", "two"].map(async (name) => {
      await mkdir(join(folder, name));
      return newService(settings, [], join(folder, name));
    }),
  );
  [one, two] = services;
  await Promise.all(services.map((service) => service.start()));
  looker = await beside(services[0] as Service, url);
  const people = await openOffice(looker, "double", 6);
  const first = services[0] as Service;
  clients = await Promise.all(people.map((person) => newClient(() => first.address, person)));
});
after(async () => {
  await looker.close();
  await Promise.all([one?.remove(), two?.remove()]);
  await rm(folder, { recursive: true, force: true });
});

test("started together on an empty database, each migration ran once, and one backup was made", async () => {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query<{ name: string }>("select name from public.wellside_migration");
  await client.end();
  const files = (await readdir(new URL("../src/database/migrations/", import.meta.url))).filter((name) =>
    name.endsWith(".sql"),
  );
  assert.deepEqual(rows.map(({ name }) => name).toSorted(), files.toSorted());
  const backups = (await readdir(join(folder, "backups"))).filter((name) => name.endsWith(".backup"));
  assert.equal(backups.length, 1, backups.join());
});

test("commands go through both at once, and the same ones too: each is done once, and the chain is whole", async () => {
  const enough = new AbortController();
  const chance = chanceFrom(2);
  const either = () => (chance() < 0.5 ? one : two)?.address ?? "";
  const working = clients.map((client) => work(either, client, told, chance, enough.signal));
  const [someone] = clients.slice(1);
  for (let times = 0; times < 15; times++) {
    const same = [0, 1, 2].map(() => ({
      id: crypto.randomUUID(),
      name: "register.enter",
      at: new Date().toISOString(),
      input: { subject: crypto.randomUUID(), kind: "person", name: "某丁" },
    }));
    await Promise.all(
      [one, two, one, two].map((service) =>
        deliver(() => service?.address ?? "", someone?.cookie ?? "", same, told),
      ),
    );
    await pause(20);
  }
  enough.abort();
  await Promise.all(working);
  const whole = await lookAtWhole(looker.keeper, "double", told);
  assert.deepEqual([told.wrong, whole.lost, whole.duplicated, whole.faults], [[], [], [], []]);
  assert.ok(told.acknowledged.size > 60 && told.unanswered.size === 0);
});

test("what is written through one shows at once on the screens of the other; and one goes on without the other", async () => {
  const [client] = clients.slice(1);
  const cookie = client?.cookie ?? "";
  const ending = new AbortController();
  const events = await fetch(`${two?.address}/api/events`, { headers: { cookie }, signal: ending.signal });
  assert.equal(events.status, 200);
  const changed = (async () => {
    let text = "";
    for await (const piece of events.body ?? []) {
      text += Buffer.from(piece).toString();
      if (text.includes("event: change")) return text;
    }
    return text;
  })();
  await pause(200);
  const given = { id: crypto.randomUUID(), name: "register.enter", at: new Date().toISOString() };
  const enter = [{ ...given, input: { subject: crypto.randomUUID(), kind: "person", name: "某戊" } }];
  await deliver(() => one?.address ?? "", cookie, enter, told);
  assert.match(await Promise.race([changed, pause(10_000).then(() => "nothing came")]), /event: change/);
  ending.abort();

  await one?.kill();
  const after = [
    {
      ...given,
      id: crypto.randomUUID(),
      input: { subject: crypto.randomUUID(), kind: "person", name: "某己" },
    },
  ];
  assert.ok(await deliver(() => two?.address ?? "", cookie, after, told));
  const whole = await lookAtWhole(looker.keeper, "double", told);
  assert.deepEqual([whole.lost, whole.duplicated, whole.faults], [[], [], []]);
});
