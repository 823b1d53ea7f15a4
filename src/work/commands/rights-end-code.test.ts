import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { rightsEndCode } from "./rights-end-code.ts";

const person = subjectOf(1);
const state = stateOf({
  codesToLook: [
    { id: idOf(50), subject: person, ended: false },
    { id: idOf(51), subject: person, ended: true },
  ],
});
const end = (code: number) => decide(rightsEndCode, { code: idOf(code) }, state);

test("a code ends in a part about whose it was", () => {
  const part = { subject: person.id, holder: person.id, body: { code: idOf(50) } };
  assert.deepEqual(end(50), [{ kind: "rights-code-ended", parts: [part] }]);
});

test("none known, and one that has ended", () => {
  assert.deepEqual(refusal(end(404)), ["unknown-code", "code"]);
  assert.deepEqual(refusal(end(51)), ["code-ended", "code"]);
});
