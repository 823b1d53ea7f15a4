import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, me, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { recordStrike } from "./record-strike.ts";

const elder = subjectOf(1);
const room = subjectOf(2, "place");
const record = (number: number, more: object = {}) => ({
  id: idOf(number),
  kind: "visit",
  by: me,
  about: [elder, room],
  struck: false,
  ...more,
});
const state = stateOf({
  records: [record(50), record(51, { struck: true }), record(52, { by: idOf(9) }), record(53, { about: [] })],
});
const strike = (number: number, roles?: string[]) =>
  decide(recordStrike, { record: idOf(number), reason: " 记错了人 " }, state, roles);

test("striking is told about each of those the record was about", () => {
  const body = { record: idOf(50), reason: "记错了人" };
  assert.deepEqual(strike(50), [
    {
      kind: "record-struck",
      parts: [
        { subject: elder.id, holder: elder.id, body },
        { subject: room.id, holder: null, body },
      ],
    },
  ]);
});

test("a record whose subjects are all gone can still be struck", () => {
  assert.deepEqual(strike(53), [
    {
      kind: "record-struck",
      parts: [{ subject: null, holder: null, body: { record: idOf(53), reason: "记错了人" } }],
    },
  ]);
});

test("what is not there, struck already, or somebody else's is refused", () => {
  assert.deepEqual(refusal(strike(404)), ["unknown-record", "record"]);
  assert.deepEqual(refusal(strike(51)), ["already-struck", "record"]);
  assert.deepEqual(refusal(strike(52)), ["not-your-record", "record"]);
  assert.deepEqual(refusal(strike(52, ["health-centre"])), ["not-your-record", "record"]);
});

test("the secretary strikes what others made", () =>
  assert.equal(refusal(strike(52, ["secretary"])), undefined));

test("a reason has to be given", () => {
  for (const reason of [undefined, "", "   ", "长".repeat(501)])
    assert.ok(isMalformed(recordStrike, { record: idOf(50), reason }));
  assert.deepEqual(recordStrike.needs({ record: idOf(50), reason: "x" }), { records: [idOf(50)] });
});
