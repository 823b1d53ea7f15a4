import assert from "node:assert/strict";
import { test } from "node:test";
import { dutyDecline } from "./duty-decline.ts";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf, today } from "./for-tests.ts";

const elder = subjectOf(1);
const state = stateOf({
  subjects: [elder, subjectOf(3, "place")],
  records: [{ id: idOf(50), kind: "visit", by: idOf(9), about: [elder], struck: false }],
});
const given = {
  record: idOf(51),
  subject: elder.id,
  promise: "small/weekly",
  reason: "不要打电话",
  until: "2021-04-01",
};
const refused = (changed: object, roles?: string[]) =>
  refusal(decide(dutyDecline, { ...given, ...changed }, state, roles));

test("a decline is the person's own word, kept as a record of today until a day", () => {
  const fields = { reason: "不要打电话", until: "2021-04-01", promise: "small/weekly" };
  assert.deepEqual(decide(dutyDecline, given, state), [
    {
      kind: "record-made",
      parts: [
        {
          subject: elder.id,
          holder: elder.id,
          body: { record: idOf(51), kind: "decline", on: today, fields },
        },
      ],
    },
  ]);
});

test("one declines something, never everything at once", () =>
  assert.ok(isMalformed(dutyDecline, { ...given, promise: undefined })));

test("a guarded promise is known to those who act on it; to others it is not there", () => {
  assert.deepEqual(refused({ promise: "small/care" }), ["unknown-promise", "promise"]);
  assert.equal(refused({ promise: "small/care" }, ["health-centre"]), undefined);
});

test("somebody unknown, a promise not made to them, a record made already, a day gone by: refused", () => {
  assert.deepEqual(refused({ subject: idOf(404) }), ["unknown-subject", "subject"]);
  assert.deepEqual(refused({ promise: "small/never" }), ["unknown-promise", "promise"]);
  assert.deepEqual(refused({ promise: "small/open" }), ["unknown-promise", "promise"]);
  assert.deepEqual(refused({ record: idOf(50) }), ["record-exists", "record"]);
  assert.deepEqual(refused({ until: "2021-03-09" }), ["until-past", "until"]);
  assert.equal(refused({ until: today }), undefined);
});

test("what is needed is loaded; what cannot be read is not decided on", () => {
  assert.deepEqual(dutyDecline.needs(given), { subjects: [elder.id], records: [given.record] });
  for (const changed of [{ reason: "" }, { until: "2021-13-01" }, { until: undefined }, { subject: "甲" }])
    assert.ok(isMalformed(dutyDecline, { ...given, ...changed }));
});
