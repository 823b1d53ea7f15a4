import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, homeOf, idOf, personOf, refusal, saidBy, stateOf } from "./for-tests.ts";
import { householdMerge } from "./household-merge.ts";

const home = homeOf(10, [1]);
const other = homeOf(11, [2, 3], { address: "西街8号" });
const empty = homeOf(12, [], { closed: true });
const state = stateOf({ homes: [home, other, empty] });
const given = { household: home.id, other: other.id, on: "2021-03-01", relations: { [idOf(2)]: "妻" } };
const merge = (changed: object = {}, has = state) => decide(householdMerge, { ...given, ...changed }, has);
const refused = (changed: object, has = state) => refusal(merge(changed, has));
const part = (number: number, body: object) => ({ subject: idOf(number), holder: idOf(number), body });

test("all of the other live in the one, where it is, and the other is given up", () => {
  const at = { area: "east", address: "东街3号" };
  const stay = { household: home.id, head: false };
  const from = "2021-03-01";
  assert.deepEqual(merge(), [
    {
      kind: "households-merged",
      parts: [
        part(2, { kind: "person", from, stay, facts: { ...at, relation: "妻" } }),
        part(3, { kind: "person", from, stay, facts: { ...at, relation: null } }),
        part(10, { kind: "household", from, facts: {} }),
        part(11, { kind: "household", from, facts: { residence: "moved" } }),
      ],
    },
  ]);
});

test("into an empty household the head comes along, and it is lived in again", () => {
  const merged = merge({ household: empty.id });
  assert.deepEqual(
    [0, 1, 2, 3].map((part) => saidBy(merged, part)["stay"] ?? saidBy(merged, part)["facts"]),
    [
      { household: empty.id, head: true },
      { household: empty.id, head: false },
      { residence: "resident" },
      { residence: "moved" },
    ],
  );
});

test("two that are there, and two, the other with people in it, on a day that can be", () => {
  assert.deepEqual(refused({ household: idOf(404) }), ["unknown-household", "household"]);
  assert.deepEqual(refused({ other: idOf(404) }), ["unknown-household", "other"]);
  assert.deepEqual(refused({ other: home.id }), ["same-household", "other"]);
  assert.deepEqual(refused({ other: empty.id }), ["nobody-there", "other"]);
  assert.deepEqual(refused({ on: "2021-03-11" }), ["day-to-come", "on"]);
  assert.deepEqual(refused({ on: "2020-12-31" }), ["before-since", "on"]);
  const lately = homeOf(11, [], { members: [personOf(2, other.id, { moved: "2021-03-05" })] });
  assert.deepEqual(refused({}, stateOf({ homes: [home, lately] })), ["before-last-move", "on"]);
});
