import assert from "node:assert/strict";
import { test } from "node:test";
import { partOf, textOf } from "./docx-for-tests.ts";
import type { Paper } from "./paper.ts";
import { line, reportDocx } from "./report-docx.ts";

const markdown = [
  "# 清泉井社区月报",
  "2021年10月",
  "## 兑现",
  "兑现率 [98.2%](/published/indicator?indicator=a%2Fb&period=2021-10)，**其中**常住居民 97.1%。",
  "| 服务线 | 兑现率 |\n| --- | ---: |\n| 老人 | [98.2%](/x) |\n| 儿童 \\| 少年 | 无 |",
  "### 诉求",
  "- 节假日 5 件\n- 夜间 2 件",
  "1. 甲\n2. 乙",
].join("\n\n");

const paper: Paper = {
  language: "zh",
  office: "清泉井社区",
  period: "2021年10月",
  markdown,
  number: "2021年第11号",
  note: "更正：原发布于2021年11月1日，改动 1 处",
  signedOn: "2021年11月30日",
  corrected: { reason: "台账补录", changes: [{ title: "志愿服务", was: "12 小时", is: "2131 小时" }] },
  verify: "记在工作日志第 12 条",
};

test("the page, its margins, its grid and its letters are those of the official layout", async () => {
  const bytes = await reportDocx(paper);
  const document = partOf(bytes, "word/document.xml");
  assert.match(document, /<w:pgSz w:w="11906" w:h="16838"/);
  assert.match(document, /<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/);
  assert.match(document, new RegExp(`<w:docGrid w:type="lines" w:linePitch="${line}"`));
  assert.ok(22 * line <= 16838 - 2098 - 1984, "22 lines stand on a page");
  const paragraph = (text: string) =>
    [...document.matchAll(/<w:p[ >].*?<\/w:p>/gs)]
      .map(([whole]) => whole)
      .find((whole) => whole.includes(text)) ?? "";
  const face = (text: string) =>
    /w:eastAsia="([^"]+)"[^>]*\/>.*?<w:sz w:val="(\d+)"/s.exec(paragraph(text))?.slice(1);
  assert.deepEqual(face("清泉井社区月报"), ["方正小标宋简体", "44"]);
  assert.deepEqual(face("一、兑现"), ["黑体", "32"]);
  assert.deepEqual(face("（一）诉求"), ["楷体", "32"]);
  assert.deepEqual(face("常住居民"), ["仿宋", "32"]);
  assert.match(paragraph("常住居民"), /w:firstLineChars="200"/);
  assert.match(paragraph("常住居民"), /<w:spacing [^>]*w:line="579" w:lineRule="exact"/);
  // 16 pt less 0.25: 28 of them are no wider than the text, and 29 are.
  const pitch = 320 + Number(/<w:spacing w:val="(-\d+)"/.exec(paragraph("常住居民"))?.[1]);
  const width = 11906 - 1588 - 1474;
  assert.ok(28 * pitch <= width && 29 * pitch > width, String(pitch));
  assert.match(partOf(bytes, "word/fontTable.xml"), /w:name="仿宋"><w:altName w:val="FangSong/);
});

test("page numbers stand between dashes, right on odd pages and left on even ones", async () => {
  const bytes = await reportDocx(paper);
  assert.match(partOf(bytes, "word/settings.xml"), /<w:evenAndOddHeaders/);
  const references = partOf(bytes, "word/document.xml").match(/<w:footerReference w:type="(default|even)"/g);
  assert.equal(references?.length, 2);
  const sides = ["word/footer1.xml", "word/footer2.xml"].map((path) => {
    const footer = partOf(bytes, path);
    assert.match(footer, /— .*PAGE.* —/s);
    assert.match(footer, /w:eastAsia="宋体"[^>]*\/>.*?<w:sz w:val="28"/s);
    return /<w:jc w:val="(\w+)"/.exec(footer)?.[1];
  });
  assert.deepEqual(new Set(sides), new Set(["left", "right"]));
});

test("all that the report says is there, no link, and at the end who signed, what was corrected and how to verify", async () => {
  const bytes = await reportDocx(paper);
  assert.deepEqual(
    textOf(bytes)
      .split("\n")
      .filter((text) => text !== ""),
    [
      "清泉井社区月报",
      "2021年10月",
      "2021年第11号",
      "更正：原发布于2021年11月1日，改动 1 处",
      "一、兑现",
      "兑现率 98.2%，其中常住居民 97.1%。",
      "服务线",
      "兑现率",
      "老人",
      "98.2%",
      "儿童 | 少年",
      "无",
      "（一）诉求",
      "·节假日 5 件",
      "·夜间 2 件",
      "1.甲",
      "2.乙",
      "清泉井社区",
      "2021年11月30日",
      "更正表",
      "更正原因：台账补录",
      "项目",
      "原为",
      "更正为",
      "志愿服务",
      "12 小时",
      "2131 小时",
      "记在工作日志第 12 条",
    ],
  );
  assert.doesNotMatch(partOf(bytes, "word/document.xml"), /hyperlink|published/);
  const english = textOf(
    await reportDocx({ ...paper, language: "en", markdown: "# Monthly report\n\n## Kept\n\n98.2%\n" }),
  );
  assert.match(english, /^Monthly report\n.*\nKept\n98\.2%\n/s);
  assert.match(english, /\nCorrections\nReason: 台账补录\nFigure\nWas\nIs\n/);
});
