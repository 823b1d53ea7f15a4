import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { rightsOpen } from "./rights-open.ts";

const person = subjectOf(1);
const state = stateOf({
  codesToLook: [
    { id: idOf(50), subject: person, ended: false },
    { id: idOf(51), subject: person, ended: true },
  ],
});
const open = (code: number, copy?: boolean) => decide(rightsOpen, { code: idOf(code), copy }, state);

test("that somebody looked, or took a copy, is an entry about them", () => {
  const part = (copy: boolean) => ({ subject: person.id, holder: person.id, body: { code: idOf(50), copy } });
  assert.deepEqual(open(50), [{ kind: "rights-opened", parts: [part(false)] }]);
  assert.deepEqual(open(50, true), [{ kind: "rights-opened", parts: [part(true)] }]);
});

test("nothing opens by a code that is not known, or ended", () => {
  assert.deepEqual(refusal(open(404)), ["unknown-code", "code"]);
  assert.deepEqual(refusal(open(51)), ["unknown-code", "code"]);
});
