import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#basics/id.ts";
import { questionInput } from "#work/ask/question.ts";
import type { Question } from "#work/ask/question.ts";
import type { Actor } from "../perform.ts";
import { testOffice } from "../test-office.ts";
import { ask, askWords } from "./ask.ts";
import type { AskAnswer } from "./ask.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

before(async () => {
  const home = newId();
  await here.must(here.worker, "register.enter", { subject: home, kind: "household", name: "甲户" });
  const people = {
    甲: { birthDate: "1935-03-01", livesAlone: true, address: "苏井路10栋1单元101", area: "east" },
    乙: { birthDate: "1936-01-20", livesAlone: true, address: "苏井路2栋1单元101", area: "east" },
    丙: { birthDate: "1950-01-01", livesAlone: true, address: "苏井路2栋1单元102" },
    丁: { birthDate: "2010-01-01", livesAlone: false, address: "苏井路2栋1单元102", mentalCare: true },
    戊: { birthDate: "1930-01-01", livesAlone: true, residence: "moved" },
  };
  const ids: Record<string, string> = {};
  for (const [name, facts] of Object.entries(people)) ids[name] = await here.enter(name, facts);
  for (const name of ["丙", "丁"])
    await here.must(here.worker, "person.move", { person: ids[name], household: home }, "2021-01-02");
  const visit = (name: string, on: string) => ({
    record: newId(),
    kind: "visit",
    about: [ids[name]],
    on,
    fields: {},
  });
  await here.must(here.worker, "record.make", visit("甲", "2021-01-15"), "2021-01-16");
  await here.must(here.worker, "record.make", visit("乙", "2021-01-03"), "2021-01-16");
  const mistaken = visit("丙", "2021-01-16");
  await here.must(here.worker, "record.make", mistaken, "2021-01-16");
  await here.must(here.worker, "record.strike", { record: mistaken.record, reason: "记错" }, "2021-01-16");
});

async function asked(
  question: Partial<Question>,
  actor: Actor = here.worker,
  page = { offset: 0, limit: 50 },
): Promise<AskAnswer> {
  const answer = await here.look(actor, "2021-01-20", (reader) =>
    ask(reader, questionInput.parse(question), page),
  );
  assert.ok(!("fault" in answer), JSON.stringify(answer));
  return answer;
}

const names = async (when: string) => (await asked({ when })).rows.map(({ name }) => name);

test("over 80 and alone, by building: counted, in the order in which one walks, who moved away left out", async () => {
  const answer = await asked({
    when: "age >= 80 && livesAlone",
    by: "building",
    show: ["age", "building", "owed", "overdueCount", "last.visit"],
  });
  assert.equal(answer.total, 2);
  assert.deepEqual(answer.groups, [
    { id: "苏井路2栋", count: 1 },
    { id: "苏井路10栋", count: 1 },
  ]);
  assert.deepEqual(
    answer.rows.map(({ name, group, cells }) => [name, group, ...cells]),
    [
      ["乙", "苏井路2栋", 85, "苏井路2栋", ["small/weekly"], 1, "2021-01-03"],
      ["甲", "苏井路10栋", 85, "苏井路10栋", ["small/weekly"], 0, "2021-01-15"],
    ],
  );
  assert.equal(answer.say.zh, "年满 80 周岁，且独居");
});

test("by what is owed, by how long nobody came, by the household, and by who is gone where that is what is asked", async () => {
  assert.deepEqual(await names('"small/weekly" in overdue'), ["丙", "乙"]);
  assert.deepEqual(await names("overdueCount == 0 && livesAlone"), ["甲"]);
  // Never visited counts from the day of entry; a record that was struck never was.
  assert.deepEqual(await names("without.visit >= 17"), ["丙", "丁", "乙"]);
  assert.deepEqual(await names('last.visit >= "2021-01-10"'), ["甲"]);
  assert.deepEqual(await names("household.size == 2 && household.minors == 1 && household.elders == 1"), [
    "丙",
    "丁",
  ]);
  assert.deepEqual(await names('residence == "moved"'), ["戊"]);
  assert.deepEqual(await names('building == "苏井路2栋" && stairwell == "1" && flat == "102"'), ["丙", "丁"]);
  assert.deepEqual(
    await names("age % 5 == 0 || !livesAlone"),
    ["丁", "乙", "甲"].toSorted((a, b) => "丙丁甲乙".indexOf(a) - "丙丁甲乙".indexOf(b)),
  );
  assert.equal(
    (await asked({ of: "household", when: "household.size == 2", by: "area", show: ["household.minors"] }))
      .total,
    1,
  );
  assert.equal((await asked({ of: "place", by: "area", show: ["owed"] })).total, 0);
});

test("areas in the office's order and those without one last; a page of the rows, the counts of all", async () => {
  const answer = await asked({ by: "area", show: ["area"] }, here.secretary, { offset: 1, limit: 2 });
  assert.deepEqual(answer.groups, [
    { id: "east", count: 2 },
    { id: "", count: 2 },
  ]);
  assert.deepEqual([answer.total, answer.rows.length], [4, 2]);
});

test("a guarded fact is not asked by, not even by whom it is shown to, and is no column", async () => {
  for (const actor of [here.worker, here.healthCentre]) {
    const answer = await here.look(actor, "2021-01-20", (reader) =>
      ask(reader, questionInput.parse({ when: "mentalCare" }), { offset: 0, limit: 10 }),
    );
    assert.match("fault" in answer ? answer.fault.say.zh : "", /受限信息/);
  }
  assert.deepEqual((await asked({ show: ["mentalCare", "phone", "age"] })).columns, ["age"]);
});

test("the words one asks with, and the buildings there are, in order", async () => {
  const words = await here.look(here.worker, "2021-01-20", askWords);
  assert.deepEqual(words.buildings, ["苏井路2栋", "苏井路10栋"]);
  assert.ok(words.facts.person.some(({ id }) => id === "livesAlone"));
});
