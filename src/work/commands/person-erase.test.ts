import assert from "node:assert/strict";
import { test } from "node:test";
import { officeKey } from "../command.ts";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { personErase } from "./person-erase.ts";

const person = subjectOf(1);
const left = { subject: person.id, holder: officeKey, body: { kind: "person" } };
const erase = (number: number, openCases = 0) =>
  decide(
    personErase,
    { person: idOf(number), ground: "not-needed" },
    {
      ...stateOf({
        subjects: [person, subjectOf(2, "household"), { ...subjectOf(3), merged: true }],
      }),
      erasing: { openCases, parts: [left] },
    },
    ["secretary"],
  );

test("what stays of somebody is kept under the office's key, with the ground", () => {
  const ground = { subject: null, holder: null, body: { ground: "not-needed" } };
  assert.deepEqual(erase(1), [{ kind: "person-erased", parts: [ground, left] }]);
});

test("nobody known, a household, an entry merged away, and somebody with a case still open", () => {
  assert.deepEqual(refusal(erase(404)), ["unknown-person", "person"]);
  assert.deepEqual(refusal(erase(2)), ["not-a-person", "person"]);
  assert.deepEqual(refusal(erase(3)), ["merged-away", "person"]);
  assert.deepEqual(refusal(erase(1, 2)), ["open-case", "person"]);
  assert.ok(isMalformed(personErase, { person: idOf(1), ground: "because" }));
});
