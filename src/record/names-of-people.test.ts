import assert from "node:assert/strict";
import { test } from "node:test";
import { gramsOf, searchGrams, sortKey } from "./names-of-people.ts";

/** What the database asks: has the subject every piece of the text? */
const finds = (text: string, name: string, code: string | null = null) => {
  const grams = new Set(searchGrams(name, code));
  return gramsOf(text).every((gram) => grams.has(gram));
};

test("a name is found by one character of it, two, all, its pinyin initials, or the code, in either case", () => {
  for (const text of ["尹", "桂英", "尹桂英", "ygy", "gy", "Y", "p-0123", "P-01", " 尹 "])
    assert.ok(finds(text, "尹桂英", "P-0123"), text);
  for (const text of ["英桂", "王", "yyy", "p-9"]) assert.ok(!finds(text, "尹桂英", "P-0123"), text);
});

test("a surname is read as one", () => {
  assert.ok(finds("zgy", "曾桂英"));
  assert.ok(finds("sgy", "单桂英"));
  assert.match(sortKey("曾桂英"), /^zeng/);
  assert.match(sortKey("单桂英"), /^shan/);
});

test("names sort by pinyin, and by tone where that is the same", () => {
  assert.deepEqual(
    ["张甲", "李甲", "曾甲", "阿甲", "尹甲"].toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
    ["阿甲", "李甲", "尹甲", "曾甲", "张甲"],
  );
});

test("nothing asked for is found in everybody, and a name in Latin letters by its letters", () => {
  assert.deepEqual(gramsOf("  "), []);
  assert.ok(finds("wells", "Wellside Café"));
  assert.ok(finds("", "尹桂英"));
});
