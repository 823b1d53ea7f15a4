import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { documentShape } from "#standard/document.ts";
import { owed } from "./owed.ts";

interface Case {
  standard: unknown;
  register: unknown;
  records: unknown;
  on: string;
  expect: unknown;
}

const committed = new URL("./duties-examples.json", import.meta.url);
const design = new URL("../../../../shared/design/duties-examples.json", import.meta.url);

test("the published cases print exactly what they should", () => run(committed));

test(
  "the design's own copy of the cases too",
  { skip: existsSync(design) ? false : "no ../shared/design here" },
  () => run(design),
);

function run(file: URL): void {
  const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];
  assert.ok(cases.length >= 18);
  for (const { standard, register, records, on, expect } of cases) {
    const document = documentShape.parse(standard);
    assert.deepEqual(owed(document, register, records, on), expect, document.standard);
  }
}
