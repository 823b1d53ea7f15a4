import assert from "node:assert/strict";
import { test } from "node:test";
import { measurements as record } from "./record.ts";
import { measurements as http } from "./http.ts";

// A short round on little data: every measurement runs, and what it measures comes out right. Nothing here is timed.

for (const { name, what, run } of [...record, ...http])
  test(`${name}: ${what}`, async () => {
    const lines = await run(true);
    assert.ok(lines.length > 0);
    for (const line of lines) assert.ok(Number.isFinite(line.value), line.what);
  });
