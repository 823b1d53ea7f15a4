import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { rightsAnswer } from "./rights-answer.ts";

const person = subjectOf(1);
const state = stateOf({
  requests: [
    { id: idOf(60), subject: person, what: "correction", answered: false },
    { id: idOf(61), subject: person, what: "erasure", answered: false },
    { id: idOf(62), subject: person, what: "correction", answered: true },
  ],
});
const said = { outcome: "granted", article: "", reason: "已按户口簿更正" };
const answer = (request: number, more: object = {}) =>
  decide(rightsAnswer, { request: idOf(request), ...said, ...more }, state, ["secretary"]);

test("the answer stands under the person's own key", () => {
  const part = { subject: person.id, holder: person.id, body: { request: idOf(60), ...said } };
  assert.deepEqual(answer(60), [{ kind: "right-answered", parts: [part] }]);
});

test("no such request, one answered, a refusal without its article, and an erasure said and not done", () => {
  assert.deepEqual(refusal(answer(404)), ["unknown-request", "request"]);
  assert.deepEqual(refusal(answer(62)), ["answered", "request"]);
  assert.deepEqual(refusal(answer(60, { outcome: "refused" })), ["no-article", "article"]);
  assert.deepEqual(refusal(answer(61)), ["not-erased", "outcome"]);
  assert.equal(refusal(answer(61, { outcome: "refused", article: "第四十七条" })), undefined);
});
