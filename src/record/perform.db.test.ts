import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { perform } from "./perform.ts";
import { noon, testOffice } from "./test-office.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

const rows = <Row extends object>(query: string, values: unknown[] = []) =>
  scoped(here.keeper.database.app, engineScope(here.office, null), "read only", (tx) =>
    tx.rows<Row & Record<string, unknown>>(query, values),
  );

test("a visit settles the duty, opens the next window and leaves an outcome; striking it brings all back", async () => {
  const elder = await here.enter("尹甲");
  const duties = () => rows("select promise, opens, due from duty where subject = $1", [elder]);
  const outcomes = () =>
    rows("select promise, due, on_day, outcome from outcome where subject = $1", [elder]);
  assert.deepEqual(await duties(), [{ promise: "small/weekly", opens: "2021-01-01", due: "2021-01-08" }]);

  const record = newId();
  const made = await here.give(
    here.worker,
    "record.make",
    { record, kind: "visit", about: [elder], on: "2021-01-05", fields: { summary: "都好" } },
    "2021-01-05",
  );
  assert.equal(made.status, "applied");
  assert.deepEqual(await duties(), [{ promise: "small/weekly", opens: "2021-01-10", due: "2021-01-12" }]);
  assert.deepEqual(await outcomes(), [
    { promise: "small/weekly", due: "2021-01-08", on_day: "2021-01-05", outcome: "kept" },
  ]);

  await here.give(here.worker, "record.strike", { record, reason: "记错了人" }, "2021-01-05");
  assert.deepEqual(await duties(), [{ promise: "small/weekly", opens: "2021-01-01", due: "2021-01-08" }]);
  assert.deepEqual(await outcomes(), []);
});

test("a command sent twice is done once, whether alone or in one batch", async () => {
  const elder = await here.enter("尹乙");
  const command = {
    id: newId(),
    name: "record.make",
    at: noon("2021-01-03").toISOString(),
    input: { record: newId(), kind: "visit", about: [elder], on: "2021-01-03", fields: {} },
  };
  const [first, second] = await perform(
    here.keeper,
    here.office,
    here.worker,
    [command, command],
    noon("2021-01-03"),
  );
  const [third] = await perform(here.keeper, here.office, here.worker, [command], noon("2021-01-04"));
  assert.deepEqual([first?.status, second?.status, third?.status], ["applied", "already", "already"]);
  assert.equal((await rows("select from record_about where subject = $1", [elder])).length, 1);
});

test("of commands given together each gets its own answer, and a refused one takes nothing with it", async () => {
  const elder = await here.enter("尹丙");
  const make = (on: string) => ({
    id: newId(),
    name: "record.make",
    at: noon("2021-01-03").toISOString(),
    input: { record: newId(), kind: "visit", about: [elder], on, fields: {} },
  });
  const answers = await perform(
    here.keeper,
    here.office,
    here.worker,
    [make("2021-01-02"), make("2021-02-02"), make("not a day"), make("2021-01-03")],
    noon("2021-01-03"),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    ["applied", "refused", "malformed", "applied"],
  );
  assert.equal((await rows("select from record_about where subject = $1", [elder])).length, 2);
});

test("many writers at once leave one unbroken chain", async () => {
  const before = await rows<{ length: number }>("select length from journal_head");
  await Promise.all(Array.from({ length: 40 }, (_, place) => here.enter(`人${place}`)));
  const entries = await rows<{ number: number }>("select number from entry order by number");
  assert.equal(entries.length, (before[0]?.length ?? 0) + 40);
  assert.deepEqual(
    entries.map(({ number }) => number),
    entries.map((_, place) => place + 1),
  );
});

test("what a guarded record says, and that it is one, stands nowhere in clear", async () => {
  const patient = await here.enter("尹丁", { mentalCare: true });
  const note = "停药两周，情绪低落";
  const answer = await here.give(
    here.healthCentre,
    "record.make",
    { record: newId(), kind: "check-in", about: [patient], on: "2021-01-03", fields: { note } },
    "2021-01-03",
  );
  assert.equal(answer.status, "applied");
  const [record] = await rows<{ kind: string; fields: object; veils: string[] }>(
    "select kind, fields, veils from record join record_about on record_about.record = record.id where subject = $1",
    [patient],
  );
  assert.match(record?.kind ?? "", /^~/);
  assert.deepEqual(record?.fields, {});
  assert.equal(record.veils.length, 1);
  const [outcome] = await rows<{ promise: string; veiled: boolean }>(
    "select promise, veiled from outcome where subject = $1",
    [patient],
  );
  assert.match(outcome?.promise ?? "", /^~/);
  assert.equal(outcome?.veiled, true);
  const parts = await rows<{ body: Buffer }>("select body from entry_part");
  assert.ok(
    parts.length > 0 &&
      parts.every(
        ({ body }) => !body.includes(Buffer.from(note)) && !body.includes(Buffer.from('mentalCare":true')),
      ),
  );
});

test("an outside body records only what it owes, and the secretary strikes what others made", async () => {
  const elder = await here.enter("尹戊");
  const outside = await here.give(
    here.healthCentre,
    "record.make",
    { record: newId(), kind: "visit", about: [elder], on: "2021-01-02", fields: {} },
    "2021-01-02",
  );
  assert.equal(outside.status === "refused" && outside.code, "not-your-record");
  const record = newId();
  await here.give(
    here.worker,
    "record.make",
    { record, kind: "visit", about: [elder], on: "2021-01-02", fields: {} },
    "2021-01-02",
  );
  const notAuthor = await here.give(
    here.healthCentre,
    "record.strike",
    { record, reason: "x" },
    "2021-01-02",
  );
  assert.equal(notAuthor.status === "refused" && notAuthor.code, "not-your-record");
  assert.equal(
    (await here.give(here.secretary, "record.strike", { record, reason: "重复" }, "2021-01-02")).status,
    "applied",
  );
});

test("a guarded fact opens only to those whose part needs it, and every opening is an entry", async () => {
  const patient = await here.enter("尹己", { mentalCare: true });
  const opened = await here.give(here.healthCentre, "fact.open", {
    subject: patient,
    fact: "mentalCare",
    purpose: "随访",
  });
  const refused = await here.give(here.worker, "fact.open", {
    subject: patient,
    fact: "mentalCare",
    purpose: "看看",
  });
  assert.equal(opened.status, "applied");
  assert.equal(refused.status === "refused" && refused.code, "not-shown");
  assert.equal(
    (
      await rows(
        "select from entry join entry_part using (office, number) where entry.kind = 'fact-opened' and subject = $1",
        [patient],
      )
    ).length,
    1,
  );
});
