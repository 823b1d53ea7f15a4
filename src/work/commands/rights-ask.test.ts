import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { rightsAsk } from "./rights-ask.ts";

const person = subjectOf(1);
const state = stateOf({
  codesToLook: [
    { id: idOf(50), subject: person, ended: false },
    { id: idOf(51), subject: person, ended: true },
  ],
  requests: [{ id: idOf(60), subject: person, what: "erasure", answered: false }],
});
const given = { what: "correction", words: "出生日期写错了" };
const ask = (code: number, request = 61) =>
  decide(rightsAsk, { request: idOf(request), code: idOf(code), ...given }, state);

test("what is asked stands under the person's key, with the day by which it is answered", () => {
  const body = { request: idOf(61), ...given, due: "2021-04-09" };
  assert.deepEqual(ask(50), [
    { kind: "right-asked", parts: [{ subject: person.id, holder: person.id, body }] },
  ]);
});

test("no code, one that has ended, one request twice, and nothing said", () => {
  assert.deepEqual(refusal(ask(404)), ["unknown-code", "code"]);
  assert.deepEqual(refusal(ask(51)), ["unknown-code", "code"]);
  assert.deepEqual(refusal(ask(50, 60)), ["request-exists", "request"]);
  assert.ok(isMalformed(rightsAsk, { request: idOf(61), code: idOf(50), what: "correction", words: " " }));
});
