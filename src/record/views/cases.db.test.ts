import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import { documentShape } from "#standard/document.ts";
import { testProcedures } from "#work/commands/for-tests.ts";
import { installation } from "../perform.ts";
import type { Actor } from "../perform.ts";
import { smallStandard, testOffice } from "../test-office.ts";
import { casePage } from "./case-page.ts";
import { caseList } from "./cases.ts";
import type { CaseList } from "./cases.ts";
import { journalPage } from "./journal.ts";
import { NotFound } from "./reader.ts";

const here = await testOffice();
after(() => here.keeper.database.close());
const asked = documentShape.parse({
  standard: "asked-for",
  version: "1",
  title: { zh: "居民所求", en: "Asked for" },
  effective: "2021-01-01",
  roles: smallStandard.roles,
  procedures: {
    ...testProcedures,
    advice: {
      title: { zh: "咨询", en: "Advice" },
      about: ["person"],
      anonymous: true,
      fields: {
        question: { label: { zh: "问什么", en: "Question" }, type: "text", guard: "contact" },
        finding: { label: { zh: "了解到的", en: "Finding" }, type: "text", guard: "contact" },
      },
      opens: { by: "worker", asks: ["question"] },
      start: "answer",
      stages: {
        answer: {
          title: { zh: "答复", en: "Answer" },
          by: "health-centre",
          asks: ["finding"],
          moves: { done: { title: { zh: "答复了", en: "Answered" }, end: "done" } },
        },
      },
      ends: { done: { zh: "已答复", en: "Answered" } },
    },
  },
});
const adopted = await here.give(installation, "standard.adopt", { document: asked, from: "2021-01-01" });
assert.equal(adopted.status, "applied", JSON.stringify(adopted));

const procedure = (id: string) => `asked-for/${id}`;

const list = (
  actor: Actor,
  on: string,
  wanted: Partial<Parameters<typeof caseList>[1]> = {},
): Promise<CaseList> => here.look(actor, on, (reader) => caseList(reader, { show: "open", ...wanted }));
const page = (actor: Actor, on: string, id: string) => here.look(actor, on, (reader) => casePage(reader, id));
const idsOf = ({ rows }: CaseList) => rows.map(({ id }) => id);

async function openRepair(fields: object, about: string[], day: string): Promise<string> {
  const id = newId();
  await here.must(here.worker, "case.open", { case: id, procedure: procedure("repair"), about, fields }, day);
  return id;
}

test("a case goes through its branches: who sees it when, what may be done, and what its page tells afterwards", async () => {
  const elder = await here.enter("钱甲");
  const id = await openRepair({ what: "水龙头", caller: "钱乙" }, [elder], "2021-03-01");
  // 2 working days: the end of Wednesday 3 March.
  const [row] = (await list(here.worker, "2021-03-01")).rows;
  assert.deepEqual(
    [row?.id, row?.mine, row?.overdue, row?.due, row?.subject?.name, row?.says.map(({ zh }) => zh)],
    [id, true, false, "2021-03-03T16:00:00.000Z", "钱甲", ["水龙头"]],
  );
  assert.deepEqual(
    (await list(here.secretary, "2021-03-01")).rows.map(({ mine }) => mine),
    [false],
  );
  // Nothing for the health centre to do yet: it is not its case.
  assert.deepEqual(idsOf(await list(here.healthCentre, "2021-03-01")), []);
  await assert.rejects(page(here.healthCentre, "2021-03-01", id), NotFound);

  await here.must(here.worker, "case.move", { case: id, move: "begin" }, "2021-03-02");
  assert.deepEqual(idsOf(await list(here.healthCentre, "2021-03-02", { show: "waiting" })), [id]);
  const branches = await page(here.worker, "2021-03-02", id);
  assert.deepEqual(
    branches.standing.map(({ stage, mine, moves, extend }) => [
      stage,
      mine,
      moves.map((move) => move.id),
      extend?.left,
    ]),
    [
      ["mend", true, ["done", "give-up"], 1],
      ["price", false, [], undefined],
    ],
  );
  assert.deepEqual(
    branches.path.map(({ stage, standing }) => [stage, standing]),
    [
      ["look", "passed"],
      ["mend", "here"],
      ["price", "here"],
      ["check", "ahead"],
    ],
  );

  await here.must(here.worker, "case.extend", { case: id, stage: "mend", reason: "缺零件" }, "2021-03-03");
  await here.must(
    here.healthCentre,
    "case.move",
    { case: id, stage: "price", move: "done", fields: { cost: 8000 } },
    "2021-03-03",
  );
  await here.must(here.worker, "case.move", { case: id, stage: "mend", move: "done" }, "2021-03-12");
  await here.must(here.worker, "case.fill", { case: id, fields: { answer: "good" } }, "2021-03-12");
  await here.must(here.worker, "case.move", { case: id, move: "close" }, "2021-03-12");

  const ended = await page(here.worker, "2021-03-12", id);
  assert.deepEqual([ended.end?.title.zh, ended.end?.outcome, ended.standing], ["修好", "late", []]);
  assert.equal(ended.reopen?.until, "2021-03-22T16:00:00.000Z");
  assert.deepEqual(
    ended.timeline.map(({ step, stage, reason, outcome, by }) => [
      step,
      stage?.zh ?? null,
      reason,
      outcome,
      by,
    ]),
    [
      ["opened", null, null, null, "worker甲"],
      ["moved", "查看", null, "kept", "worker甲"],
      ["extended", "修理", "缺零件", null, "worker甲"],
      ["moved", "核价", null, "late", "health-centre甲"],
      ["moved", "修理", null, "late", "worker甲"],
      ["filled", null, null, null, "worker甲"],
      ["moved", "回访", null, "kept", "worker甲"],
    ],
  );
  assert.deepEqual(idsOf(await list(here.worker, "2021-03-12", { subject: elder })), []);
  assert.deepEqual(idsOf(await list(here.worker, "2021-03-12", { subject: elder, show: "all" })), [id]);
  assert.deepEqual(idsOf(await list(here.healthCentre, "2021-03-12", { show: "ended" })), [id]);

  await here.must(here.worker, "case.reopen", { case: id, reason: "又漏了" }, "2021-03-15");
  const again = await page(here.worker, "2021-03-15", id);
  assert.deepEqual([again.reopened, again.end, again.timeline.at(-1)?.reason], [1, null, "又漏了"]);
});

test("a guarded field is read by whoever holds a stage; others see that it is filled in, in the list as on the page", async () => {
  const id = await openRepair({ what: "门锁", caller: "孙丙" }, [], "2021-04-06");
  const callerFor = async (actor: Actor) => {
    const { fields, timeline } = await page(actor, "2021-04-06", id);
    const field = fields.find((each) => each.id === "caller");
    return [field?.say?.zh, field?.value, timeline[0]?.fields.map(({ say }) => say.zh)];
  };
  assert.deepEqual(await callerFor(here.worker), ["孙丙", "孙丙", ["门锁", "孙丙"]]);
  assert.deepEqual(await callerFor(here.secretary), ["••••", null, ["门锁", "••••"]]);
});

test("who opened a case reads again what they wrote down then, and not what others have found out since", async () => {
  const id = newId();
  const input = { case: id, procedure: procedure("advice"), fields: { question: "药费" } };
  await here.must(here.worker, "case.open", input, "2021-04-07");
  const finding = { case: id, move: "done", fields: { finding: "欠费" } };
  await here.must(here.healthCentre, "case.move", finding, "2021-04-08");
  const read = async (actor: Actor) => (await page(actor, "2021-04-08", id)).fields.map(({ say }) => say?.zh);
  assert.deepEqual(await read(here.worker), ["药费", "••••"]);
  assert.deepEqual(await read(here.healthCentre), ["药费", "欠费"]);
  assert.doesNotMatch(JSON.stringify(await page(here.worker, "2021-04-08", id)), /欠费/);
});

test("a case of a procedure that is veiled is nowhere to be seen by who does not act in it", async () => {
  const elder = await here.enter("李丁", { mentalCare: true });
  const id = newId();
  const input = {
    case: id,
    procedure: procedure("care-plan"),
    about: [elder],
    fields: { ground: "高血压" },
  };
  await here.must(here.healthCentre, "case.open", input, "2021-05-06");
  assert.deepEqual(
    (await list(here.healthCentre, "2021-05-06", { subject: elder })).rows.map(({ id: one, says }) => [
      one,
      says[0]?.zh,
    ]),
    [[id, "高血压"]],
  );
  for (const other of [here.worker, here.secretary]) {
    assert.deepEqual(idsOf(await list(other, "2021-05-06", { subject: elder, show: "all" })), []);
    await assert.rejects(page(other, "2021-05-06", id), NotFound);
    const { entries } = await here.look(other, "2021-05-06", (reader) =>
      journalPage(reader, { subject: elder }),
    );
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ["subject-entered"],
    );
  }
  const { entries } = await here.look(here.healthCentre, "2021-05-06", (reader) =>
    journalPage(reader, { subject: elder }),
  );
  assert.equal(entries[0]?.say.zh, "登记事项：照护计划");
});

test("a search finds a case by whom it is about, pinyin too, by an entry's number and the kind it is, wherever in the order it stands", async () => {
  const elder = await here.enter("曾小满");
  const id = await openRepair({ what: "纱窗" }, [elder], "2021-05-20");
  for (const move of ["begin"]) await here.must(here.worker, "case.move", { case: id, move }, "2021-05-20");
  const found = async (actor: Actor, text: string) =>
    idsOf(await list(actor, "2021-05-21", { show: "all", text }));
  for (const text of ["曾小满", "zxm", "纱窗"]) assert.deepEqual(await found(here.worker, text), [id], text);
  const { timeline } = await page(here.worker, "2021-05-21", id);
  assert.deepEqual(await found(here.worker, String(timeline.at(-1)?.number)), [id]);
  assert.ok((await found(here.worker, "报修")).includes(id), "the kind of case");
  assert.deepEqual(await found(here.worker, "没有这样的"), []);
  // Veiled from the worker: not found by whom it is about either.
  const veiled = newId();
  const input = {
    case: veiled,
    procedure: procedure("care-plan"),
    about: [elder],
    fields: { ground: "慢病" },
  };
  await here.must(here.healthCentre, "case.open", input, "2021-05-20");
  assert.deepEqual(await found(here.worker, "曾小满"), [id]);
  assert.ok((await found(here.healthCentre, "曾小满")).includes(veiled));
});

test("a long list is read page by page, each case once, however many share a deadline", async () => {
  const opened: string[] = [];
  for (let number = 0; number < 120; number += 1)
    opened.push(await openRepair({ what: `第${number}件` }, [], "2021-06-01"));
  const read: string[] = [];
  let after: { place: number; id: string } | undefined;
  for (let turn = 0; turn < 4; turn += 1) {
    const part = await list(here.worker, "2021-06-01", { after });
    read.push(...idsOf(part).filter((id) => opened.includes(id)));
    if (part.next === null) break;
    const [place = "", id = ""] = part.next.split("_");
    after = { place: Number(place), id };
  }
  assert.deepEqual(read.toSorted(), opened.toSorted());
  assert.deepEqual(
    [
      (await list(here.worker, "2021-06-04", { show: "overdue" })).total >= 120,
      (await list(here.worker, "2021-06-02", { show: "overdue" })).rows.some(({ id }) => opened.includes(id)),
    ],
    [true, false],
  );
});
