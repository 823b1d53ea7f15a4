import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf, today } from "./for-tests.ts";
import { registerChange } from "./register-change.ts";

const elder = subjectOf(1, "person", "2021-01-15");
const state = stateOf({ subjects: [elder] });
const given = { subject: elder.id, fact: "livesAlone", value: true, from: "2021-02-01" };
const refused = (changed: object) => refusal(decide(registerChange, { ...given, ...changed }, state));

test("a fact takes another value from a day on; without a day, from today", () => {
  const entry = (from: string, value: unknown) => [
    {
      kind: "facts-changed",
      parts: [
        { subject: elder.id, holder: elder.id, body: { kind: "person", from, facts: { livesAlone: value } } },
      ],
    },
  ];
  assert.deepEqual(decide(registerChange, given, state), entry("2021-02-01", true));
  assert.deepEqual(
    decide(registerChange, { ...given, from: undefined, value: null }, state),
    entry(today, null),
  );
});

test("it is a known fact of somebody known, of its type; the answer says at which input", () => {
  assert.deepEqual(refused({ subject: idOf(404) }), ["unknown-subject", "subject"]);
  assert.deepEqual(refused({ fact: "boss" }), ["unknown-fact", "fact"]);
  assert.deepEqual(refused({ value: "perhaps" }), ["wrong-value", "value"]);
  assert.deepEqual(refused({ fact: "area", value: "west" }), ["unknown-area", "value"]);
});

test("neither a day to come nor one before the register knew them", () => {
  assert.deepEqual(refused({ from: "2021-03-11" }), ["day-to-come", "from"]);
  assert.deepEqual(refused({ from: "2021-01-14" }), ["before-since", "from"]);
  assert.equal(refused({ from: "2021-01-15" }), undefined);
  assert.equal(refused({ from: today }), undefined);
});

test("what is needed is loaded; what cannot be read is not decided on", () => {
  assert.deepEqual(registerChange.needs({ ...given, from: undefined }), { subjects: [elder.id] });
  for (const changed of [{ value: undefined }, { value: { a: 1 } }, { from: "yesterday" }, { subject: null }])
    assert.ok(isMalformed(registerChange, { ...given, ...changed }), JSON.stringify(changed));
});
