import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, typed } from "./for-tests.ts";
import { exampleDue, smallStandard } from "./standards-for-tests.ts";

const stands = folderOf({
  "t/standard.yaml": smallStandard(),
  "t/examples/one.yaml": exampleDue("2020-01-08"),
});

test("a standard as a page, in Chinese unless asked otherwise, with its examples", async () => {
  const { code, out } = await typed(stands, ["explain", "t"]);
  assert.equal(code, 0);
  assert.match(out, /^# 例\n/);
  assert.match(out, /头一周/);
  assert.match((await typed(stands, ["explain", "--lang=en", "t"])).out, /^# An example\n/);
});

test("typed wrongly", async () => {
  for (const words of [["explain"], ["explain", "t", "t"], ["explain", "t", "--lang", "fr"]])
    assert.equal((await typed(stands, words)).code, 2, words.join(" "));
  assert.equal((await typed(stands, ["explain", "u"])).code, 1);
});
