import assert from "node:assert/strict";
import { test } from "node:test";
import { rightsPage } from "../scripts/rights-page.ts";
import { readText } from "./source-files.ts";

test("the table of rights in the manual is what the code says; after a change run scripts/write-rights.ts", async () => {
  for (const language of ["zh", "en"] as const)
    assert.equal(readText(`docs/manual/${language}/rights.md`), await rightsPage(language));
});
