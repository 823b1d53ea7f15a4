import assert from "node:assert/strict";
import { test } from "node:test";
import { likeness } from "./likeness.ts";

test("the same said with other words around it is alike, another matter is not", () => {
  assert.equal(likeness("楼道灯不亮", "楼道灯不亮。"), 1);
  assert.ok(likeness("楼道灯不亮", "三楼楼道的灯又不亮了") >= 0.5);
  assert.ok(likeness("三楼楼道的灯又不亮了", "三楼楼道灯不亮，老人晚上看不见") > 0.4);
  assert.ok(likeness("The light on the stairs is broken", "light on stairs broken") > 0.5);
  assert.ok(likeness("楼道灯不亮", "楼上深夜拖家具，要求调解") < 0.2);
});

test("of nothing, or of a word or two, nothing can be said", () => {
  assert.equal(likeness("", "楼道灯不亮"), 0);
  assert.equal(likeness("灯坏了", "楼道灯坏了"), 0);
});
