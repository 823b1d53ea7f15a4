import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, refusal, saidBy, staffOf, stateOf } from "./for-tests.ts";
import { leaveEnd } from "./leave-end.ts";

const awayFrom = (from: string, until: string) =>
  stateOf({ staff: [staffOf(1, [{}], { leaves: [{ id: idOf(80), from, until, standIns: [] }] })] });
const back = (on: string, state = awayFrom("2021-03-08", "2021-03-20")) =>
  decide(leaveEnd, { leave: idOf(80), back: on }, state);

test("whoever is back has their posts to themselves from that day; before it begins it is cancelled", () => {
  const said = { leave: idOf(80), account: idOf(1), name: "职员1", until: "2021-03-09" };
  assert.deepEqual(saidBy(back("2021-03-10"), 0), said);
  assert.equal(saidBy(back("2021-03-10", awayFrom("2021-03-15", "2021-03-20")), 0)["until"], "2021-03-14");
});

test("not what is over or unknown, and on a day between today and its last", () => {
  assert.deepEqual(refusal(back("2021-03-10", stateOf({}))), ["unknown-leave", "leave"]);
  assert.deepEqual(refusal(back("2021-03-10", awayFrom("2021-03-01", "2021-03-09"))), [
    "over-already",
    "leave",
  ]);
  assert.deepEqual(refusal(back("2021-03-10", awayFrom("2021-03-20", "2021-03-19"))), [
    "over-already",
    "leave",
  ]);
  assert.deepEqual(refusal(back("2021-03-09")), ["wrong-day-back", "back"]);
  assert.deepEqual(refusal(back("2021-03-21")), ["wrong-day-back", "back"]);
});
