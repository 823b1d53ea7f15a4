import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { dayOf } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { documentShape } from "#standard/document.ts";
import { derive } from "./derive.ts";
import { KeyRing } from "./keys.ts";
import { loadOffice } from "./office.ts";
import { installation } from "./perform.ts";
import { noon, testOffice } from "./test-office.ts";
import { dailyPass } from "./daily-pass.ts";

// Promises that count who lives in a household: worked out by the register, on every day as it was then.

const counting = documentShape.parse({
  standard: "counting",
  version: "1",
  title: { zh: "数人", en: "Counting" },
  effective: "2021-01-01",
  roles: { worker: { title: { zh: "社工", en: "Worker" } } },
  records: { call: { title: { zh: "电话", en: "Call" }, about: ["person", "household"] } },
  lines: [
    { id: "people", title: { zh: "人", en: "People" }, serves: "person" },
    { id: "homes", title: { zh: "户", en: "Homes" }, serves: "household" },
  ],
  promises: [
    {
      id: "alone",
      line: "people",
      title: { zh: "一人户每周问候", en: "A call a week to who lives alone" },
      to: "person",
      when: "household.size == 1",
      every: "P7D",
      by: "worker",
      keptBy: ["call"],
    },
    {
      id: "minors",
      line: "homes",
      title: { zh: "有未成年人的户每月联系", en: "A call a month to homes with minors" },
      to: "household",
      when: "household.minors > 0",
      each: "month",
      by: "worker",
      keptBy: ["call"],
    },
  ],
});

const here = await testOffice();
after(() => here.keeper.database.close());
before(async () => {
  const answer = await here.give(installation, "standard.adopt", { document: counting, from: "2021-01-01" });
  assert.equal(answer.status, "applied");
});

async function give(name: string, input: object, day: string): Promise<void> {
  const answer = await here.give(here.worker, name, input, day);
  assert.equal(answer.status, "applied", `${name}: ${JSON.stringify(answer)}`);
}

async function household(name: string, people: [name: string, birthDate: string][], day = "2021-01-04") {
  const id = newId();
  await give("register.enter", { subject: id, kind: "household", name, facts: { area: "east" } }, day);
  const members: string[] = [];
  for (const [member, birthDate] of people) {
    const subject = newId();
    await give(
      "register.enter",
      { subject, kind: "person", name: member, household: id, facts: { birthDate } },
      day,
    );
    members.push(subject);
  }
  return { id, members };
}

async function rows<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
  return scoped(here.keeper.database.app, engineScope(here.office, null), "read only", (tx) =>
    tx.rows<Row & Record<string, unknown>>(text, [here.office, ...values]),
  );
}

const owed = async (subject: string) =>
  (
    await rows<{ promise: string; opens: string }>(
      "select promise, opens from duty where office = $1 and subject = $2 order by promise",
      [subject],
    )
  ).map(({ promise, opens }) => `${promise} ${opens}`);
const ended = async (subject: string) =>
  (
    await rows<{ promise: string; due: string; outcome: string }>(
      "select promise, due, outcome from outcome where office = $1 and subject = $2 order by due",
      [subject],
    )
  ).map(({ promise, due, outcome }) => `${promise} ${due} ${outcome}`);

test("a split leaves one alone: the call is owed to them from that day, and to nobody before; who moves in ends it", async () => {
  const { id, members } = await household("甲户", [
    ["甲", "1950-01-01"],
    ["乙", "1952-01-01"],
  ]);
  const [first = "", second = ""] = members;
  assert.deepEqual(await owed(first), []);
  await give(
    "household.split",
    { household: id, members: [second], head: second, into: newId(), enter: {}, on: "2021-02-01" },
    "2021-02-03",
  );
  assert.deepEqual(await owed(first), ["counting/alone 2021-02-01"]);
  assert.deepEqual(await owed(second), ["counting/alone 2021-02-01"]);
  await give("person.move", { person: second, household: id, on: "2021-02-05" }, "2021-02-06");
  assert.deepEqual([await owed(first), await owed(second)], [[], []]);
  const [row] = await rows<{ household: string }>(
    "select household from subject where office = $1 and id = $2",
    [second],
  );
  assert.equal(row?.household, id);
});

test("a birth makes a household one with minors; the eighteenth birthday ends it, by the day alone; what was owed before stands", async () => {
  const { id, members } = await household("丙户", [
    ["丙", "2003-03-10"],
    ["丁", "1970-01-01"],
  ]);
  assert.deepEqual(await owed(id), ["counting/minors 2021-01-04"]);
  await give("record.make", { record: newId(), kind: "call", about: [id], on: "2021-01-20" }, "2021-01-20");
  await dailyPass(here.keeper, here.office, noon("2021-03-09"));
  assert.deepEqual(await owed(id), ["counting/minors 2021-03-01"]);
  await dailyPass(here.keeper, here.office, noon("2021-03-10"));
  assert.deepEqual(await owed(id), [], "on the birthday nobody is a minor any more");
  assert.deepEqual((await ended(id))[0], "counting/minors 2021-01-31 kept");
  await give(
    "register.enter",
    {
      subject: newId(),
      kind: "person",
      name: "戊",
      household: id,
      since: "2021-03-12",
      facts: { birthDate: "2021-03-12" },
    },
    "2021-03-15",
  );
  assert.deepEqual(await owed(id), ["counting/minors 2021-03-01"]);
  assert.equal(members.length, 2);
});

test("after a death nothing is owed to the one who died, the other heads the household, and it bears their name", async () => {
  const { id, members } = await household(
    "己户",
    [
      ["己", "1940-01-01"],
      ["庚", "1944-01-01"],
    ],
    "2021-04-01",
  );
  const [first = "", second = ""] = members;
  await give("register.change", { subject: first, fact: "livesAlone", value: true }, "2021-04-01");
  assert.deepEqual(await owed(first), ["small/weekly 2021-04-01"]);
  const refused = await here.give(here.worker, "person.die", { person: first }, "2021-04-05");
  assert.equal("code" in refused && refused.code, "new-head-needed");
  await give("person.die", { person: first, on: "2021-04-05", newHead: second }, "2021-04-06");
  assert.deepEqual(await owed(first), [], "though the promise does not ask where they live");
  assert.deepEqual(await owed(second), ["counting/alone 2021-04-05"]);
  const [named] = await rows<{ name: string }>("select name from subject where office = $1 and id = $2", [
    id,
  ]);
  assert.equal(named?.name, "庚户");
  const [dead] = await rows<{ present: boolean; household: string | null }>(
    "select present, household from subject where office = $1 and id = $2",
    [first],
  );
  assert.deepEqual(dead, { present: false, household: null });
  // Registered by mistake: the residence is corrected, and all is owed again.
  await give(
    "register.change",
    { subject: first, fact: "residence", value: "resident", from: "2021-04-05" },
    "2021-04-07",
  );
  assert.deepEqual(await owed(first), ["small/weekly 2021-04-01"]);
});

test("households merge: the one left empty is owed nothing, and several commands in one breath see each other", async () => {
  const one = await household("辛户", [["辛", "1980-01-01"]], "2021-05-03");
  const two = await household("壬户", [["壬", "2015-01-01"]], "2021-05-03");
  assert.deepEqual(await owed(two.id), ["counting/minors 2021-05-03"]);
  const answers = await Promise.all([
    here.give(
      here.worker,
      "household.merge",
      { household: one.id, other: two.id, on: "2021-05-10" },
      "2021-05-10",
    ),
    here.give(
      here.worker,
      "household.merge",
      { household: one.id, other: two.id, on: "2021-05-10" },
      "2021-05-10",
    ),
  ]);
  assert.deepEqual(
    answers.map((answer) => ("code" in answer ? answer.code : answer.status)),
    ["applied", "nobody-there"],
  );
  assert.deepEqual(await owed(two.id), []);
  assert.deepEqual(await owed(one.id), ["counting/minors 2021-05-10"]);
});

test("working everybody out again changes nothing", async () => {
  const whole = () =>
    rows<{ row: unknown }>(
      "select to_jsonb(subject.*) as row from subject where office = $1 union all select to_jsonb(duty.*) from duty where office = $1 order by 1",
      [],
    );
  await dailyPass(here.keeper, here.office, noon("2021-05-10"));
  const before = await whole();
  assert.ok(before.length > 10);
  await scoped(here.keeper.database.app, engineScope(here.office, null), "read write", async (tx) => {
    const office = await loadOffice(here.keeper, tx, here.office);
    const ids = await tx.rows<{ id: string }>("select id from subject where office = $1", [here.office]);
    await derive(
      tx,
      office,
      new KeyRing(here.office, here.keeper.master),
      ids.map(({ id }) => id),
      dayOf("2021-05-10"),
    );
  });
  assert.deepEqual(await whole(), before);
});

test("where one who was merged away had lived, the others are worked out again when the one who counts changes", async () => {
  const { id, members } = await household(
    "癸户",
    [
      ["癸", "1950-01-01"],
      ["癸", "1950-01-01"],
    ],
    "2021-06-01",
  );
  const [mate = "", first = ""] = members;
  const alone = async (name: string) => {
    const subject = newId();
    await give("register.enter", { subject, kind: "person", name, facts: {} }, "2021-06-01");
    return subject;
  };
  const [second, third] = [await alone("癸"), await alone("癸")];
  for (const [survivor, other] of [
    [second, first],
    [third, second],
  ]) {
    const merge = { merge: newId(), survivor, other };
    const answer = await here.give(here.secretary, "register.merge", merge, "2021-06-02");
    assert.equal(answer.status, "applied", JSON.stringify(answer));
  }
  assert.deepEqual([await owed(mate), await owed(id)], [[], []]);
  const minor = { subject: third, fact: "birthDate", value: "2010-01-01" };
  await give("register.change", minor, "2021-06-03");
  assert.deepEqual(await owed(id), ["counting/minors 2021-06-03"]);
  await give("person.die", { person: mate, on: "2021-06-04", newHead: third }, "2021-06-04");
  assert.deepEqual(await owed(third), ["counting/alone 2021-06-04"]);
});
