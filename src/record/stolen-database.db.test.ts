import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import { newId } from "#basics/id.ts";
import { chanceFrom } from "#basics/chance.ts";
import { type Connection } from "#database/embedded/embedded.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { keeperOf } from "./keeper.ts";
import { onlyMasterKey } from "./master-key.ts";
import { type TestOffice, testOffice } from "./test-office.ts";

// Somebody has the whole database and no key. First: is any of what was guarded readable? Then: who is under mental health care,
// guessed from what stands open? docs/security.md says what comes out, and names these tests.

const planted = {
  phone: "13912345678",
  otherPhone: "13787654321",
  medicine: "奥氮平十毫克",
  note: "夜里不睡已有两周",
  ground: "家属拒绝送医",
  caller: "报修人暗号甲",
  reason: "住进精神卫生中心",
  purpose: "核对服药登记",
};
/** A field without a guard, in a case that is veiled as a whole. */
const openInVeiledCase = "与派出所联合上门";
const people = 40;
const isCared = (place: number) => place % 4 === 0;

let [connection, office]: [Connection | undefined, TestOffice | undefined] = [undefined, undefined];
const known: { id: string; cared: boolean }[] = [];
let dump = new Map<string, Record<string, unknown>[]>();

before(async () => {
  connection = await freshDatabase();
  const keeper = keeperOf(await openDatabase(connection), onlyMasterKey(Buffer.alloc(32, 7)));
  const here = (office = await testOffice("first", keeper));
  const chance = chanceFrom(7);
  for (let place = 0; place < people; place += 1) {
    const cared = isCared(place);
    const name = `甲${place}`;
    const facts = { livesAlone: place === 0 || chance() < 0.5, phone: planted.phone, mentalCare: cared };
    const id = await here.enter(name, facts);
    known.push({ id, cared });
    const about = { record: newId(), about: [id], on: "2021-01-05" };
    const fields = { summary: "好", ...(cared && { medicine: planted.medicine }) };
    await here.must(here.worker, "record.make", { ...about, kind: "visit", fields }, "2021-01-05");
    if (cared && place % 8 === 0) {
      const checked = { record: newId(), kind: "check-in", about: [id], on: "2021-01-12" };
      await here.must(
        here.healthCentre,
        "record.make",
        { ...checked, fields: { note: planted.note } },
        "2021-01-12",
      );
    }
  }
  const [first, second] = known.filter(({ cared }) => cared).map(({ id }) => id);
  const contact = {
    contact: newId(),
    subject: first,
    name: "甲母",
    relation: "母亲",
    phone: planted.otherPhone,
  };
  await here.must(here.worker, "contact.set", contact, "2021-01-13");
  const plan = { case: newId(), procedure: "small/care-plan", about: [second] };
  const ground = { ground: planted.ground, note: openInVeiledCase };
  await here.must(here.healthCentre, "case.open", { ...plan, fields: ground }, "2021-01-13");
  const repair = { case: newId(), procedure: "small/repair", about: [first] };
  const asked = { what: "灯", caller: planted.caller };
  await here.must(here.worker, "case.open", { ...repair, fields: asked }, "2021-01-13");
  const set = { record: newId(), subject: first, promise: "small/weekly", until: "2021-02-20" };
  await here.must(here.worker, "duty.excuse", { ...set, reason: planted.reason }, "2021-01-13");
  const opened = { subject: first, fact: "mentalCare", purpose: planted.purpose };
  await here.must(here.healthCentre, "fact.open", opened, "2021-01-13");
  dump = await everything(connection);
});
after(() => office?.keeper.database.close());

/** Every row of every table, as its owner reads it. */
async function everything(from: Connection): Promise<typeof dump> {
  const client = new pg.Client(from);
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema in ('wellside', 'auth', 'public')",
  );
  const found: typeof dump = new Map();
  for (const { name } of tables) found.set(name, (await client.query(`select * from ${name}`)).rows);
  await client.end();
  return found;
}

const table = (name: string) => dump.get(`wellside.${name}`) ?? [];

test("nothing guarded is readable in a stolen database: not as text, bytes, hexadecimal or base64", () => {
  const leaves: Buffer[] = [];
  const walk = (value: unknown): void => {
    if (Buffer.isBuffer(value)) leaves.push(value);
    else if (typeof value === "string") {
      leaves.push(Buffer.from(value), Buffer.from(value, "hex"), Buffer.from(value, "base64"));
    } else if (typeof value === "object" && value !== null && !(value instanceof Date))
      Object.values(value).forEach(walk);
  };
  for (const rows of dump.values()) rows.forEach(walk);
  assert.ok(leaves.length > 3_000, `${leaves.length} values`);
  const found = (word: string) => leaves.filter((leaf) => leaf.includes(word)).length;
  assert.ok(found("甲0") > 0, "the search finds what is open");
  for (const [what, word] of Object.entries(planted)) {
    assert.equal(found(word), 0, what);
    assert.equal(found(Buffer.from(word).toString("hex")), 0, what);
    assert.equal(found(Buffer.from(word).toString("base64").replace(/=+$/, "").slice(0, -1)), 0, what);
  }
});

test("a field without a guard is readable in the row of a veiled case, and nowhere else", () => {
  const having = [...dump].filter(([, rows]) => JSON.stringify(rows).includes(openInVeiledCase));
  assert.deepEqual(
    having.map(([name]) => name),
    ["wellside.case_file"],
  );
});

/** Of those under care how many are named, less of the others how many are: 1 is certainty, 0 is chance. */
function better(named: Set<unknown>): number {
  const share = (cared: boolean) => {
    const of = known.filter((one) => one.cared === cared);
    return of.filter(({ id }) => named.has(id)).length / of.length;
  };
  return share(true) - share(false);
}

/** Whoever a sealed body is longer about than about most: the value of `true` is a byte shorter than that of `false`. */
function unlike(rows: { subject: unknown; size: number }[]): Set<unknown> {
  const sizes = rows.map(({ size }) => size).toSorted((one, other) => one - other);
  const usual = sizes[Math.floor(sizes.length / 2)];
  return new Set(rows.filter(({ size }) => size !== usual).map(({ subject }) => subject));
}

const subjectsOf = (rows: Record<string, unknown>[]) => new Set(rows.map(({ subject }) => subject));
const byHealthCentre = () => {
  const outside = table("post").find(({ role }) => role === "health-centre")?.["account"];
  return new Set(
    table("entry")
      .filter(({ actor }) => actor === outside)
      .map(({ number }) => number),
  );
};

/** What somebody tries who has the tables and has read this program; and the least that comes of it here. */
const guesses: { name: string; guess: () => Set<unknown>; comes: [from: number, to: number] }[] = [
  {
    name: "a veiled duty",
    guess: () => subjectsOf(table("duty").filter(({ veiled }) => veiled)),
    comes: [0.9, 1],
  },
  {
    name: "veiled eligibility",
    guess: () => subjectsOf(table("eligible").filter(({ veiled }) => veiled)),
    comes: [0.9, 1],
  },
  {
    name: "an entry's part by the health centre",
    guess: () => subjectsOf(table("entry_part").filter(({ number }) => byHealthCentre().has(number))),
    comes: [0.4, 1],
  },
  {
    name: "a record of a keyed kind",
    guess: () => {
      // Two kinds are keyed here, and the rarer is the health centre's.
      const kinds = table("record").filter(({ kind }) => String(kind).startsWith("~"));
      const count = (kind: unknown) => kinds.filter((one) => one["kind"] === kind).length;
      const rare = new Set(kinds.filter(({ kind }) => count(kind) < people / 2).map(({ id }) => id));
      return subjectsOf(table("record_about").filter(({ record }) => rare.has(record)));
    },
    comes: [0.3, 1],
  },
  {
    name: "a veiled case",
    guess: () => subjectsOf(table("case_about").filter(({ veils }) => (veils as string[]).length > 0)),
    comes: [0.05, 1],
  },
  {
    name: "the size of a sealed fact",
    guess: () => {
      const rows = table("sealed_fact").map(({ subject, sealed }) => ({
        subject,
        size: (sealed as Buffer).length,
      }));
      const shortest = Math.min(...rows.map(({ size }) => size));
      const short = rows.filter(({ size }) => size === shortest);
      return unlike(short);
    },
    comes: [-0.05, 0.05],
  },
  {
    name: "the size of a sealed visit",
    guess: () => {
      const open = new Set(
        table("record")
          .filter(({ on_day }) => String(on_day) === "2021-01-05")
          .map(({ id }) => id),
      );
      return unlike(
        table("record_about")
          .filter(({ record, sealed }) => open.has(record) && sealed !== null)
          .map(({ subject, sealed }) => ({ subject, size: (sealed as Buffer).length })),
      );
    },
    comes: [0, 1],
  },
  {
    name: "the wrapped key's size",
    guess: () =>
      unlike(
        table("subject_key").map(({ holder, wrapped }) => ({
          subject: holder,
          size: (wrapped as Buffer).length,
        })),
      ),
    comes: [0, 0],
  },
  {
    name: "the order of entering (numbers drawn by time)",
    guess: () =>
      new Set(
        known
          .map(({ id }) => id)
          .toSorted()
          .slice(0, people / 2),
      ),
    comes: [-0.3, 0.3],
  },
];

for (const { name, guess, comes } of guesses)
  test(`who is under care, guessed from ${name}: ${comes.join(" to ")} better than chance`, (t) => {
    const came = better(guess());
    t.diagnostic(`${name}: ${came.toFixed(2)}`);
    assert.ok(came >= comes[0] && came <= comes[1], `${name}: ${came}`);
  });
