import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { readExamples } from "#standard/examples.ts";
import { readStandard } from "#standard/read.ts";
import { failuresOf } from "./examples.ts";

const standards = fileURLToPath(new URL("../../../standards/", import.meta.url));

let run = 0;
for (const entry of readdirSync(standards, { withFileTypes: true })) {
  if (!entry.isDirectory() || entry.name === "common") continue;
  test(`the examples of ${entry.name} hold`, async () => {
    const folder = standards + entry.name;
    const { document, faults } = await readStandard(folder);
    assert.deepEqual(
      faults.filter((fault) => fault.level === "mistake"),
      [],
    );
    assert.ok(document);
    const read = await readExamples(folder);
    assert.deepEqual(read.faults, []);
    assert.deepEqual(failuresOf(document, read.examples), []);
    run += read.examples.length;
  });
}

test("some standard has examples", () => assert.ok(run > 0));
