import assert from "node:assert/strict";
import { after, test } from "node:test";
import { dayText } from "#basics/day.ts";
import { isRefused } from "#basics/refusal.ts";
import { newId } from "#basics/id.ts";
import { installation } from "./perform.ts";
import { dailyPass } from "./daily-pass.ts";
import { noon, smallStandard, testOffice } from "./test-office.ts";
import { compareAdopted, weighDraft } from "./views/standard-change.ts";
import type { Draft } from "./views/standard-change.ts";
import { standards } from "./views/standards.ts";

const here = await testOffice("spring");
after(() => here.keeper.database.close());

const alone = await here.enter("甲", { area: "east", livesAlone: true });
await here.enter("乙", { area: "east", livesAlone: true, mentalCare: true });
await here.must(
  here.worker,
  "record.make",
  { record: newId(), kind: "visit", about: [alone], on: "2021-02-08" },
  "2021-02-08",
);

const pageOn = async (day: string) => {
  const [page] = await here.look(here.secretary, day, standards);
  assert.ok(page);
  return page;
};
const weighed = async (draft: Draft) => {
  const told = await weighDraft(here.office, draft, (look) => here.look(here.secretary, "2021-02-10", look));
  assert.ok(!isRefused(told), JSON.stringify(told));
  return told;
};

test("what a change comes to is worked out on the register, guarded promises left out of it", async () => {
  const told = await weighed({ standard: "small", parameters: { often: "P3D" } });
  assert.equal(told.subjects, 2);
  assert.equal(told.weeks.length, 13);
  assert.equal(told.weeks[0], "2021-02-15", "the Monday after");
  const [before, now] = [told.before, told.after].map((weeks) => weeks.reduce((sum, each) => sum + each));
  assert.ok(before && now && now > before * 1.7, `${before} acts, then ${now}`);
  assert.deepEqual(
    told.promises.map(({ id }) => id),
    ["weekly"],
  );
  assert.deepEqual(
    told.left.map(({ zh }) => zh),
    ["每月随访"],
  );
  assert.deepEqual(told.reach, []);
  assert.deepEqual(
    told.compared.parameters.map(({ before: was, after: is }) => [was?.zh, is?.zh]),
    [["7 天", "3 天"]],
  );
  assert.equal(told.compared.clauses[0]?.sentence.after?.zh, "独居者每 3 天一次。");
});

test("who would gain a promise is named, with the areas; what is wrong is refused", async () => {
  const [weekly, ...others] = smallStandard.promises;
  assert.ok(weekly);
  const { when: _, ...everybody } = weekly;
  const document = { ...smallStandard, version: "2", promises: [everybody, ...others] };
  await here.enter("丙", { area: "east", livesAlone: false });
  const told = await weighed({ document, parameters: {} });
  const [reach] = told.reach;
  assert.deepEqual(
    [reach?.promise, reach?.gain.count, reach?.gain.subjects.map(({ name }) => name), reach?.lose.count],
    ["weekly", 1, ["丙"], 0],
  );
  const wrong: Draft[] = [
    { standard: "small", parameters: { often: "P15D" } },
    { document: { ...document, promises: [{ ...weekly, when: "x &&" }] }, parameters: {} },
  ];
  for (const draft of wrong)
    assert.ok(
      isRefused(
        await weighDraft(here.office, draft, (look) => here.look(here.secretary, "2021-02-10", look)),
      ),
    );
});

test("a tuning holds from its day: until then the old, then the new, and the versions tell who decided it", async () => {
  await here.must(
    here.secretary,
    "standard.tune",
    { standard: "small", from: "2021-02-20", parameters: { often: "P5D" } },
    "2021-02-10",
  );
  const before = await pageOn("2021-02-19");
  assert.deepEqual([before.version, before.adopted], ["1", "2021-01-01"]);
  assert.equal(before.lines[0]?.promises[0]?.clause.zh, "独居者每 7 天一次。");
  assert.deepEqual(
    before.versions.map(({ version, state, on, tuned }) => [version, state, on, tuned[0]?.value.zh]),
    [
      ["1+1", "coming", "2021-02-10", "5 天"],
      ["1", "now", before.versions[1]?.on, undefined],
    ],
  );
  const later = await pageOn("2021-02-20");
  assert.equal(later.version, "1+1");
  assert.deepEqual(later.lines[0]?.promises[0]?.pieces?.zh, [
    { text: "独居者每 " },
    { text: "5 天", parameter: "often" },
    { text: "一次。" },
  ]);
  const compared = await here.look(here.worker, "2021-02-20", async (reader) =>
    compareAdopted(reader, { standard: "small", before: "1", after: "1+1" }),
  );
  assert.deepEqual(
    compared.clauses.map(({ promise, what }) => [promise, what]),
    [["weekly", "changed"]],
  );
});

test("what began before the day falls due as before; what begins after it, by the new", async () => {
  const due = (day: string) =>
    here.look(here.worker, day, async ({ tx, today }) => {
      const rows = await tx.rows<{ due: string }>(
        "select due from duty where office = $1 and subject = $2 and promise = 'small/weekly'",
        [here.office, alone],
      );
      return [dayText(today), ...rows.map((row) => row.due)];
    });
  const visit = (on: string) =>
    here.must(here.worker, "record.make", { record: newId(), kind: "visit", about: [alone], on }, on);
  await visit("2021-02-15");
  assert.deepEqual(await due("2021-02-15"), ["2021-02-15", "2021-02-22"]);
  await dailyPass(here.keeper, here.office, noon("2021-02-20"));
  assert.deepEqual(await due("2021-02-20"), ["2021-02-20", "2021-02-22"]);
  await visit("2021-02-21");
  assert.deepEqual(await due("2021-02-21"), ["2021-02-21", "2021-02-26"]);
});

test("of two tunings for one day the later counts; a case goes on by the terms it was opened under", async () => {
  const tune = (often: string) =>
    here.must(
      here.secretary,
      "standard.tune",
      { standard: "small", from: "2021-03-01", parameters: { often } },
      "2021-02-25",
    );
  await tune("P3D");
  await tune("P5D");
  const page = await pageOn("2021-03-02");
  assert.deepEqual(
    page.versions.map(({ version, state }) => [version, state]),
    [
      ["1+3", "now"],
      ["1+2", "superseded"],
      ["1+1", "past"],
      ["1", "past"],
    ],
  );
  const repair = newId();
  await here.must(
    here.worker,
    "case.open",
    { case: repair, procedure: "small/repair", about: [alone], fields: { what: "灯" } },
    "2021-03-02",
  );
  const [row] = await here.look(here.worker, "2021-03-02", ({ tx }) =>
    tx.rows<{ version: string }>("select version from case_file where office = $1 and id = $2", [
      here.office,
      repair,
    ]),
  );
  assert.equal(row?.version, "1+3");
});

test("under one version there is one text in the whole installation", async () => {
  const other = await testOffice("brook", here.keeper);
  const title = { zh: "改了字的" };
  const answer = await other.give(
    installation,
    "standard.adopt",
    { document: { ...smallStandard, title }, from: "2021-01-01" },
    "2021-01-01",
  );
  assert.ok(answer.status === "refused" && answer.code === "already-adopted", JSON.stringify(answer));
  const next = { ...smallStandard, version: "2" };
  await here.must(here.secretary, "standard.adopt", { document: next, from: "2021-04-01" }, "2021-03-03");
  const second = await other.give(
    other.secretary,
    "standard.adopt",
    { document: { ...next, title }, from: "2021-04-01" },
    "2021-03-03",
  );
  assert.ok(second.status === "refused" && second.code === "other-text", JSON.stringify(second));
});
