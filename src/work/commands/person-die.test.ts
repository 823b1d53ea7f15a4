import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, homeOf, idOf, personOf, refusal, saidBy, stateOf } from "./for-tests.ts";
import { personDie } from "./person-die.ts";

const home = homeOf(10, [1, 2]);
const state = stateOf({
  homes: [home],
  people: [
    personOf(3, null),
    personOf(4, null, { residence: "deceased" }),
    personOf(5, null, { merged: true }),
  ],
});
const on = "2021-03-01";
const die = (person: number, more: object = {}) =>
  decide(personDie, { person: idOf(person), on, ...more }, state);
const refused = (person: number, more: object = {}) => refusal(die(person, more));
const part = (number: number, body: object) => ({ subject: idOf(number), holder: idOf(number), body });

test("who has died lives in no household, and another heads it", () => {
  assert.deepEqual(die(1, { newHead: idOf(2) }), [
    {
      kind: "person-died",
      parts: [
        part(1, {
          kind: "person",
          from: on,
          stay: { household: null, head: false },
          facts: { residence: "deceased" },
        }),
        part(10, { kind: "household", from: on, name: "甲2户", facts: {} }),
        part(2, {
          kind: "person",
          from: on,
          stay: { household: home.id, head: true },
          facts: { relation: "户主" },
        }),
      ],
    },
  ]);
});

test("who lived in no household just dies; who was alone in one leaves it empty", () => {
  assert.deepEqual(die(3), [
    { kind: "person-died", parts: [part(3, { kind: "person", from: on, facts: { residence: "deceased" } })] },
  ]);
  const alone = stateOf({ homes: [homeOf(10, [1])] });
  const left = saidBy(decide(personDie, { person: idOf(1) }, alone), 1);
  assert.deepEqual(left, {
    kind: "household",
    from: "2021-03-10",
    facts: { residence: "moved" },
  });
});

test("a head does not die without a new head, nor anybody twice, unknown, or on a day that cannot be", () => {
  assert.deepEqual(refused(1), ["new-head-needed", "newHead"]);
  assert.deepEqual(refused(1, { newHead: idOf(3) }), ["head-not-staying", "newHead"]);
  assert.deepEqual(refused(4), ["already-deceased", "person"]);
  assert.deepEqual(refused(5), ["merged-away", "person"]);
  assert.deepEqual(refused(404), ["unknown-person", "person"]);
  assert.deepEqual(refused(2, { on: "2021-03-11" }), ["day-to-come", "on"]);
  assert.deepEqual(refused(2, { on: "2020-12-31" }), ["before-since", "on"]);
});
