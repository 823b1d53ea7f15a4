import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, homeOf, idOf, isMalformed, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { householdSplit } from "./household-split.ts";

const home = homeOf(10, [1, 2, 3, 4]);
const state = stateOf({
  homes: [home],
  subjects: [subjectOf(20, "household")],
  byCode: [["household/H-1", { ...subjectOf(99, "household"), facts: {} }]],
});
const given = {
  household: home.id,
  on: "2021-03-01",
  members: [idOf(3), idOf(4)],
  head: idOf(4),
  into: idOf(21),
  enter: { facts: { address: "南巷1号" } },
  relations: { [idOf(3)]: "子" },
};
const split = (changed: object = {}) => decide(householdSplit, { ...given, ...changed }, state);
const refused = (changed: object) => refusal(split(changed));
const part = (number: number, body: object) => ({ subject: idOf(number), holder: idOf(number), body });

test("some become a household of their own, at its address and with its head; the others stay as they were", () => {
  assert.deepEqual(split(), [
    {
      kind: "subject-entered",
      parts: [
        part(21, {
          kind: "household",
          household: null,
          import: null,
          name: "甲4户",
          code: null,
          since: "2021-03-01",
          facts: { area: "east", address: "南巷1号" },
        }),
      ],
    },
    {
      kind: "household-split",
      parts: [
        part(3, {
          kind: "person",
          from: "2021-03-01",
          stay: { household: idOf(21), head: false },
          facts: { address: "南巷1号", relation: "子" },
        }),
        part(4, {
          kind: "person",
          from: "2021-03-01",
          stay: { household: idOf(21), head: true },
          facts: { address: "南巷1号", relation: "户主" },
        }),
        part(10, { kind: "household", from: "2021-03-01", facts: {} }),
      ],
    },
  ]);
});

test("if the head is among those who leave, somebody who stays heads the rest", () => {
  const leaving = { members: [idOf(1), idOf(2)], head: idOf(2) };
  assert.deepEqual(refused(leaving), ["new-head-needed", "newHead"]);
  assert.deepEqual(refused({ ...leaving, newHead: idOf(2) }), ["head-not-staying", "newHead"]);
  assert.equal(refused({ ...leaving, newHead: idOf(3) }), undefined);
});

test("of those who live there, not all of them, and with a head among them", () => {
  assert.deepEqual(refused({ household: idOf(404) }), ["unknown-household", "household"]);
  assert.deepEqual(refused({ members: [idOf(3), idOf(7)] }), ["not-a-member", "members.1"]);
  assert.deepEqual(refused({ members: [1, 2, 3, 4].map(idOf) }), ["nobody-stays", "members"]);
  assert.deepEqual(refused({ head: idOf(1) }), ["head-not-going", "head"]);
});

test("into a household that is new, on a day that can be", () => {
  assert.deepEqual(refused({ into: idOf(20) }), ["subject-exists", "household"]);
  assert.deepEqual(refused({ enter: { code: "H-1" } }), ["code-taken", "enter.code"]);
  assert.deepEqual(refused({ enter: { facts: { height: 1 } } }), ["unknown-fact", "enter.facts.height"]);
  assert.deepEqual(refused({ on: "2021-03-11" }), ["day-to-come", "on"]);
  assert.deepEqual(refused({ on: "2020-12-31" }), ["before-since", "on"]);
  assert.ok(isMalformed(householdSplit, { ...given, members: [] }));
});
