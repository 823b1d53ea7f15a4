import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { registerUnmerge } from "./register-unmerge.ts";

const made = { survivor: subjectOf(1), other: subjectOf(2), undone: false, followed: false };
const state = stateOf({
  merges: [
    { ...made, id: idOf(80) },
    { ...made, id: idOf(81), undone: true },
    { ...made, id: idOf(82), followed: true },
  ],
});
const undo = (number: number) =>
  decide(registerUnmerge, { merge: idOf(number), reason: "是两个人" }, state, ["secretary"]);

test("a merge is undone for a reason, which stands with both", () => {
  const body = { merge: idOf(80), survivor: idOf(1), other: idOf(2), reason: "是两个人" };
  assert.deepEqual(undo(80), [
    {
      kind: "merge-undone",
      parts: [
        { subject: idOf(1), holder: idOf(1), body },
        { subject: idOf(2), holder: idOf(2), body },
      ],
    },
  ]);
});

test("one that was made and stands, the latest of the survivor's first", () => {
  assert.deepEqual(refusal(undo(404)), ["unknown-merge", "merge"]);
  assert.deepEqual(refusal(undo(81)), ["already-undone", "merge"]);
  assert.deepEqual(refusal(undo(82)), ["merged-since", "merge"]);
  assert.ok(isMalformed(registerUnmerge, { merge: idOf(80), reason: " " }));
});
