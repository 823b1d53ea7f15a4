import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import { after as afterStep } from "#work/case/case.ts";
import type { CaseState, Step } from "#work/case/case.ts";
import type { CaseFound } from "#work/command.ts";
import { officeKey } from "#work/command.ts";
import { openBody } from "./journal.ts";
import type { ChainPart } from "./chain.ts";
import { KeyRing } from "./keys.ts";
import { loadCases } from "./load-case.ts";
import { loadOffice } from "./office.ts";
import { installation, perform } from "./perform.ts";
import type { Actor } from "./perform.ts";
import { scopeOf } from "./scope-of.ts";
import { noon, smallStandard, testOffice } from "./test-office.ts";

const here = await testOffice();
const { keeper, office, worker, healthCentre, secretary } = here;
after(() => keeper.database.close());

const day = "2021-03-10";

/** Gives a command about cases; resolves with "applied" or the code of its refusal. */
async function give(name: string, input: object, actor: Actor = worker, on = day): Promise<string> {
  const answer = await here.give(actor, `case.${name}`, input, on);
  return answer.status === "refused" ? answer.code : answer.status;
}

/** Opens a repair, or what is given; resolves with its id. */
async function open(given: object = {}, actor: Actor = worker, on = day): Promise<string> {
  const id = newId();
  const repair = { procedure: "small/repair", about: [], fields: { what: "灯" } };
  assert.equal(await give("open", { case: id, ...repair, ...given }, actor, on), "applied");
  return id;
}

async function stateOf(id: string): Promise<CaseFound> {
  return scoped(keeper.database.app, engineScope(office, null), "read only", async (tx) => {
    const { names } = await loadOffice(keeper, tx, office);
    const [found] = await loadCases(tx, office, [id], names, new KeyRing(office, keeper.master));
    assert.ok(found);
    return found;
  });
}

/** What the entries about a case say, in order. */
async function bodiesOf(id: string): Promise<Record<string, unknown>[]> {
  return scoped(keeper.database.app, engineScope(office, null), "read only", async (tx) => {
    const rows = await tx.rows<ChainPart & { number: number; part: number; kind: string }>(
      "select entry.kind, entry_part.* from entry_part join entry using (office, number) where office = $1 and kind like 'case-%' order by number, part",
      [office],
    );
    const keys = new KeyRing(office, keeper.master);
    await keys.load(
      tx,
      rows.flatMap(({ holder }) => holder ?? []),
    );
    return rows.flatMap((row) => {
      const body = openBody(office, row.number, row.part, row, keys);
      return body?.["case"] === id && row.part === 0 ? [{ ...body, kind: row.kind }] : [];
    });
  });
}

/** The same case, made of its steps alone. */
async function replayed(id: string): Promise<CaseState> {
  const found = await stateOf(id);
  const [opening, ...later] = await bodiesOf(id);
  assert.ok(opening);
  const { openedAt, openedBy, about, known, version, procedure } = found.state;
  const first: CaseState = {
    id,
    procedure,
    version,
    openedAt,
    openedBy,
    about,
    known,
    atNight: opening["atNight"] === true,
    onHoliday: opening["onHoliday"] === true,
    fields: opening["fields"] as CaseState["fields"],
    visits: [],
    due: null,
    end: null,
    reopened: 0,
    returned: 0,
  };
  return [opening, ...later].reduce((state, body) => afterStep(state, body["step"] as Step), first);
}

test("after every command the tables say what the steps say: open, fill, extend, move, send back, end, reopen", async () => {
  const [one, two] = [await here.enter("甲"), await here.enter("乙")];
  const id = await open({ about: [one, two], fields: { what: "灯", caller: "陈甲", urgent: true } });
  const steps: [string, object, Actor?][] = [
    ["fill", { fields: { caller: "陈乙", urgent: true } }],
    ["move", { move: "begin", fields: { urgent: false } }],
    ["extend", { stage: "mend", reason: "等配件" }],
    ["move", { stage: "mend", move: "done" }],
    ["move", { move: "done", fields: { cost: 1200 } }, healthCentre],
    ["move", { move: "again", reason: "还漏" }],
    ["move", { move: "give-up", fields: { why: "太旧" } }],
    ["reopen", { reason: "有了配件" }],
    ["move", { move: "drop" }],
  ];
  for (const [name, input, actor] of steps) {
    assert.equal(await give(name, { case: id, ...input }, actor), "applied", name);
    assert.deepEqual((await stateOf(id)).state, await replayed(id), name);
  }
  const { state, about } = await stateOf(id);
  assert.deepEqual(
    about.map((subject) => subject.id),
    [one, two],
  );
  assert.deepEqual(state.fields, { what: "灯", caller: "陈乙", urgent: false, cost: 1200, why: "太旧" });
  assert.deepEqual([state.end?.id, state.reopened, state.returned], ["dropped", 1, 1]);
  assert.deepEqual(
    state.visits.map(({ stage }) => stage),
    ["look", "mend", "price", "check", "mend", "look"],
  );
  assert.equal(state.visits[3]?.left?.reason, "还漏");
});

test("what is refused leaves nothing behind", async () => {
  const id = await open();
  const before = await stateOf(id);
  assert.equal(await give("move", { case: id, move: "drop" }), "field-needed");
  assert.equal(await give("move", { case: id, stage: "mend", move: "done" }), "not-at-this-stage");
  assert.equal(await give("reopen", { case: id, reason: "x" }), "case-open");
  assert.equal(
    await give("open", { case: id, procedure: "small/repair", fields: { what: "灯" } }),
    "case-exists",
  );
  assert.deepEqual(await stateOf(id), before);
});

test("two commands of one batch upon one case: the second is decided on what the first came to", async () => {
  const id = newId();
  const at = noon(day);
  const one = (name: string, input: object) => ({
    id: newId(),
    name: `case.${name}`,
    at: at.toISOString(),
    input: { case: id, ...input },
  });
  const answers = await perform(
    keeper,
    office,
    worker,
    [
      one("open", { procedure: "small/repair", fields: { what: "水管" } }),
      one("move", { move: "begin" }),
      one("move", { stage: "look", move: "begin" }),
      one("fill", { fields: { caller: "陈丙" } }),
    ],
    at,
  );
  assert.deepEqual(
    answers.map((answer) => (answer.status === "refused" ? answer.code : answer.status)),
    ["applied", "applied", "not-at-this-stage", "applied"],
  );
  assert.deepEqual((await stateOf(id)).state, await replayed(id));
});

test("one that concerns nobody lies under the office's own key, and runs like the others", async () => {
  const id = await open({ fields: { what: "路灯", caller: "陈丁" } });
  assert.equal(await give("move", { case: id, move: "begin" }), "applied");
  const { state, about } = await stateOf(id);
  assert.deepEqual([about, state.about, state.fields["caller"]], [[], undefined, "陈丁"]);
  const holders = await scoped(keeper.database.app, engineScope(office, null), "read only", (tx) =>
    tx.rows<{ holder: string }>("select holder from case_sealed where office = $1 and case_file = $2", [
      office,
      id,
    ]),
  );
  assert.deepEqual(holders, [{ holder: officeKey }]);
});

test("what is guarded, and why a stage was left, stands in clear in no column of any table", async () => {
  const secret = "密密密";
  const patient = await here.enter("戊", { mentalCare: true });
  const plan = await open(
    { procedure: "small/care-plan", about: [patient], fields: { ground: `${secret}1` } },
    healthCentre,
  );
  assert.equal(await give("fill", { case: plan, fields: { ground: `${secret}2` } }, healthCentre), "applied");
  const repair = await open({ about: [patient], fields: { what: "灯", caller: `${secret}3` } });
  for (const input of [{ move: "begin" }, { stage: "mend", move: "done" }])
    await give("move", { case: repair, ...input });
  await give("move", { case: repair, move: "done", fields: { cost: 1 } }, healthCentre);
  assert.equal(await give("move", { case: repair, move: "again", reason: `${secret}4` }), "applied");
  assert.equal(await give("extend", { case: repair, reason: `${secret}5` }), "applied");
  assert.equal((await stateOf(repair)).state.fields["caller"], `${secret}3`, "with the key it is read");
  const [looked, found] = await scoped(
    keeper.database.app,
    engineScope(office, null),
    "read only",
    async (tx) => {
      const tables = await tx.rows<{ name: string }>(
        "select table_name as name from information_schema.columns where table_schema = 'wellside' and column_name = 'office'",
      );
      const bytes = Buffer.from(secret).toString("hex");
      const hits = [];
      for (const { name } of tables) {
        const rows = await tx.rows(
          `select from wellside.${name} as t where office = $1 and (t::text like $2 or t::text like $3)`,
          [office, `%${secret}%`, `%${bytes}%`],
        );
        if (rows.length > 0) hits.push(name);
      }
      return [tables.length, hits] as const;
    },
  );
  assert.ok(looked > 18);
  assert.deepEqual(found, []);
});

test("of a veiled procedure nobody who does not act in it sees a row, by any table, nor can move it", async () => {
  const patient = await here.enter("己", { mentalCare: true });
  const plan = await open(
    { procedure: "small/care-plan", about: [patient], fields: { note: "帐" } },
    healthCentre,
  );
  const repair = await open({ about: [patient] });
  const seen = async (actor: Actor, id: string) => {
    const scope = await scoped(keeper.database.app, engineScope(office, null), "read only", async (tx) =>
      scopeOf(await loadOffice(keeper, tx, office), actor),
    );
    return scoped(keeper.database.app, scope, "read only", async (tx) => {
      const counts = [];
      for (const [table, column] of [
        ["case_file", "id"],
        ["case_about", "case_file"],
        ["case_sealed", "case_file"],
        ["case_stage", "case_file"],
      ])
        counts.push((await tx.rows(`select from ${table} where ${column} = $1`, [id])).length);
      return counts.map((count) => (count > 0 ? 1 : 0)).join("");
    });
  };
  await give("fill", { case: plan, fields: { ground: "x" } }, healthCentre);
  for (const actor of [worker, secretary]) {
    assert.equal(await seen(actor, plan), "0000");
    assert.equal(await seen(actor, repair), "1101");
    for (const [name, input] of [
      ["move", { move: "agreed" }],
      ["fill", { fields: { note: "x" } }],
      ["extend", { reason: "x" }],
      ["reopen", { reason: "x" }],
    ] as const)
      assert.equal(await give(name, { case: plan, ...input }, actor), "unknown-case", name);
    assert.equal(
      await give("open", { case: plan, procedure: "small/repair", fields: { what: "x" } }, worker),
      "taken",
    );
  }
  assert.equal(await seen(healthCentre, plan), "1111");
  const raw = await scoped(keeper.database.app, engineScope(office, null), "read only", (tx) =>
    tx.rows<{ procedure: string }>("select procedure from case_file where id = $1", [plan]),
  );
  assert.doesNotMatch(raw[0]?.procedure ?? "", /care/, "nor does its name tell");
});

test("an outside body does its own stages and no others", async () => {
  const id = await open();
  assert.equal(await give("move", { case: id, move: "begin" }, healthCentre), "unknown-case");
  assert.equal(
    await give("open", { case: newId(), procedure: "small/repair", fields: { what: "x" } }, healthCentre),
    "not-your-step",
  );
  assert.equal(await give("move", { case: id, move: "begin" }), "applied");
  assert.equal(
    await give("move", { case: id, stage: "price", move: "done", fields: { cost: 3 } }, healthCentre),
    "applied",
  );
});

test("a double that is merged away keeps its cases, and they go on; an import that has any is not undone", async () => {
  const [kept, double] = [await here.enter("庚"), await here.enter("庚")];
  const id = await open({ about: [double] });
  const merge = { merge: newId(), survivor: kept, other: double };
  assert.equal((await here.give(secretary, "register.merge", merge, day)).status, "applied");
  assert.equal(await give("move", { case: id, move: "begin" }), "applied");
  assert.deepEqual(
    (await stateOf(id)).about.map((subject) => subject.id),
    [double],
  );
  const imported = { import: newId(), kind: "person", file: "台账.xlsx", households: {}, rejected: [] };
  const person = newId();
  const row = { row: 2, id: person, code: "Z1", name: "辛", household: null, since: null, facts: {} };
  await here.give(secretary, "register.import", { ...imported, rows: [row] }, day);
  await open({ about: [person] });
  const undo = await here.give(
    secretary,
    "register.undo-import",
    { import: imported.import, reason: "错" },
    day,
  );
  assert.equal(undo.status === "refused" && undo.code, "touched-since");
});

test("a new version of the standard leaves open cases on the version they were opened under, seen by whom it names", async () => {
  const patient = await here.enter("壬", { mentalCare: true });
  const repair = await open();
  const plan = await open(
    { procedure: "small/care-plan", about: [patient], fields: { ground: "高龄" } },
    healthCentre,
  );
  const next = structuredClone(smallStandard);
  const { repair: mended } = next.procedures;
  const look = mended?.stages["look"];
  assert.ok(mended && look);
  look.moves = { finish: { title: { zh: "完", en: "Finish" }, end: "dropped", needs: [], returns: false } };
  look.within = "P9D";
  mended.stages = { look };
  mended.ends = { dropped: { zh: "完", en: "Finished" } };
  // No such procedure any more; and what was veiled is known only to cases of the older version.
  delete next.procedures["care-plan"];
  const document = documentShape.parse({ ...next, version: "2" });
  compileStandard(document);
  const adopted = await here.give(installation, "standard.adopt", { document, from: "2021-03-11" }, day);
  assert.equal(adopted.status, "applied", JSON.stringify(adopted));

  const today = await open({}, worker, day);
  assert.equal((await stateOf(today)).version, "1", "adopted, and not in force yet");
  const later = await open({}, worker, "2021-03-11");
  const found = await stateOf(later);
  assert.deepEqual([found.version, found.state.visits[0]?.due?.at], ["2", "2021-03-20T16:00:00.000Z"]);
  assert.equal(await give("move", { case: later, move: "begin" }, worker, "2021-03-11"), "no-such-move");
  assert.equal(await give("move", { case: later, move: "finish" }, worker, "2021-03-11"), "applied");

  assert.equal(await give("move", { case: repair, move: "finish" }, worker, "2021-03-11"), "no-such-move");
  assert.equal(await give("move", { case: repair, move: "begin" }, worker, "2021-03-11"), "applied");
  assert.equal(await give("move", { case: plan, move: "agreed" }, worker, "2021-03-11"), "unknown-case");
  assert.equal(await give("move", { case: plan, move: "agreed" }, healthCentre, "2021-03-11"), "applied");
  assert.equal((await stateOf(plan)).procedure, "small/care-plan");
  const gone = { case: newId(), procedure: "small/care-plan", about: [patient], fields: {} };
  assert.equal(await give("open", gone, healthCentre, "2021-03-11"), "unknown-procedure");
});
