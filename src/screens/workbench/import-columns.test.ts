import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenTwice } from "./import-columns.ts";

test("one fact cannot be read from two columns; what is left out does not count", () => {
  assert.deepEqual(chosenTwice({ 姓名: "name", 名字: "name", 备注: null, 说明: null }), ["name"]);
  assert.deepEqual(chosenTwice({ 姓名: "name", 编号: "code" }), []);
});
