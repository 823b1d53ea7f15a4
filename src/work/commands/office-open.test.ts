import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, isMalformed } from "./for-tests.ts";
import { officeOpen } from "./office-open.ts";

const given = {
  title: { zh: "清泉社区", en: "Clear Spring" },
  areas: [{ id: "grid-1", title: { zh: "第一网格" } }],
};

test("an office opens with its name, zone and areas, open to read", () => {
  assert.deepEqual(decide(officeOpen, given), [
    {
      kind: "office-opened",
      parts: [{ subject: null, holder: null, body: { ...given, parent: null, zone: "Asia/Shanghai" } }],
    },
  ]);
});

test("only the installation may, and nothing needs to be loaded", () => {
  assert.equal(officeOpen.may, "installation");
  assert.deepEqual(officeOpen.needs(officeOpen.input.parse(given)), {});
});

test("a name is needed, and areas have ids that fit into an address", () => {
  for (const changed of [
    { title: undefined },
    { title: { zh: "" } },
    { title: { en: "No Chinese" } },
    { areas: [{ id: "第一", title: { zh: "甲" } }] },
    { areas: [{ id: "grid-1" }] },
    { zone: "Asia/Nowhere" },
  ])
    assert.ok(isMalformed(officeOpen, { ...given, ...changed }), JSON.stringify(changed));
});
