import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#basics/id.ts";
import { dayOf } from "#basics/day.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { appliers } from "./apply.ts";
import type { Apply } from "./apply.ts";
import { dailyPass } from "./daily-pass.ts";
import { firstLine, journalLines } from "./journal-file.ts";
import type { JournalLine } from "./journal-file.ts";
import { keeperOf } from "./keeper.ts";
import { installation } from "./perform.ts";
import { rebuild, wholeOffice } from "./rebuild.ts";
import { noon, testOffice } from "./test-office.ts";
import { verifyJournal } from "./verify.ts";

const today = dayOf("2021-03-20");
const here = await testOffice();
let exported: JournalLine[] = [];

before(async () => {
  const [alone, patient] = [
    await here.enter("甲"),
    await here.enter("乙", { livesAlone: true, mentalCare: true, phone: "07345550101" }),
  ];
  const struck = newId();
  await here.give(
    here.worker,
    "record.make",
    { record: struck, kind: "visit", about: [alone], on: "2021-01-05", fields: { summary: "误记" } },
    "2021-01-05",
  );
  await here.give(
    here.worker,
    "record.make",
    {
      record: newId(),
      kind: "visit",
      about: [alone, patient],
      on: "2021-01-06",
      fields: { summary: "两人都好" },
    },
    "2021-01-06",
  );
  await here.give(
    here.healthCentre,
    "record.make",
    { record: newId(), kind: "check-in", about: [patient], on: "2021-02-06", fields: { note: "平稳" } },
    "2021-02-06",
  );
  await here.give(here.worker, "record.strike", { record: struck, reason: "记错" }, "2021-02-07");
  for (const often of ["P5D", "P6D"])
    await here.give(
      here.secretary,
      "standard.tune",
      { standard: "small", from: "2021-02-15", parameters: { often } },
      "2021-02-07",
    );
  await here.give(
    here.worker,
    "duty.excuse",
    { record: newId(), subject: alone, promise: "small/weekly", reason: "住院", until: "2021-02-20" },
    "2021-02-08",
  );
  await here.give(
    here.worker,
    "register.change",
    { subject: patient, fact: "livesAlone", value: false },
    "2021-02-09",
  );
  await here.give(here.secretary, "journal.export", {}, "2021-02-09");
  await here.give(here.worker, "register.export", { when: "livesAlone", count: 1 }, "2021-02-09");
  const [kin, neighbour] = [newId(), newId()];
  const called = { subject: alone, relation: "邻居", phone: "13800000101" };
  await here.must(here.worker, "contact.set", { contact: kin, ...called, other: patient, emergency: true });
  await here.must(here.worker, "contact.set", { contact: neighbour, ...called, name: "己" });
  await here.must(here.worker, "contact.set", { contact: kin, ...called, other: null, name: "庚" });
  await here.must(here.worker, "contact.end", { contact: neighbour }, "2021-02-09");
  const [home, own, double, merge] = [newId(), newId(), newId(), newId()];
  await here.give(
    here.worker,
    "register.enter",
    { subject: home, kind: "household", name: "甲户", facts: { area: "east", address: "3栋2单元501" } },
    "2021-02-10",
  );
  for (const person of [alone, patient])
    await here.give(here.worker, "person.move", { person, household: home }, "2021-02-10");
  await here.give(
    here.worker,
    "household.split",
    { household: home, members: [alone], head: alone, into: own, enter: {}, newHead: patient },
    "2021-02-11",
  );
  await here.give(
    here.worker,
    "register.enter",
    { subject: double, kind: "person", name: "甲", code: "P9", facts: { phone: "07345550109" } },
    "2021-02-11",
  );
  await here.give(
    here.secretary,
    "register.merge",
    { merge, survivor: alone, other: double, chosen: ["phone"] },
    "2021-02-12",
  );
  await codesAndRequests(patient);
  const mistaken = newId();
  await here.give(
    here.secretary,
    "register.merge",
    { merge: mistaken, survivor: patient, other: alone },
    "2021-02-12",
  );
  await here.give(here.secretary, "register.unmerge", { merge: mistaken, reason: "误合" }, "2021-02-12");
  await here.give(here.worker, "household.merge", { household: home, other: own }, "2021-02-13");
  const late = await here.enter("戊", {}, "2021-02-13");
  await here.give(here.worker, "person.move", { person: late, household: own }, "2021-02-14");
  await here.give(here.worker, "person.die", { person: late }, "2021-02-15");
  const rejected = [
    { row: 9, column: 1, place: "表!B9", header: "姓名", value: "", reason: { zh: "缺姓名" } },
  ];
  const imported = {
    import: newId(),
    kind: "person",
    file: "台账.xlsx",
    households: { H1: newId() },
    rejected,
  };
  const row = {
    row: 2,
    id: newId(),
    code: "P1",
    name: "丙",
    household: "H1",
    since: null,
    facts: { livesAlone: true, phone: "07345550102" },
  };
  await here.give(here.secretary, "register.import", { ...imported, rows: [row] }, "2021-03-01");
  const undone = {
    ...imported,
    import: newId(),
    households: {},
    rows: [
      { ...row, row: 3, id: newId(), facts: { livesAlone: false } },
      { ...row, row: 4, id: newId(), code: "P2", household: null },
    ],
  };
  await here.give(here.secretary, "register.import", undone, "2021-03-02");
  await here.give(
    here.secretary,
    "register.undo-import",
    { import: undone.import, reason: "导错了" },
    "2021-03-20",
  );
  // Two parts of one import, and records by an import of which a third is undone.
  const inParts = {
    ...imported,
    import: newId(),
    parts: 2,
    whole: { accepted: 2, rejected: 2 },
    households: {},
  };
  const numbered = { ...row, household: null, facts: { identityNumber: "11010519491231002X" } };
  for (const part of [1, 2])
    await here.give(
      here.secretary,
      "register.import",
      {
        ...inParts,
        part,
        rows: [
          {
            ...numbered,
            row: 10 + part,
            id: newId(),
            code: `P1${part}`,
            facts: part === 1 ? numbered.facts : {},
          },
        ],
        rejectedBefore: part - 1,
      },
      "2021-03-20",
    );
  for (const [on, isUndone] of [
    ["2021-03-05", false],
    ["2021-03-06", true],
  ] as const) {
    const records = { import: newId(), file: "走访.xlsx", rejected: [] };
    const visit = { row: 2, record: newId(), kind: "visit", about: patient, on, fields: { summary: "在家" } };
    await here.give(here.secretary, "register.import-records", { ...records, rows: [visit] }, "2021-03-20");
    if (isUndone)
      await here.give(
        here.secretary,
        "register.undo-import",
        { import: records.import, reason: "导错了" },
        "2021-03-20",
      );
  }
  await staffComingAndGoing();
  await casesOfEveryStep(alone, patient);
  await editionsOfReport();
  await here.must(
    here.secretary,
    "calendar.announce",
    {
      year: 2021,
      holidays: [{ first: "2021-03-11", last: "2021-03-12" }],
      makeUpWorkdays: ["2021-03-14"],
      notice: "第二号通知",
    },
    "2021-03-20",
  );
  await dailyPass(here.keeper, here.office, noon("2021-03-20"));
  exported = [
    firstLine,
    ...(await scoped(here.keeper.database.app, engineScope(here.office, null), "read only", (tx) =>
      Array.fromAsync(journalLines(tx, here.office)),
    )),
  ];
});
after(() => here.keeper.database.close());

/** Two codes, one of them ended; what was asked, and one answer. */
async function codesAndRequests(person: string): Promise<void> {
  const [code, lost, request] = [newId(), newId(), newId()];
  const on = "2021-02-12";
  await here.must(here.worker, "rights.give-code", { code, person, digest: "ab".repeat(32) }, on);
  await here.must(here.worker, "rights.give-code", { code: lost, person, digest: "cd".repeat(32) }, on);
  await here.must(here.worker, "rights.end-code", { code: lost }, on);
  for (const each of [request, newId()])
    await here.must(
      installation,
      "rights.ask",
      { request: each, code, what: "correction", words: "电话换了" },
      on,
    );
  await here.must(here.secretary, "rights.answer", { request, outcome: "granted", reason: "已更正" }, on);
  await here.must(installation, "rights.open", { code }, on);
}

/** A report issued and corrected. A later room draws reports up: here it is a figure that grows with every edition. */
async function editionsOfReport(): Promise<void> {
  let count = 0;
  const report = { report: "small/monthly", version: "1", period: "2021-01" };
  const text = (zh: string) => ({ zh, en: zh });
  here.keeper.drawReport = async () => ({
    ...report,
    by: undefined,
    last: dayOf("2021-01-31"),
    title: text("月报"),
    say: text("2021年1月"),
    texts: text(`走访 ${++count}`),
    figures: [
      {
        indicator: "small/visits",
        period: report.period,
        keys: {},
        title: text("走访"),
        value: count,
        said: text(`${count} 次`),
      },
    ],
  });
  const { report: id, period } = report;
  await here.must(here.secretary, "report.issue", { report: id, period }, "2021-03-11");
  await here.must(here.secretary, "report.correct", { report: id, period, reason: "补录" }, "2021-03-12");
}

/** A leave that ends early, areas handed over, and a post that ends. */
async function staffComingAndGoing(): Promise<void> {
  const { secretary, worker } = here;
  const account = { id: newId(), username: "newcomer", name: "新甲", demonstration: true };
  const [post, next, leave] = [newId(), newId(), newId()];
  const from = "2021-03-20";
  await here.must(
    installation,
    "post.give",
    { post, account, role: "worker", area: "east", from },
    "2021-03-18",
  );
  const standIns = [{ post, account: worker.account }];
  await here.must(
    secretary,
    "leave.begin",
    { leave, account: account.id, from: "2021-03-20", until: "2021-03-30", standIns },
    "2021-03-18",
  );
  await here.must(secretary, "leave.end", { leave, back: "2021-03-25" }, "2021-03-19");
  await here.must(
    secretary,
    "post.hand-over",
    { account: account.id, to: secretary.account, from: "2021-03-28", posts: [{ post, next }] },
    "2021-03-19",
  );
  await here.must(secretary, "post.end", { post: next, from: "2021-03-30" }, "2021-03-20");
  const gone = { id: newId(), username: "gone", name: "庚" };
  await here.must(secretary, "post.give", { post: newId(), account: gone, role: "worker" }, "2021-03-20");
  await here.must(secretary, "account.give-password", { account: gone.id }, "2021-03-20");
  await here.must(secretary, "account.remove-second-factor", { account: gone.id }, "2021-03-20");
  const machine = { ...secretary, installation: true as const };
  await here.must(machine, "account.ask-recovery", {}, "2021-03-20");
  const confirming = { ...worker, installation: true as const };
  await here.must(confirming, "account.confirm-recovery", { account: secretary.account }, "2021-03-20");
  await here.must(secretary, "account.close", { account: gone.id }, "2021-03-21");
}

/** Of both kinds of procedure, with everything that can happen to a case. */
async function casesOfEveryStep(alone: string, patient: string): Promise<void> {
  const [repair, plan] = [newId(), newId()];
  const fields = { what: "灯", caller: "陈甲" };
  const step = async (name: string, input: object, actor = here.worker) => {
    const answer = await here.give(actor, `case.${name}`, { case: repair, ...input }, "2021-03-10");
    assert.equal(answer.status, "applied", `${name}: ${JSON.stringify(answer)}`);
  };
  await step("open", { procedure: "small/repair", about: [alone, patient], fields });
  await step("fill", { fields: { caller: "陈乙", urgent: false } });
  await step("move", { move: "begin" });
  await step("extend", { stage: "mend", reason: "等配件" });
  await step("move", { stage: "mend", move: "done" });
  await step("move", { move: "done", fields: { cost: 1200 } }, here.healthCentre);
  await step("move", { move: "again", reason: "还漏" });
  await step("move", { move: "give-up", fields: { why: "太旧" } });
  await step("reopen", { reason: "有了配件" });
  const ground = { case: plan, procedure: "small/care-plan", about: [patient], fields: { ground: "高龄" } };
  await step("open", ground, here.healthCentre);
  await step("open", { case: newId(), procedure: "small/repair", fields }); // concerns nobody in the register
}

async function rebuilt(how: Record<string, Apply>): Promise<Map<string, string[]>> {
  const database = await openDatabase(await freshDatabase());
  try {
    const keeper = keeperOf(database, here.keeper.master);
    await rebuild(keeper, JSON.parse(JSON.stringify(exported)) as JournalLine[], () => today, how);
    return await wholeOffice(keeper, here.office);
  } finally {
    await database.close();
  }
}

test("the tables made again from the exported file alone say the same, every one of them", async () => {
  const original = await wholeOffice(here.keeper, here.office);
  const again = await rebuilt(appliers);
  assert.ok(original.size >= 18 && [...original.values()].flat().length > 60);
  for (const table of [
    "sealed_fact",
    "record_about",
    "import_part",
    "import_rejected",
    "outcome",
    "duty",
    "eligible",
    "adoption",
    "post",
    "member",
    "merge",
    "case_file",
    "case_about",
    "case_sealed",
    "case_stage",
    "rights_code",
    "rights_request",
  ])
    assert.ok((original.get(table)?.length ?? 0) > 0, `${table} has rows to compare`);
  for (const [table, rows] of original) assert.deepEqual(again.get(table), rows, table);
});

test("a broken apply is caught by that comparison, whichever it is", async () => {
  const original = await wholeOffice(here.keeper, here.office);
  for (const kind of [
    "record-struck",
    "facts-changed",
    "person-moved",
    "person-died",
    "households-merged",
    "subjects-merged",
    "merge-undone",
    "import-undone",
    "case-filled",
    "case-moved",
    "case-extended",
    "case-reopened",
  ]) {
    const again = await rebuilt({ ...appliers, [kind]: () => {} });
    assert.notDeepEqual(again, original, `${kind} left out`);
  }
  await assert.rejects(
    rebuilt({ ...appliers, "case-opened": () => {} }),
    "steps of a case that was never opened",
  );
});

const fault = async (lines: JournalLine[]) => (await verifyJournal(lines)).fault;
const copy = () => structuredClone(exported);
const entryAt = (lines: JournalLine[], number: number) =>
  lines.findIndex((line) => "entry" in line && line.entry.number === number);
const said = (found: Awaited<ReturnType<typeof fault>>) => [found?.what, found?.number];

test("a whole journal verifies, with no key", async () => {
  const { offices, fault: none } = await verifyJournal(copy());
  assert.equal(none, null);
  assert.ok((offices[0]?.length ?? 0) >= 15);
});

test("verify names the first entry altered, missing, moved, repeated or cut off", async () => {
  const altered = copy();
  const line = altered[entryAt(altered, 7)];
  assert.ok(line !== undefined && "entry" in line && line.entry.parts[0] !== undefined);
  line.entry.parts[0].body = Buffer.from(
    `${Buffer.from(line.entry.parts[0].body, "base64").toString("latin1")}x`,
    "latin1",
  ).toString("base64");
  assert.deepEqual(said(await fault(altered)), ["altered", 7]);

  const header = copy();
  const other = header[entryAt(header, 9)];
  assert.ok(other !== undefined && "entry" in other);
  other.entry.header = other.entry.header.replace("2021", "2022");
  assert.deepEqual(said(await fault(header)), ["altered", 9]);

  const moved = copy();
  const place = entryAt(moved, 5);
  moved.splice(place, 2, ...moved.slice(place, place + 2).reverse());
  assert.deepEqual(said(await fault(moved)), ["reordered", 6]);

  const missing = copy();
  missing.splice(entryAt(missing, 8), 1);
  assert.deepEqual(said(await fault(missing)), ["missing", 8]);

  const repeated = copy();
  repeated.splice(entryAt(repeated, 4), 0, ...repeated.slice(entryAt(repeated, 3), entryAt(repeated, 3) + 1));
  assert.deepEqual(said(await fault(repeated)), ["repeated", 3]);

  const last = exported.length - 2;
  assert.deepEqual(said(await fault(copy().filter((_, at) => at < last || at === last + 1))), [
    "cut-off",
    exported.filter((each) => "entry" in each).length,
  ]);
  assert.equal((await fault(copy().slice(0, -1)))?.what, "no-end");
  const keyless = copy();
  keyless.splice(
    keyless.findIndex((each) => "key" in each),
    1,
  );
  assert.equal((await fault(keyless))?.what, "keys", "sealed parts that can never be read again");
  assert.equal((await fault([]))?.what, "not-a-journal");
});
