import assert from "node:assert/strict";
import { test } from "node:test";
import { dutyExcuse } from "./duty-excuse.ts";
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
  reason: "住院",
  until: "2021-04-01",
};
const refused = (changed: object, roles?: string[]) =>
  refusal(decide(dutyExcuse, { ...given, ...changed }, state, roles));

test("an excuse is a record of today that holds until a day", () => {
  const fields = { reason: "住院", until: "2021-04-01", promise: "small/weekly" };
  assert.deepEqual(decide(dutyExcuse, given, state), [
    {
      kind: "record-made",
      parts: [
        {
          subject: elder.id,
          holder: elder.id,
          body: { record: idOf(51), kind: "excuse", on: today, fields },
        },
      ],
    },
  ]);
});

test("without a promise it holds for all that is owed to the subject", () => {
  const whole = decide(dutyExcuse, { ...given, promise: undefined }, state);
  assert.ok(Array.isArray(whole));
  assert.deepEqual(whole[0]?.parts[0]?.body["fields"], { reason: "住院", until: "2021-04-01" });
});

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
  assert.deepEqual(dutyExcuse.needs(given), { subjects: [elder.id], records: [given.record] });
  for (const changed of [{ reason: " " }, { until: "soon" }, { until: undefined }, { subject: "甲" }])
    assert.ok(isMalformed(dutyExcuse, { ...given, ...changed }));
});
