import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, isMalformed } from "./for-tests.ts";
import { journalExport } from "./journal-export.ts";

test("that the journal was taken out is an entry of it, which nobody but the secretary makes", () => {
  assert.deepEqual(decide(journalExport, {}), [
    { kind: "journal-exported", parts: [{ subject: null, holder: null, body: {} }] },
  ]);
  assert.equal(journalExport.may, "secretary");
  assert.ok(isMalformed(journalExport, { until: 5 }));
});
