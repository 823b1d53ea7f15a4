import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf } from "./markdown-blocks.ts";
import { numberHeadings } from "./number-headings.ts";

const texts = (markdown: string, language: "zh" | "en") =>
  numberHeadings(blocksOf(markdown), language).map((block) => ("text" in block ? block.text : ""));

test("headings are numbered as official documents are, those under them anew in each; the title never", () => {
  assert.deepEqual(texts("# 月报\n\n## 兑现\n\n### 老人\n\n### 儿童\n\n## 诉求\n\n### 夜间\n", "zh"), [
    "月报",
    "一、兑现",
    "（一）老人",
    "（二）儿童",
    "二、诉求",
    "（一）夜间",
  ]);
  const many = texts(Array.from({ length: 21 }, () => "## 条\n\n").join(""), "zh");
  assert.deepEqual(
    [9, 10, 18, 19, 20].map((place) => many[place]),
    ["十、条", "十一、条", "十九、条", "二十、条", "二十一、条"],
  );
});

test("a number that the author wrote stands, and English headings have none", () => {
  assert.deepEqual(texts("## 一、兑现\n\n## 2. 诉求\n", "zh"), ["一、兑现", "2. 诉求"]);
  assert.deepEqual(texts("## Kept\n", "en"), ["Kept"]);
});
