import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { dailyPass } from "./daily-pass.ts";
import { firstLine, journalLines } from "./journal-file.ts";
import type { JournalLine } from "./journal-file.ts";
import { perform } from "./perform.ts";
import type { Actor } from "./perform.ts";
import { noon, testOffice } from "./test-office.ts";
import { verifyJournal } from "./verify.ts";

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

test("of commands on their way together each is decided by what those before it wrote, and as its own sender sees it", async () => {
  const elder = await here.enter("尹午", { mentalCare: true });
  const [open, guarded] = [newId(), newId()];
  const make = (record: string, kind: string): [string, object] => [
    "record.make",
    { record, kind, about: [elder], on: "2021-01-03", fields: {} },
  ];
  const strike = (record: string): [string, object] => ["record.strike", { record, reason: "记错" }];
  const together = async (actor: Actor, given: [name: string, input: object][]) => {
    const at = noon("2021-01-03");
    const commands = given.map(([name, input]) => ({ id: newId(), name, at: at.toISOString(), input }));
    const answers = await perform(here.keeper, here.office, actor, commands, at);
    return answers.map((answer) => (answer.status === "refused" ? answer.code : answer.status));
  };
  assert.deepEqual(
    await Promise.all([
      together(here.worker, [make(open, "visit"), strike(open), strike(open)]),
      together(here.healthCentre, [make(guarded, "check-in")]),
      together(here.worker, [strike(guarded)]),
      together(here.healthCentre, [strike(guarded), strike(guarded)]),
    ]),
    [
      ["applied", "applied", "already-struck"],
      ["applied"],
      ["unknown-record"],
      ["applied", "already-struck"],
    ],
  );
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
  assert.equal(notAuthor.status === "refused" && notAuthor.code, "unknown-record", "nor is it there for it");
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

test("an id is the same id in capitals: who enters by one is found, sealed and worked out like anybody", async () => {
  const subject = newId().toUpperCase();
  const enter = {
    id: newId().toUpperCase(),
    name: "register.enter",
    at: noon("2021-01-01").toISOString(),
    input: { subject, kind: "person", name: "尹庚", facts: { livesAlone: true, mentalCare: true } },
  };
  const give = (command: object) =>
    perform(here.keeper, here.office, here.worker, [command as typeof enter], noon("2021-01-01"));
  const [first] = await give(enter);
  const [again] = await give({ ...enter, id: enter.id.toLowerCase() });
  assert.deepEqual([first?.status, again?.status], ["applied", "already"]);
  const [twin] = await give({ ...enter, id: newId() });
  assert.equal(twin?.status === "refused" && twin.code, "subject-exists");
  assert.equal((await dailyPass(here.keeper, here.office, noon("2021-01-01"), true)) > 0, true);
  assert.equal(
    (await rows("select from eligible where subject = $1", [subject.toLowerCase()])).length,
    2,
    "the open promise and the guarded one",
  );
});

test("nobody is entered under an id that is the machine's own, or none", async () => {
  for (const subject of [
    "00000000-0000-8000-8000-000000000000",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
  ]) {
    const answer = await here.give(here.worker, "register.enter", { subject, kind: "person", name: "尹辛" });
    assert.equal(answer.status, "malformed", subject);
  }
});

test("what cannot be written, or is no command at all, is answered so; its neighbours are applied", async () => {
  const elder = await here.enter("尹壬");
  const good = () => ({
    id: newId(),
    name: "register.change",
    at: noon("2021-01-03").toISOString(),
    input: { subject: elder, fact: "address", value: newId() },
  });
  const bad = (value: string) => ({ ...good(), input: { subject: elder, fact: "address", value } });
  const given = [good(), bad("a\0b"), bad("\ud800"), { id: { toString: 1 } }, { id: 7 }, good()];
  const answers = await perform(
    here.keeper,
    here.office,
    here.worker,
    given as ReturnType<typeof good>[],
    noon("2021-01-03"),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    ["applied", "malformed", "malformed", "malformed", "malformed", "applied"],
  );
});

test("an id that is taken by what the actor cannot see is refused, and breaks nothing beside it", async () => {
  const patient = await here.enter("尹癸", { livesAlone: true, mentalCare: true });
  const record = newId();
  const on = "2021-01-03";
  const first = { record, kind: "check-in", about: [patient], on, fields: {} };
  assert.equal((await here.give(here.healthCentre, "record.make", first, on)).status, "applied");
  const visit = (id: string) => ({
    id: newId(),
    name: "record.make",
    at: noon(on).toISOString(),
    input: { record: id, kind: "visit", about: [patient], on, fields: {} },
  });
  const answers = await perform(
    here.keeper,
    here.office,
    here.worker,
    [visit(newId()), visit(record), visit(newId())],
    noon(on),
  );
  assert.deepEqual(
    answers.map((answer) => (answer.status === "refused" ? answer.code : answer.status)),
    ["applied", "taken", "applied"],
  );
  const alone = await here.give(here.worker, "record.make", visit(record).input, on);
  assert.equal(alone.status === "refused" && alone.code, "taken");
});

test("a record of a kind that keeps only guarded promises is veiled even where it settles nothing", async () => {
  const elder = await here.enter("郁甲"); // nothing guarded applies to them
  const record = newId();
  const given = { record, kind: "check-in", about: [elder], on: "2021-01-03", fields: { note: "平稳" } };
  assert.equal((await here.give(here.worker, "record.make", given, "2021-01-03")).status, "applied");
  const [row] = await rows<{ veils: string[] }>("select veils from record where id = $1", [record]);
  assert.equal(row?.veils.length, 1);
});

test("an import is undone although a later one, undone since, had changed whom it entered; never under a record just made", async () => {
  const row = (livesAlone: boolean) => ({
    row: 2,
    id: newId(),
    code: "P-9",
    name: "郁乙",
    household: null,
    since: null,
    facts: { livesAlone },
  });
  const [one, two] = [newId(), newId()];
  const bring = (id: string, livesAlone: boolean) =>
    here.give(here.secretary, "register.import", {
      import: id,
      kind: "person",
      file: "a.xlsx",
      rows: [row(livesAlone)],
      rejected: [],
    });
  assert.equal((await bring(one, true)).status, "applied");
  assert.equal((await bring(two, false)).status, "applied");
  const undo = (id: string) =>
    here.give(here.secretary, "register.undo-import", { import: id, reason: "重来" });
  const early = await undo(one);
  assert.equal(early.status === "refused" && early.code, "touched-since");
  assert.equal((await undo(two)).status, "applied");

  const [person] = await rows<{ id: string }>("select id from subject where code = 'P-9'");
  const at = noon("2021-01-01").toISOString();
  const [changed, undone] = await Promise.all([
    perform(
      here.keeper,
      here.office,
      here.worker,
      [
        {
          id: newId(),
          name: "register.change",
          at,
          input: { subject: person?.id, fact: "address", value: "东巷" },
        },
      ],
      noon("2021-01-01"),
    ),
    undo(one),
  ]);
  assert.equal(changed[0]?.status, "applied");
  assert.equal(undone.status === "refused" && undone.code, "touched-since", "in one batch too");
});

test("an import is not undone from under those who joined a household it entered", async () => {
  const [id, household] = [newId(), newId()];
  const row = { row: 2, id: newId(), code: "P-10", name: "郁丙", household: "H-1", since: null, facts: {} };
  await here.give(here.secretary, "register.import", {
    import: id,
    kind: "person",
    file: "b.xlsx",
    rows: [row],
    households: { "H-1": household },
    rejected: [],
  });
  const joined = { subject: newId(), kind: "person", name: "郁丁", household };
  assert.equal((await here.give(here.worker, "register.enter", joined)).status, "applied");
  const undone = await here.give(here.secretary, "register.undo-import", { import: id, reason: "重来" });
  assert.equal(undone.status === "refused" && undone.code, "touched-since");
});

test("an export begun before something is written is whole, and ends where it began", async () => {
  const lines: JournalLine[] = [firstLine];
  await scoped(here.keeper.database.app, engineScope(here.office, null), "read only", async (tx) => {
    for await (const line of journalLines(tx, here.office)) {
      lines.push(line);
      if (lines.length === 3) await here.enter("郁戊");
    }
  });
  const { fault, offices } = await verifyJournal(lines);
  assert.equal(fault, null);
  const [head] = await rows<{ length: number }>("select length from journal_head");
  assert.equal(offices[0]?.length, (head?.length ?? 0) - 1);
});

test("a transaction in which something failed is never taken for committed", async () => {
  await assert.rejects(
    scoped(here.keeper.database.app, engineScope(here.office, null), "read write", async (tx) => {
      await tx.rows("select 1 / 0").catch(() => {});
    }),
    /rolled back/,
  );
});
