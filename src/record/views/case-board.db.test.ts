import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import type { Actor } from "../perform.ts";
import { testOffice } from "../test-office.ts";
import { caseBoard } from "./case-board.ts";
import type { CaseBoard } from "./case-board.ts";
import { casesAlike } from "./cases-alike.ts";
import { caseList } from "./cases.ts";

const here = await testOffice();
after(() => here.keeper.database.close());
const repair = "small/repair";

const board = (actor: Actor, on: string, asked: Parameters<typeof caseBoard>[1] = {}): Promise<CaseBoard> =>
  here.look(actor, on, (reader) => caseBoard(reader, asked));

async function openRepair(what: string, day: string, about: string[] = []): Promise<string> {
  const id = newId();
  const input = { case: id, procedure: repair, about, fields: { what } };
  await here.must(here.worker, "case.open", input, day);
  return id;
}

/** What stands in each column, by its stage. */
function columns(found: CaseBoard): Record<string, string[]> {
  const [first] = found.boards;
  return Object.fromEntries(
    (first?.columns ?? []).map(({ stage, cards }) => [stage, cards.map(({ case: { id } }) => id)]),
  );
}

test("a case stands in the column of its stage, in both where it is at two, and lately in what has ended", async () => {
  const id = await openRepair("水龙头", "2021-03-01");
  assert.deepEqual(columns(await board(here.worker, "2021-03-01")), {
    look: [id],
    mend: [],
    price: [],
    check: [],
  });

  await here.must(here.worker, "case.move", { case: id, move: "begin" }, "2021-03-02");
  const both = await board(here.worker, "2021-03-02");
  assert.deepEqual(columns(both), { look: [], mend: [id], price: [id], check: [] });
  assert.equal(both.total, 1);
  // Who looks is told where it may go from there, and nothing where it is for others.
  const [mend, price] = ["mend", "price"].map(
    (stage) => both.boards[0]?.columns.find((column) => column.stage === stage)?.cards[0]?.at,
  );
  assert.deepEqual(
    mend?.moves.map((move) => [move.id, move.stages, move.ends]),
    [
      ["done", ["check"], false],
      ["give-up", [], true],
    ],
  );
  assert.deepEqual([price?.moves, price?.by.map(({ zh }) => zh)], [[], ["卫生中心"]]);

  await here.must(
    here.worker,
    "case.move",
    { case: id, stage: "mend", move: "give-up", fields: { why: "太旧" } },
    "2021-03-03",
  );
  const ended = await board(here.worker, "2021-03-09");
  assert.deepEqual([ended.total, ended.boards[0]?.ended?.rows.map((row) => row.id)], [0, [id]]);
  assert.deepEqual((await board(here.worker, "2021-03-12")).boards, []);
});

test("the board and the list are two looks at the same cases: whose, overdue, at which stage, and with which words", async () => {
  const lamp = await openRepair("楼道灯不亮", "2021-04-06");
  const lock = await openRepair("门锁坏了", "2021-04-06");
  await here.must(here.worker, "case.move", { case: lock, move: "begin" }, "2021-04-06");
  await here.must(here.worker, "case.move", { case: lock, stage: "mend", move: "done" }, "2021-04-06");
  const both = async (asked: Parameters<typeof caseBoard>[1], actor = here.worker, on = "2021-04-06") => {
    const { overdue, ...filter } = asked;
    const list = await here.look(actor, on, (reader) =>
      caseList(reader, { ...filter, show: overdue === true ? "overdue" : "open" }),
    );
    const cards = Object.values(columns(await board(actor, on, asked))).flat();
    assert.deepEqual([...new Set(cards)].toSorted(), list.rows.map(({ id }) => id).toSorted());
    return cards.toSorted();
  };
  assert.deepEqual(await both({ text: "灯" }), [lamp]);
  assert.deepEqual(await both({ text: "没有这样的" }), []);
  assert.deepEqual(await both({ stage: "price" }), [lock]);
  assert.deepEqual(await both({ mine: true }), [lamp]);
  // What waits for the health centre alone is not with the office.
  assert.deepEqual(await both({ office: true }), [lamp]);
  assert.deepEqual(await both({ office: true }, here.healthCentre), [lock]);
  assert.deepEqual(await both({ overdue: true }), []);
  assert.deepEqual(await both({ overdue: true, stage: "look" }, here.worker, "2021-04-20"), [lamp]);
});

test("of what ended so many are counted and no more; a reader's own are those that they have moved", async () => {
  const id = await openRepair("水管", "2021-05-06");
  await here.must(here.worker, "case.move", { case: id, move: "begin" }, "2021-05-06");
  await here.must(
    here.worker,
    "case.move",
    { case: id, stage: "mend", move: "give-up", fields: { why: "太旧" } },
    "2021-05-06",
  );
  const ended = (actor: Actor) =>
    here.look(actor, "2021-05-07", (reader) => caseList(reader, { show: "ended", mine: true }));
  assert.ok((await ended(here.worker)).rows.some((row) => row.id === id));
  assert.deepEqual((await ended(here.secretary)).rows, []);
  assert.equal((await ended(here.worker)).atLeast, false);
});

test("before a case is opened those are shown that may be the same: about the same, written alike, in the same building", async () => {
  const day = "2021-07-01";
  const enter = async (name: string, address: string) => {
    const id = newId();
    const facts = { area: "east", address, residence: "resident" };
    await here.must(here.secretary, "register.enter", { subject: id, kind: "person", name, facts }, day);
    return id;
  };
  const one = await enter("周一", "苏井路12号4栋2单元301");
  const neighbour = await enter("吴二", "苏井路12号4栋1单元502");
  const far = await enter("郑三", "苏井路80号1栋1单元101");
  const same = await openRepair("门铃不响", day, [one]);
  const near = await openRepair("屋顶漏水", day, [neighbour]);
  const alike = await openRepair("二楼走廊的灯泡坏了", day);
  await openRepair("水表慢", day, [far]);
  const found = await here.look(here.worker, day, (reader) =>
    casesAlike(reader, { procedure: repair, subject: one, text: "走廊灯泡坏了" }),
  );
  assert.deepEqual(
    found.map(({ case: { id }, by }) => [id, by]),
    [
      [same, ["subject"]],
      [alike, ["text"]],
      [near, ["building"]],
    ],
  );
  const later = await here.look(here.worker, "2021-08-20", (reader) =>
    casesAlike(reader, { procedure: repair, text: "走廊灯泡坏了" }),
  );
  assert.deepEqual(
    later.map(({ case: { id } }) => id),
    [alike],
    "it is still open",
  );
});
