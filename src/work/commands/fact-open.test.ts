import assert from "node:assert/strict";
import { test } from "node:test";
import { factOpen } from "./fact-open.ts";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf } from "./for-tests.ts";

const patient = subjectOf(1);
const room = subjectOf(3, "place");
const state = stateOf({ subjects: [patient, room] });
const given = { subject: patient.id, fact: "mentalCare", purpose: "随访" };
const refused = (changed: object, roles: string[]) =>
  refusal(decide(factOpen, { ...given, ...changed }, state, roles));

test("an opening is told to the journal, in a part of the person's own", () => {
  assert.deepEqual(decide(factOpen, given, state, ["health-centre"]), [
    {
      kind: "fact-opened",
      parts: [{ subject: patient.id, holder: patient.id, body: { fact: "mentalCare", purpose: "随访" } }],
    },
  ]);
});

test("it opens to those whose part needs it and to nobody else, the secretary included", () => {
  for (const roles of [["worker"], ["secretary"], []])
    assert.deepEqual(refused({}, roles), ["not-shown", "fact"]);
});

test("what is not guarded, not theirs, or about nobody known is answered in the same way", () => {
  for (const changed of [
    { fact: "livesAlone" },
    { fact: "phone" },
    { fact: "never" },
    { subject: idOf(404) },
    { subject: room.id },
  ])
    assert.deepEqual(refused(changed, ["health-centre"]), ["not-shown", "fact"]);
});

test("a purpose has to be stated", () => {
  for (const purpose of [undefined, "", "  "]) assert.ok(isMalformed(factOpen, { ...given, purpose }));
  assert.deepEqual(factOpen.needs(given), { subjects: [patient.id] });
});
