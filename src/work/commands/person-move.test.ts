import assert from "node:assert/strict";
import { test } from "node:test";
import {
  decide,
  saidBy,
  homeOf,
  idOf,
  isMalformed,
  personOf,
  refusal,
  stateOf,
  subjectOf,
} from "./for-tests.ts";
import { personMove } from "./person-move.ts";

const home = homeOf(10, [1, 2, 3]);
const other = homeOf(11, [4], { address: "西街8号" });
const empty = homeOf(12, [], { closed: true, address: null, area: null });
const gone = personOf(6, null, { residence: "moved" });
const dead = personOf(7, null, { residence: "deceased" });
const twin = personOf(8, null, { merged: true });
const state = stateOf({
  homes: [home, other, empty],
  people: [gone, dead, twin],
  byCode: [["household/H-1", { ...subjectOf(99, "household"), facts: {} }]],
});
const on = "2021-03-01";
const move = (person: number, household: string | null, more: object = {}) =>
  decide(personMove, { person: idOf(person), household, on, ...more }, state);
const refused = (person: number, household: string | null, more: object = {}) =>
  refusal(move(person, household, more));
const part = (number: number, body: object) => ({ subject: idOf(number), holder: idOf(number), body });

test("somebody lives in another household from a day on, where that household is; who stays behind stays", () => {
  assert.deepEqual(move(2, other.id), [
    {
      kind: "person-moved",
      parts: [
        part(2, {
          kind: "person",
          from: on,
          stay: { household: other.id, head: false },
          facts: { relation: null, area: "east", address: "西街8号" },
        }),
        part(10, { kind: "household", from: on, facts: {} }),
        part(11, { kind: "household", from: on, facts: {} }),
      ],
    },
  ]);
});

test("into a household of their own, which is entered with them and bears their name", () => {
  const both = move(3, idOf(20), { enter: { facts: { address: "南巷1号" } } });
  const [entered, moved] = [saidBy(both, 0), saidBy(both, 0, 1)];
  assert.equal(entered["name"], "甲3户");
  assert.equal(entered["since"], on);
  assert.deepEqual(moved["stay"], { household: idOf(20), head: true });
  assert.deepEqual(moved["facts"], { relation: "户主", address: "南巷1号" });
});

test("who leaves is moved; who comes back is a resident again, and an empty household is lived in again", () => {
  const left = saidBy(move(3, null), 0);
  assert.deepEqual(left["facts"], { residence: "moved", relation: null });
  const back = move(6, empty.id, { facts: { residence: "migrant" } });
  assert.deepEqual(saidBy(back, 0)["facts"], { residence: "migrant", relation: "户主" });
  assert.deepEqual(saidBy(back, 0)["stay"], { household: empty.id, head: true });
  assert.deepEqual(saidBy(back, 1)["facts"], { residence: "resident" });
});

test("the last one to leave gives the household up", () => {
  const home = saidBy(move(4, null), 1);
  assert.deepEqual(home["facts"], { residence: "moved" });
});

test("a head leaves only with a new one among those who stay, after whom the household is called", () => {
  assert.deepEqual(refused(1, other.id), ["new-head-needed", "newHead"]);
  assert.deepEqual(refused(1, other.id, { newHead: idOf(4) }), ["head-not-staying", "newHead"]);
  const [moved] = move(1, null, { newHead: idOf(2), relations: { [idOf(3)]: "子" } }) as {
    parts: unknown[];
  }[];
  assert.deepEqual(moved?.parts.slice(1), [
    part(10, { kind: "household", from: on, name: "甲2户", facts: {} }),
    part(2, {
      kind: "person",
      from: on,
      stay: { household: home.id, head: true },
      facts: { relation: "户主" },
    }),
    part(3, { kind: "person", from: on, facts: { relation: "子" } }),
  ]);
});

test("nobody unknown, merged or dead moves; nor where they are already, nor where nothing is", () => {
  assert.deepEqual(refused(404, null), ["unknown-person", "person"]);
  assert.deepEqual(refused(8, null), ["merged-away", "person"]);
  assert.deepEqual(refused(7, null), ["already-deceased", "person"]);
  assert.deepEqual(refused(2, home.id), ["same-household", "household"]);
  assert.deepEqual(refused(2, idOf(404)), ["unknown-household", "household"]);
});

test("the day is neither to come, nor before they were entered or last moved", () => {
  assert.deepEqual(refused(2, other.id, { on: "2021-03-11" }), ["day-to-come", "on"]);
  assert.deepEqual(refused(2, other.id, { on: "2020-12-31" }), ["before-since", "on"]);
  const late = stateOf({ homes: [other], people: [personOf(5, null, { moved: "2021-03-05" })] });
  assert.deepEqual(refusal(decide(personMove, { person: idOf(5), household: other.id, on }, late)), [
    "before-last-move",
    "on",
  ]);
});

test("a new household is new, its code its own, its facts and theirs what the standards declare", () => {
  assert.deepEqual(refused(3, other.id, { enter: {} }), ["subject-exists", "household"]);
  assert.deepEqual(refused(3, idOf(20), { enter: { code: "H-1" } }), ["code-taken", "enter.code"]);
  assert.deepEqual(refused(3, idOf(20), { enter: { facts: { area: "west" } } }), [
    "unknown-area",
    "enter.facts.area",
  ]);
  assert.deepEqual(refused(3, other.id, { facts: { height: 3 } }), ["unknown-fact", "facts.height"]);
  assert.ok(isMalformed(personMove, { person: idOf(1) }));
});
