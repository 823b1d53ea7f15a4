import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { personEraseRefuse } from "./person-erase-refuse.ts";

const person = subjectOf(1);
const state = stateOf({ subjects: [person, subjectOf(2, "unit")] });
const answer = { article: "社会救助暂行办法第十条", reason: "低保档案保存期未满" };
const refuse = (number: number) =>
  decide(personEraseRefuse, { person: idOf(number), ...answer }, state, ["secretary"]);

test("the answer stands under the person's own key, with its article and reason", () => {
  assert.deepEqual(refuse(1), [
    { kind: "erasure-refused", parts: [{ subject: person.id, holder: person.id, body: answer }] },
  ]);
});

test("nobody known, no person, and no reason", () => {
  assert.deepEqual(refusal(refuse(404)), ["unknown-person", "person"]);
  assert.deepEqual(refusal(refuse(2)), ["unknown-person", "person"]);
  assert.ok(isMalformed(personEraseRefuse, { person: person.id, article: "x", reason: " " }));
});
