import assert from "node:assert/strict";
import { test } from "node:test";
import { partPaper } from "./paper-blocks.ts";

const texts = (markdown: string, language: "zh" | "en") =>
  partPaper(markdown, "2021年10月", language).blocks.map((block) => ("text" in block ? block.text : ""));

test("headings are numbered as official documents are, those under them anew in each", () => {
  assert.deepEqual(texts("# 月报\n\n## 兑现\n\n### 老人\n\n### 儿童\n\n## 诉求\n\n### 夜间\n", "zh"), [
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

test("the title and the period under it are taken from the head; what else stands there is text", () => {
  const { title, blocks } = partPaper("# 月报\n\n2021年10月\n\n兑现率", "2021年10月", "zh");
  assert.deepEqual([title, blocks], ["月报", [{ kind: "paragraph", text: "兑现率" }]]);
  const other = partPaper("兑现率\n\n## 诉求", "2021年10月", "zh");
  assert.deepEqual([other.title, other.blocks.length], [undefined, 2]);
  assert.equal(partPaper("# 月报\n\n十月", "2021年10月", "zh").blocks.length, 1);
});
