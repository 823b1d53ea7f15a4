import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { recordRead } from "./record-read.ts";

const patient = subjectOf(1);
const state = stateOf({ subjects: [patient] });
const given = { subject: patient.id, kinds: ["check-in"] };

test("a reading stands in a part of the person's own, with the kinds of record that were read", () => {
  assert.deepEqual(decide(recordRead, given, state, ["health-centre"]), [
    {
      kind: "read-records",
      parts: [{ subject: patient.id, holder: patient.id, body: { kinds: ["check-in"] } }],
    },
  ]);
});

test("refused: nobody known, a kind of record that is none", () => {
  assert.deepEqual(refusal(decide(recordRead, { ...given, subject: idOf(404) }, state)), [
    "unknown-subject",
    "subject",
  ]);
  assert.deepEqual(refusal(decide(recordRead, { ...given, kinds: ["check-in", "never"] }, state)), [
    "unknown-kind",
    "kinds.1",
  ]);
  for (const kinds of [[], "check-in"]) assert.ok(isMalformed(recordRead, { ...given, kinds }));
});
