import assert from "node:assert/strict";
import { test } from "node:test";
import { officeKey } from "../command.ts";
import { decide, isMalformed, refusal } from "./for-tests.ts";
import { registerExport } from "./register-export.ts";

const asked = { of: "person", when: "age >= 80 && livesAlone", by: "building", show: ["age"] };

test("what was asked and how many it told of stands in the journal, sealed under the office's key", () => {
  assert.deepEqual(decide(registerExport, { ...asked, count: 12 }), [
    {
      kind: "register-exported",
      parts: [{ subject: null, holder: officeKey, body: { ...asked, count: 12 } }],
    },
  ]);
});

test("nothing is exported by a guarded fact, by what is not understood, or without a count", () => {
  assert.deepEqual(refusal(decide(registerExport, { when: "mentalCare", count: 1 })), [
    "not-understood",
    "when",
  ]);
  assert.deepEqual(refusal(decide(registerExport, { when: "age >", count: 1 })), ["not-understood", "when"]);
  assert.ok(isMalformed(registerExport, { ...asked, count: -1 }));
  assert.ok(isMalformed(registerExport, { ...asked, of: "case", count: 1 }));
  assert.ok(isMalformed(registerExport, asked));
});
