import assert from "node:assert/strict";
import { test } from "node:test";
import { measurements as sizes } from "./sizes.ts";
import { measurements as today } from "./today.ts";

// A short round on little data: every measurement runs, and what it measures comes out right. Nothing here is timed. The
// screens and the start have tests of their own.
const filling = sizes.filter(({ name }) => name === "sizes.import");

for (const { name, what, run } of [...today, ...filling])
  test(`${name}: ${what}`, async () => {
    const lines = await run(true);
    assert.ok(lines.length > 0);
    for (const line of lines) assert.ok(Number.isFinite(line.value), line.what);
  });
