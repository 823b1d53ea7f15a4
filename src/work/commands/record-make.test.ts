import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf, testRules } from "./for-tests.ts";
import { mayRecord, recordMake } from "./record-make.ts";

const elder = subjectOf(1);
const other = subjectOf(2, "household");
const room = subjectOf(3, "place");
const state = stateOf({
  subjects: [elder, other, room],
  records: [{ id: idOf(50), kind: "visit", by: idOf(9), about: [elder], struck: false }],
});
const visit = {
  record: idOf(51),
  kind: "visit",
  about: [elder.id, other.id],
  on: "2021-03-09",
  fields: { summary: "都好", mood: "good" },
};
const refused = (changed: object, roles?: string[]) =>
  refusal(decide(recordMake, { ...visit, ...changed }, state, roles));

test("one visit to several is one entry with a part for each, sealed under each one's own key", () => {
  const body = { record: visit.record, kind: "visit", on: "2021-03-09", fields: visit.fields };
  assert.deepEqual(decide(recordMake, visit, state), [
    {
      kind: "record-made",
      parts: [
        { subject: elder.id, holder: elder.id, body },
        { subject: other.id, holder: other.id, body },
      ],
    },
  ]);
});

test("somebody named twice is visited once; a place is public and needs no key", () => {
  const twice = decide(recordMake, { ...visit, about: [elder.id, elder.id] }, state);
  assert.ok(Array.isArray(twice) && twice[0]?.parts.length === 1);
  const opened = decide(
    recordMake,
    { record: idOf(52), kind: "opening", about: [room.id], on: "2021-03-10" },
    state,
  );
  assert.deepEqual(opened, [
    {
      kind: "record-made",
      parts: [
        {
          subject: room.id,
          holder: null,
          body: { record: idOf(52), kind: "opening", on: "2021-03-10", fields: {} },
        },
      ],
    },
  ]);
});

test("a record of a kind that is not there, or that other commands make, is refused", () => {
  assert.deepEqual(refused({ kind: "audit" }), ["unknown-record-kind", "kind"]);
  assert.deepEqual(refused({ kind: "excuse" }), ["unknown-record-kind", "kind"]);
  assert.deepEqual(refused({ kind: "decline" }), ["unknown-record-kind", "kind"]);
});

test("the same record is made once", () =>
  assert.deepEqual(refused({ record: idOf(50) }), ["record-exists", "record"]));

test("what is still to come, or came before somebody was in the register, cannot be recorded", () => {
  assert.deepEqual(refused({ on: "2021-03-11" }), ["day-to-come", "on"]);
  assert.deepEqual(refused({ on: "2020-12-31" }), ["before-since", "on"]);
  assert.equal(refused({ on: "2021-03-10" }), undefined);
  assert.equal(refused({ on: "2021-01-01" }), undefined);
});

test("fields are those of the kind, of their types, and what is required is there", () => {
  assert.deepEqual(refused({ fields: { summary: "好", weather: "晴" } }), [
    "unknown-field",
    "fields.weather",
  ]);
  assert.deepEqual(refused({ fields: { summary: "好", mood: "splendid" } }), ["wrong-value", "fields.mood"]);
  assert.deepEqual(refused({ fields: { summary: 3 } }), ["wrong-value", "fields.summary"]);
  for (const fields of [{}, { summary: "" }, { summary: null }])
    assert.deepEqual(refused({ fields }), ["field-needed", "fields.summary"]);
});

test("it is about somebody known, of a kind that it can be about; the answer says which of them", () => {
  assert.deepEqual(refused({ about: [elder.id, idOf(404)] }), ["unknown-subject", "about.1"]);
  assert.deepEqual(refused({ about: [elder.id, room.id] }), ["wrong-kind-of-subject", "about.1"]);
});

test("an outside body records what keeps a promise of its own, and nothing else", () => {
  assert.deepEqual(refused({}, ["health-centre"]), ["not-your-record", "kind"]);
  assert.equal(
    refusal(
      decide(recordMake, { ...visit, kind: "check-in", about: [elder.id], fields: {} }, state, [
        "health-centre",
      ]),
    ),
    undefined,
  );
  assert.equal(mayRecord(testRules, ["health-centre"], "check-in"), true);
  assert.equal(mayRecord(testRules, ["health-centre"], "visit"), false);
  assert.equal(mayRecord(testRules, ["health-centre", "worker"], "visit"), true);
  assert.equal(mayRecord(testRules, [], "visit"), false);
  assert.equal(mayRecord(testRules, ["nobody"], "visit"), false);
});

test("what is needed is loaded; what cannot be read is not decided on", () => {
  assert.deepEqual(recordMake.needs({ ...visit, on: "2021-03-09" }), {
    subjects: visit.about,
    records: [visit.record],
  });
  for (const changed of [
    { about: [] },
    { on: "2021-02-30" },
    { on: "3月9日" },
    { record: "1" },
    { about: ["甲"] },
    { fields: { summary: { a: 1 } } },
  ])
    assert.ok(isMalformed(recordMake, { ...visit, ...changed }), JSON.stringify(changed));
});
