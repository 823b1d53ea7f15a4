import assert from "node:assert/strict";
import { test } from "node:test";
import { contactEnd } from "./contact-end.ts";
import { decide, idOf, refusal, stateOf, subjectOf, today } from "./for-tests.ts";

const [elder, daughter] = [subjectOf(1), subjectOf(2)];
const state = stateOf({
  contacts: [
    { id: idOf(50), subject: elder, other: daughter, ended: false },
    { id: idOf(51), subject: elder, other: null, ended: true },
  ],
});
const end = (number: number, on?: string) => decide(contactEnd, { contact: idOf(number), on }, state);

test("a contact ends on a day, which stands with both", () => {
  const body = { contact: idOf(50), on: today };
  assert.deepEqual(end(50), [
    {
      kind: "contact-ended",
      parts: [
        { subject: elder.id, holder: elder.id, body },
        { subject: daughter.id, holder: daughter.id, body },
      ],
    },
  ]);
});

test("what is refused", () => {
  assert.deepEqual(refusal(end(404)), ["unknown-contact", "contact"]);
  assert.deepEqual(refusal(end(51)), ["already-ended", "contact"]);
  assert.deepEqual(refusal(end(50, "2021-12-31")), ["day-to-come", "on"]);
});
