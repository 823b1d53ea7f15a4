import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf, spansOf, withoutLinks } from "./markdown-blocks.ts";

test("headings, paragraphs, lists and tables are told apart; lines of Chinese run on without a space", () => {
  const text =
    "# 月报\n2021年11月\n\n本月\n兑现 and\nkept\n\n- 一\n- 二\n\n1. x\n2. y\n\n| 线 | 数 |\n| --- | ---: |\n| a\\|b | 3 |\n\n---";
  assert.deepEqual(blocksOf(text), [
    { kind: "heading", level: 1, text: "月报" },
    { kind: "paragraph", text: "2021年11月" },
    { kind: "paragraph", text: "本月兑现 and kept" },
    { kind: "list", numbered: false, items: ["一", "二"] },
    { kind: "list", numbered: true, items: ["x", "y"] },
    { kind: "table", head: ["线", "数"], right: [false, true], rows: [["a|b", "3"]] },
    { kind: "rule" },
  ]);
});

test("a link leads within, never elsewhere, and markup is text", () => {
  assert.deepEqual(spansOf("a **b** [12](/published/indicator?x=1) c"), [
    { kind: "text", text: "a " },
    { kind: "bold", text: "b" },
    { kind: "text", text: " " },
    { kind: "link", text: "12", to: "/published/indicator?x=1" },
    { kind: "text", text: " c" },
  ]);
  for (const foreign of [
    "[x](https://elsewhere.example)",
    "[x](//elsewhere.example)",
    "[x](javascript:alert(1))",
  ])
    assert.deepEqual(spansOf(foreign), [{ kind: "text", text: foreign }]);
  assert.deepEqual(spansOf("<b>x</b>"), [{ kind: "text", text: "<b>x</b>" }]);
});

test("without its links, what a link says stays", () => {
  assert.equal(
    withoutLinks("兑现 [98%](/published/indicator?a=b%2Fc)，[外](https://x.example) **三**"),
    "兑现 98%，[外](https://x.example) **三**",
  );
});
