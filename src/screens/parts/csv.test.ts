import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf, tabbed } from "./csv.ts";

test("commas, quotes and lines survive; a formula does not run", () => {
  assert.equal(csvOf([["a,b", 'say "x"', "two\nlines"]]), '\uFEFF"a,b","say ""x""","two\nlines"\r\n');
  assert.equal(csvOf([["=1+1", "-5", "@x", "+86 139"]]), "\uFEFF'=1+1,-5,'@x,'+86 139\r\n");
});

test("the clipboard has one cell to a column and one row to a line", () => {
  assert.equal(
    tabbed([
      ["a\tb", "c"],
      ["d\ne", "f"],
    ]),
    "a b\tc\nd e\tf",
  );
});
