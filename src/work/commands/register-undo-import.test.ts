import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { registerUndoImport } from "./register-undo-import.ts";

const touched = Array.from({ length: 6 }, (_, number) => subjectOf(number));
const state = stateOf({
  imports: [
    { id: idOf(70), kind: "person", parts: [1], undone: false, touchedSince: [], casesSince: 0 },
    { id: idOf(71), kind: "person", parts: [1], undone: true, touchedSince: [], casesSince: 0 },
    { id: idOf(73), kind: "case", parts: [1], undone: false, touchedSince: [], casesSince: 3 },
    { id: idOf(72), kind: "person", parts: [1], undone: false, touchedSince: touched, casesSince: 0 },
  ],
});
const undo = (number: number) =>
  decide(registerUndoImport, { import: idOf(number), reason: "导错了表" }, state, ["secretary"]);

test("an import is taken back whole, with a reason", () => {
  assert.deepEqual(undo(70), [
    {
      kind: "import-undone",
      parts: [{ subject: null, holder: null, body: { import: idOf(70), reason: "导错了表" } }],
    },
  ]);
});

test("not one that is not there, nor one taken back already", () => {
  assert.deepEqual(refusal(undo(404)), ["unknown-import", "import"]);
  assert.deepEqual(refusal(undo(71)), ["already-undone", "import"]);
});

test("not where something was recorded since: the answer names some of them and how many there are", () => {
  const decision = undo(72);
  assert.deepEqual(refusal(decision), ["touched-since", "import"]);
  assert.ok("refused" in decision);
  for (const language of ["zh", "en"] as const) {
    const say = decision.refused.say[language] ?? "";
    assert.match(say, /6/);
    assert.match(say, /甲0.*甲4/);
    assert.doesNotMatch(say, /甲5/);
  }
});

test("nor where its cases have gone on since", () => {
  assert.deepEqual(refusal(undo(73)), ["cases-went-on", "import"]);
});

test("only the secretary may, and says why", () => {
  assert.equal(registerUndoImport.may, "secretary");
  assert.deepEqual(registerUndoImport.needs({ import: idOf(70), reason: "x" }), {
    imports: [idOf(70)],
    touchedSince: true,
  });
  assert.ok(isMalformed(registerUndoImport, { import: idOf(70), reason: "" }));
});
