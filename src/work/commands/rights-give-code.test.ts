import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { rightsGiveCode } from "./rights-give-code.ts";

const person = subjectOf(1);
const digest = "ab".repeat(32);
const state = stateOf({
  subjects: [person, subjectOf(2, "household"), { ...subjectOf(3), merged: true }],
  codesToLook: [{ id: idOf(50), subject: person, ended: false }],
});
const give = (number: number, code = 51, more: object = {}) =>
  decide(rightsGiveCode, { code: idOf(code), person: idOf(number), digest, ...more }, state);

test("a code opens for thirty days, unless it is given for fewer or more", () => {
  const part = (until: string) => ({
    subject: person.id,
    holder: person.id,
    body: { code: idOf(51), digest, until },
  });
  assert.deepEqual(give(1), [{ kind: "rights-code-given", parts: [part("2021-04-09")] }]);
  assert.deepEqual(give(1, 51, { days: 7 }), [{ kind: "rights-code-given", parts: [part("2021-03-17")] }]);
});

test("nobody known, a household, an entry merged away, one given before, and what is no digest", () => {
  assert.deepEqual(refusal(give(404)), ["unknown-person", "person"]);
  assert.deepEqual(refusal(give(2)), ["unknown-person", "person"]);
  assert.deepEqual(refusal(give(3)), ["merged-away", "person"]);
  assert.deepEqual(refusal(give(1, 50)), ["code-exists", "code"]);
  assert.ok(isMalformed(rightsGiveCode, { code: idOf(51), person: person.id, digest: "x" }));
  assert.ok(isMalformed(rightsGiveCode, { code: idOf(51), person: person.id, digest, days: 91 }));
});
