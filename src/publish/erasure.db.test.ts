import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#basics/id.ts";
import { dayOf } from "#basics/day.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { firstLine, journalLines } from "#record/journal-file.ts";
import type { JournalLine } from "#record/journal-file.ts";
import { keeperOf } from "#record/keeper.ts";
import { installation } from "#record/perform.ts";
import type { Actor } from "#record/perform.ts";
import { officeTables, rebuild, wholeOffice } from "#record/rebuild.ts";
import { noon, smallStandard, testOffice } from "#record/test-office.ts";
import { NotFound } from "#record/views/reader.ts";
import { findSubjects } from "#record/views/find-subjects.ts";
import { subjectPage } from "#record/views/subject-page.ts";
import { verifyJournal } from "#record/verify.ts";
import { documentShape } from "#standard/document.ts";
import { indicatorFigures } from "./indicators.ts";
import { keptRates } from "./kept-rate.ts";
import { parseStretch } from "./period.ts";

// An office with every sort of indicator, in which somebody with every sort of row is forgotten.

const here = await testOffice();
after(() => here.keeper.database.close());

const title = (zh: string) => ({ zh, en: zh });
const counting = documentShape.parse({
  ...smallStandard,
  version: "2",
  facts: {
    person: {
      ...smallStandard.facts["person"],
      smallHome: { label: title("小户"), type: "boolean" },
    },
  },
  records: {
    ...smallStandard.records,
    service: {
      title: title("服务"),
      about: ["person"],
      fields: {
        hours: { label: title("小时"), type: "number" },
        saved: { label: title("节约"), type: "money", guard: "finance" },
        words: { label: title("说明"), type: "text" },
      },
    },
    round: {
      title: title("巡查"),
      about: ["person", "place"],
      fields: { found: { label: title("发现"), type: "text" } },
    },
  },
  promises: [
    ...smallStandard.promises,
    {
      id: "alone",
      line: "elders",
      title: title("独户走访"),
      clause: title("独户每月走访。"),
      to: "person",
      when: "household.size == 1",
      each: "month",
      by: "worker",
      keptBy: ["visit"],
    },
  ],
  indicators: {
    ...smallStandard.indicators,
    repairs: { title: title("报修"), count: "case", where: 'procedure == "repair"', per: ["area"] },
    "repairs-done": { title: title("修好"), count: "case", where: 'end == "mended"' },
    "repairs-told": { title: title("有来电"), count: "case", where: 'procedure == "repair" && caller != ""' },
    "repairs-cost": { title: title("花费"), sum: "case", of: "cost", where: 'procedure == "repair"' },
    "repairs-in-time": { title: title("按时"), rate: "case", where: 'procedure == "repair"' },
    plans: { title: title("方案"), count: "case", where: 'procedure == "care-plan"' },
    visits: { title: title("走访"), count: "record", where: 'kind == "visit"', per: ["area", "month"] },
    "visits-by-role": { title: title("走访"), count: "record", where: 'kind == "visit"', per: ["role"] },
    rounds: { title: title("巡查"), count: "record", where: 'kind == "round"' },
    "homes-visited": {
      title: title("走访户"),
      count: "record",
      where: 'kind == "visit"',
      distinct: "household",
    },
    "people-visited": {
      title: title("走访人"),
      count: "record",
      where: 'kind == "visit"',
      distinct: "subject",
    },
    "women-visited": {
      title: title("走访妇女"),
      count: "record",
      where: 'kind == "visit" && sex == "female"',
    },
    "old-visited": { title: title("走访老人"), count: "record", where: 'kind == "visit" && age >= 80' },
    kept: { title: title("兑现"), rate: "duty", per: ["promise", "month"] },
    "kept-migrants": { title: title("兑现"), rate: "duty", where: 'residence == "migrant"' },
    missed: { title: title("未办"), count: "duty", where: 'outcome == "missed"', per: ["promise"] },
    alone: { title: title("独居"), count: "subject", where: 'kind == "person" && livesAlone', per: ["area"] },
    "in-care": { title: title("在管"), count: "subject", where: 'kind == "person" && mentalCare' },
    homes: { title: title("户"), count: "subject", where: 'kind == "person" && household.size > 1' },
    elders: {
      title: title("老人"),
      rate: "subject",
      where: 'kind == "person" && age >= 80',
      that: "livesAlone",
    },
    hours: { title: title("小时"), sum: "record", of: "hours", where: 'kind == "service"' },
    saved: { title: title("平均"), average: "record", of: "saved", where: 'kind == "service"' },
  },
});

/** Words that stand in something said of the one who is forgotten, and of nobody else. */
const planted = [
  "檀香梅",
  "P-7781",
  "梧桐巷九号",
  "07345557781",
  "110105194105120027",
  "夜里总睡不好",
  "氯氮平",
  "灯绳断了",
  "檀家来电",
  "住院手术",
  "甲亲戚",
  "檀月贞",
];
const people = { gone: "", double: "", housemate: "", other: "", child: "", home: "", alone: "" };
const months = ["2021-01", "2021-02", "2021-03", "2021-04", "2021-05"];
const erasedOn = "2021-06-10";

before(async () => {
  const { worker, secretary, healthCentre } = here;
  const must: typeof here.must = (...given) => here.must(...given);
  await must(installation, "standard.adopt", { document: counting, from: "2021-01-02" }, "2021-01-02");
  const enter = async (name: string, facts: object, household: string | null = null, code?: string) => {
    const subject = newId();
    await must(
      worker,
      "register.enter",
      {
        subject,
        kind: household === "home" ? "household" : "person",
        name,
        code,
        household: household === "home" ? null : household,
        facts,
      },
      "2021-01-03",
    );
    return subject;
  };
  people.home = await enter("檀香梅户", { area: "east", address: "柏树巷" }, "home");
  people.alone = await enter("檀香梅独户", { area: "east", address: "梧桐巷九号" }, "home");
  const facts = { livesAlone: true, area: "east", sex: "female", residence: "migrant" };
  people.gone = await enter(
    "檀香梅",
    {
      ...facts,
      birthDate: "1941-05-12",
      mentalCare: true,
      phone: "07345557781",
      identityNumber: "110105194105120027",
      address: "梧桐巷九号",
    },
    people.alone,
    "P-7781",
  );
  people.double = await enter("檀香梅", { area: "east", phone: "07345557781", birthDate: "1941-05-12" });
  people.housemate = await enter("何同住", { area: "east", birthDate: "1939-02-02" }, people.home);
  people.other = await enter("万他人", { ...facts, residence: "resident", birthDate: "1935-01-01" });
  people.child = await enter("何小", { area: "east", birthDate: "2003-04-04" }, people.home);
  const place = newId();
  await must(
    worker,
    "register.enter",
    { subject: place, kind: "place", name: "凉亭", facts: { area: "east" } },
    "2021-01-03",
  );

  const record = async (actor: Actor, kind: string, about: string[], day: string, fields: object = {}) => {
    const id = newId();
    await must(actor, "record.make", { record: id, kind, about, on: day, fields }, day);
    return id;
  };
  const { gone, housemate, other } = people;
  await record(worker, "visit", [gone], "2021-01-08", { summary: "夜里总睡不好", medicine: "氯氮平" });
  await record(worker, "visit", [gone, other], "2021-02-12", { summary: "两人都好" });
  await record(worker, "visit", [gone, housemate, other], "2021-05-20", {});
  await record(worker, "visit", [people.double], "2021-05-03", { summary: "夜里总睡不好" });
  await record(worker, "visit", [housemate], "2021-03-12", {});
  await record(healthCentre, "check-in", [gone], "2021-02-06", { note: "夜里总睡不好" });
  await record(worker, "service", [gone], "2021-03-01", { hours: 2.5, saved: 12_300, words: "灯绳断了" });
  await record(worker, "service", [gone, other], "2021-03-02", { hours: 1, saved: 500 });
  await record(worker, "round", [gone, place], "2021-04-02", { found: "积水" });
  const struck = await record(worker, "visit", [gone], "2021-04-09", { summary: "夜里总睡不好" });
  await must(worker, "record.strike", { record: struck, reason: "记错" }, "2021-04-10");
  await must(
    worker,
    "duty.excuse",
    { record: newId(), subject: gone, promise: "small/weekly", reason: "住院手术", until: "2021-03-30" },
    "2021-03-10",
  );
  await must(
    worker,
    "contact.set",
    { contact: newId(), subject: gone, name: "甲亲戚", relation: "女儿", phone: "07345557781" },
    "2021-03-10",
  );
  await must(
    worker,
    "contact.set",
    { contact: newId(), subject: other, other: gone, relation: "邻居" },
    "2021-03-10",
  );
  await must(healthCentre, "fact.open", { subject: gone, fact: "mentalCare", purpose: "随访" }, "2021-03-10");
  await must(
    worker,
    "register.change",
    { subject: gone, fact: "livesAlone", value: false, from: "2021-04-15" },
    "2021-04-15",
  );
  await must(worker, "person.move", { person: gone, household: people.home }, "2021-05-01");

  const [own, shared] = [newId(), newId()];
  const lamp = { procedure: "small/repair", fields: { what: "灯绳断了", caller: "檀家来电" } };
  await must(worker, "case.open", { case: own, about: [gone], ...lamp }, "2021-02-01");
  await must(worker, "case.move", { case: own, move: "begin" }, "2021-02-02");
  await must(worker, "case.move", { case: own, stage: "mend", move: "done" }, "2021-02-09");
  await must(healthCentre, "case.move", { case: own, move: "done", fields: { cost: 4200 } }, "2021-02-09");
  await must(worker, "case.move", { case: own, move: "close", fields: { answer: "good" } }, "2021-02-10");
  await must(
    worker,
    "case.open",
    { case: shared, about: [other, gone], procedure: "small/repair", fields: { what: "水管" } },
    "2021-04-01",
  );
  await must(worker, "case.move", { case: shared, move: "begin" }, "2021-04-02");
  await must(
    worker,
    "case.move",
    { case: shared, stage: "mend", move: "give-up", fields: { why: "太旧" } },
    "2021-04-09",
  );
  await must(
    secretary,
    "register.import",
    {
      import: newId(),
      kind: "person",
      file: "台账.xlsx",
      rows: [
        {
          row: 2,
          id: newId(),
          code: "P-1",
          name: "柳丙",
          household: null,
          since: null,
          facts: { livesAlone: true },
        },
      ],
      rejected: [
        { row: 9, column: 1, place: "表!B9", header: "姓名", value: "檀香梅", reason: { zh: "重名" } },
      ],
    },
    "2021-05-02",
  );
  await must(
    secretary,
    "register.merge",
    { merge: newId(), survivor: gone, other: people.double },
    "2021-05-04",
  );
  const code = newId();
  await must(worker, "rights.give-code", { code, person: gone, digest: "ab".repeat(32) }, "2021-05-04");
  for (const what of ["correction", "erasure"])
    await must(
      installation,
      "rights.ask",
      { request: newId(), code, what, words: "檀月贞要求" },
      "2021-05-04",
    );
  await must(installation, "rights.open", { code }, "2021-05-04");
  const mistaken = newId();
  await must(secretary, "register.merge", { merge: mistaken, survivor: other, other: gone }, "2021-05-05");
  await must(secretary, "register.unmerge", { merge: mistaken, reason: "误合" }, "2021-05-05");
});

async function figures(): Promise<unknown> {
  await dailyPass(here.keeper, here.office, noon(erasedOn), true);
  return here.look(here.worker, erasedOn, async (reader) => {
    const found: Record<string, unknown> = {};
    for (const period of [...months, "2021-Q1"]) {
      const stretch = parseStretch(period);
      assert.ok(stretch, period);
      found[period] = await indicatorFigures(reader, stretch);
    }
    for (const month of months) found[`kept ${month}`] = { ...(await keptRates(reader, month)), trend: null };
    return found;
  });
}

/** Every row of every table, bytes as PostgreSQL spells them and as they are. */
async function dump(keeper = here.keeper): Promise<string> {
  return scoped(keeper.database.app, engineScope(here.office, null), "read only", async (tx) => {
    const texts: string[] = [];
    for (const { name, key } of await officeTables(tx))
      for (const row of await tx.rows<Record<string, unknown>>(`select * from ${name} where ${key} = $1`, [
        here.office,
      ]))
        texts.push(
          ...Object.values(row).map((value) =>
            Buffer.isBuffer(value) ? value.toString("utf8") : JSON.stringify(value),
          ),
        );
    return texts.join("\n");
  });
}

async function exported(): Promise<JournalLine[]> {
  return [
    firstLine,
    ...(await scoped(here.keeper.database.app, engineScope(here.office, null), "read only", (tx) =>
      Array.fromAsync(journalLines(tx, here.office)),
    )),
  ];
}

test("forgotten: no word and no key of them is left, no figure of any month is another, and the journal makes the same tables", async () => {
  const before = await figures();
  const openly = await dump();
  for (const word of ["檀香梅", "P-7781", "梧桐巷九号", "夜里总睡不好", "灯绳断了"])
    assert.ok(openly.includes(word), `${word} stands there before`);

  await here.must(here.secretary, "person.erase", { person: people.gone, ground: "not-needed" }, erasedOn);

  const after = await figures();
  assert.deepEqual(after, before);

  const text = await dump();
  assert.deepEqual(
    planted.filter((word) => text.includes(word)),
    [],
  );
  const keys = await scoped(here.keeper.database.app, engineScope(here.office, null), "read only", (tx) =>
    tx.rows<{ holder: string }>("select holder from subject_key where office = $1", [here.office]),
  );
  const gone = [people.gone, people.double, people.alone];
  assert.deepEqual(
    keys.filter(({ holder }) => gone.includes(holder)),
    [],
  );

  const lines = await exported();
  assert.equal((await verifyJournal(lines)).fault, null);
  const keeper = keeperOf(await openDatabase(await freshDatabase()), here.keeper.master);
  try {
    await rebuild(keeper, JSON.parse(JSON.stringify(lines)) as JournalLine[], () => dayOf(erasedOn));
    const again = await wholeOffice(keeper, here.office);
    for (const [table, rows] of await wholeOffice(here.keeper, here.office))
      assert.deepEqual(again.get(table), rows, table);
  } finally {
    await keeper.database.close();
  }
});

test("afterwards nobody finds them, nothing can be written about them, and the others have what is theirs", async () => {
  const { gone, other, housemate } = people;
  const refused = async (name: string, input: object) => {
    const answer = await here.give(here.secretary, name, input, erasedOn);
    return answer.status === "refused" ? answer.code : answer.status;
  };
  assert.equal(await refused("person.erase", { person: gone, ground: "not-needed" }), "unknown-person");
  assert.equal(
    await refused("register.change", { subject: gone, fact: "livesAlone", value: true }),
    "unknown-subject",
  );
  assert.equal(
    await refused("record.make", { record: newId(), kind: "visit", about: [gone], on: erasedOn, fields: {} }),
    "unknown-subject",
  );
  await here.look(here.worker, erasedOn, async (reader) => {
    await assert.rejects(subjectPage(reader, gone), NotFound);
    const found = await findSubjects(reader, { text: "", offset: 0 });
    assert.ok(found.rows.length > 3 && found.rows.every(({ id }) => id !== gone && id !== people.double));
    const page = await subjectPage(reader, other);
    const said = page.timeline.flatMap(({ fields }) => fields.map(({ say }) => say.zh));
    assert.ok(said.includes("两人都好"), "a record about several stands with the others");
    assert.deepEqual(page.contacts, { own: [], of: [] });
    const { home } = await subjectPage(reader, people.home);
    assert.deepEqual(
      home?.members.map(({ subject }) => subject.name).toSorted(),
      ["何同住", "何小"].toSorted(),
    );
  });
  const page = await here.look(here.worker, erasedOn, (reader) => subjectPage(reader, people.home));
  assert.equal(page.subject.name, "何同住户");
  await here.must(
    here.worker,
    "record.make",
    { record: newId(), kind: "visit", about: [housemate], on: erasedOn, fields: {} },
    erasedOn,
  );
});

test("in the months to come they are not counted any more", async () => {
  await dailyPass(here.keeper, here.office, noon("2021-07-31"), true);
  await here.look(here.worker, "2021-07-31", async (reader) => {
    const count = async (period: string, id: string) => {
      const stretch = parseStretch(period);
      assert.ok(stretch);
      const [found] = await indicatorFigures(reader, stretch, [`small/${id}`]);
      return found?.figure.value;
    };
    assert.equal(await count("2021-07", "people"), Number(await count("2021-05", "people")) - 1);
    assert.deepEqual([await count("2021-05", "in-care"), await count("2021-07", "in-care")], [1, 0]);
  });
});
