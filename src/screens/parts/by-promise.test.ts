import assert from "node:assert/strict";
import { test } from "node:test";
import type { EvidenceRow } from "#publish/kept-rate.ts";
import { byPromise } from "./by-promise.ts";

const row = (promise: string, outcome: EvidenceRow["outcome"]): EvidenceRow => ({
  subject: { id: "1", kind: "person", name: "甲", age: null, area: null, address: null },
  promise,
  opens: "2021-11-01",
  due: "2021-11-07",
  on: null,
  outcome,
  record: null,
});

test("each promise is counted by itself; what was set aside stands beside and is not divided by", () => {
  const figures = byPromise([row("a", "kept"), row("a", "late"), row("b", "excused"), row("a", "declined")]);
  assert.deepEqual([...figures.keys()], ["a", "b"]);
  assert.equal(figures.get("a")?.of, 2);
  assert.equal(figures.get("a")?.rate, 0.5);
  assert.equal(figures.get("a")?.declined, 1);
  assert.equal(figures.get("b")?.rate, null);
});
