import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { registerMerge } from "./register-merge.ts";

const [kept, double] = [subjectOf(1), subjectOf(2)];
const gone = { ...subjectOf(3), merged: true };
const state = stateOf({
  subjects: [kept, double, gone, subjectOf(4, "place"), subjectOf(5, "household"), subjectOf(6, "household")],
  merges: [{ id: idOf(80), survivor: kept, other: gone, undone: false, followed: false }],
});
const given = { merge: idOf(81), survivor: kept.id, other: double.id, chosen: ["livesAlone", "household"] };
const refused = (changed: object) =>
  refusal(decide(registerMerge, { ...given, ...changed }, state, ["secretary"]));

test("one entry counts for both, and the journal says so of each, under its own key", () => {
  const body = {
    merge: idOf(81),
    kind: "person",
    survivor: kept.id,
    other: double.id,
    chosen: ["livesAlone", "household"],
    since: "2021-01-01",
    names: { survivor: "甲1", other: "甲2" },
  };
  assert.deepEqual(decide(registerMerge, given, state, ["secretary"]), [
    {
      kind: "subjects-merged",
      parts: [
        { subject: kept.id, holder: kept.id, body },
        { subject: double.id, holder: double.id, body },
      ],
    },
  ]);
});

test("two that are there, of one kind, and neither merged into another yet", () => {
  assert.deepEqual(refused({ survivor: idOf(404) }), ["unknown-subject", "survivor"]);
  assert.deepEqual(refused({ other: idOf(404) }), ["unknown-subject", "other"]);
  assert.deepEqual(refused({ other: kept.id }), ["same-subject", "other"]);
  assert.deepEqual(refused({ other: idOf(4) }), ["different-kinds", "other"]);
  assert.deepEqual(refused({ other: gone.id }), ["merged-away", "other"]);
  assert.deepEqual(refused({ survivor: gone.id }), ["merged-away", "survivor"]);
  assert.deepEqual(refused({ merge: idOf(80) }), ["merge-exists", "merge"]);
});

test("households are merged by their own command; what is chosen are facts", () => {
  assert.deepEqual(refused({ survivor: idOf(5), other: idOf(6), chosen: [] }), ["household-merge", "other"]);
  assert.deepEqual(refused({ chosen: ["livesAlone", "height"] }), ["unknown-fact", "chosen.1"]);
  assert.equal(registerMerge.may, "secretary");
});
