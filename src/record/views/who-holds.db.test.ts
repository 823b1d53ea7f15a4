import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { engineScope, scoped } from "#database/scope.ts";
import { documentShape } from "#standard/document.ts";
import { dailyPass } from "../daily-pass.ts";
import { type Actor, installation } from "../perform.ts";
import { noon, smallStandard, testOffice } from "../test-office.ts";
import { NotFound } from "./reader.ts";
import { whoHolds } from "./who-holds.ts";

const here = await testOffice();
const there = await testOffice("second", here.keeper);
after(() => here.keeper.database.close());

const today = "2021-03-01";
const conditions: Record<string, string> = {
  old: "age >= 70",
  "old-or-alone": "age >= 80 || livesAlone",
  "not-alone": "!livesAlone",
  "long-here": "daysSince(since) > 30",
  released: 'releaseDate < "2021-02-01"',
  few: "children / 2 < 1 && children % 2 == 0",
  poor: "income <= 1000.5",
  pianist: '"piano" in skills && size(skills) == 1',
  somewhere: 'residence in ["resident", "migrant"] && area == "east"',
  street: 'street.startsWith("东") && street < "东街 5 号"',
  pupil: 'schoolYear(6) <= "2021-09-01" && ageOn("2021-09-01") < 70',
  "either-way": "livesAlone ? age >= 60 : age >= 75",
};
const title = (zh: string) => ({ zh, en: zh });
const rich = documentShape.parse({
  standard: "rich",
  version: "1",
  title: title("多样"),
  effective: "2021-01-01",
  roles: smallStandard.roles,
  facts: {
    person: {
      livesAlone: smallStandard.facts["person"]?.["livesAlone"],
      releaseDate: { label: title("出所日期"), type: "date" },
      children: { label: title("子女"), type: "integer" },
      income: { label: title("收入"), type: "number" },
      skills: { label: title("特长"), type: "choices", of: ["piano", "chess"] },
      street: { label: title("街道"), type: "text" },
      cared: { label: title("管理"), type: "boolean", guard: "health" },
    },
  },
  lines: [
    { id: "all", title: title("所有人"), colour: "green", serves: "person" },
    { id: "elders", title: title("老人"), colour: "green", serves: "person", when: "age >= 60" },
    { id: "cared", title: title("管理"), colour: "blue", serves: "person", when: "cared" },
  ],
  records: smallStandard.records,
  promises: [
    ...Object.entries(conditions).map(([id, when]) => ({ id, when, line: "all" })),
    { id: "elder", line: "elders" },
    { id: "elder-alone", line: "elders", when: "livesAlone" },
    { id: "cared", line: "cared" },
    { id: "together", line: "all", when: "household.size > 1" },
    { id: "centre", line: "all", when: "livesAlone", by: "health-centre" },
  ].map((promise) => ({
    title: title(promise.id),
    to: "person",
    every: "P7D",
    by: "worker",
    keptBy: ["visit"],
    ...promise,
  })),
});

before(async () => {
  for (const office of [here, there]) {
    const adopted = await office.give(installation, "standard.adopt", { document: rich, from: "2021-01-01" });
    assert.equal(adopted.status, "applied", JSON.stringify(adopted));
    for (let at = 0; at < (office === here ? 48 : 5); at += 1) {
      // Each fact on a beat of its own, so that every mixture of known and absent comes.
      const some = <T>(every: number, value: T) => (at % every === 0 ? undefined : value);
      const facts = {
        birthDate: some(7, `${1935 + ((at * 5) % 83)}-0${(at % 9) + 1}-${at % 2 ? "01" : "02"}`),
        livesAlone: some(5, at % 3 === 0),
        releaseDate: some(4, `2021-0${(at % 3) + 1}-15`),
        children: some(6, at % 4),
        income: some(3, 999.5 + (at % 4)),
        skills: some(8, at % 2 ? ["piano"] : ["piano", "chess"]),
        street: some(9, `${at % 2 ? "东" : "西"}街 ${at % 10} 号`),
        residence: some(11, ["resident", "migrant", "away", "deceased", "resident"][at % 5]),
        area: some(10, "east"),
        cared: some(2, at % 3 === 0),
      };
      const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
      await office.enter(`甲${at}`, known, at % 4 === 3 ? "2021-02-20" : "2021-01-04");
    }
    await dailyPass(office.keeper, office.office, noon(today));
  }
});

const ask = (actor: Actor, asked: { line?: string; promise?: string }) =>
  here.look(actor, today, (reader) => whoHolds(reader, asked));

test("whom the register itself says a promise concerns are those the engine found, for every unguarded promise", async () => {
  const found = await scoped(here.keeper.database.app, engineScope(here.office, null), "read only", (tx) =>
    tx.rows<{ promise: string; subject: string }>("select promise, subject from eligible where office = $1", [
      here.office,
    ]),
  );
  const eligible = Map.groupBy(found, ({ promise }) => promise);
  let compared = 0;
  for (const promise of [...rich.promises.map(({ id }) => `rich/${id}`), "small/weekly"]) {
    const { count, subjects } = await ask(here.worker, { promise });
    if (["rich/cared", "rich/together"].includes(promise)) continue;
    const engine = (eligible.get(promise) ?? []).map(({ subject }) => subject);
    assert.ok(engine.length > 0 && engine.length < 48, `${promise}: ${engine.length} tells nothing`);
    assert.equal(count, engine.length, promise);
    assert.deepEqual((subjects ?? []).map(({ id }) => id).toSorted(), engine.toSorted(), promise);
    compared += 1;
  }
  assert.equal(compared, Object.keys(conditions).length + 4);
});

test("lines are asked for in the same way, and what rests on guarded facts or on a household is left to the engine", async () => {
  const all = await ask(here.worker, { line: "rich/all" });
  assert.ok(all.count && all.count < 48, "who died is owed nothing");
  const elders = await ask(here.worker, { line: "rich/elders" });
  assert.deepEqual(elders, await ask(here.worker, { promise: "rich/elder" }));
  const sealed = { of: "person", count: null, subjects: null };
  for (const actor of [here.worker, here.healthCentre]) {
    assert.deepEqual(await ask(actor, { line: "rich/cared" }), sealed);
    for (const promise of ["rich/cared", "small/care", "rich/together"])
      assert.deepEqual(await ask(actor, { promise }), sealed);
  }
  for (const nothing of [{}, { line: "rich/nothing" }, { promise: "rich/nothing" }])
    await assert.rejects(ask(here.worker, nothing), NotFound);
});

test("a body of its own learns who it is only of what it owes itself", async () => {
  const own = await ask(here.healthCentre, { promise: "rich/centre" });
  assert.ok(own.count && own.subjects?.length === own.count);
  const others = await ask(here.healthCentre, { promise: "rich/old" });
  assert.deepEqual(others, { of: "person", count: null, subjects: null });
  assert.equal((await ask(here.healthCentre, { line: "rich/all" })).subjects, null);
});
