import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactShape } from "./columns.ts";
import { matchColumns } from "./match-columns.ts";
import { columnLetters } from "./sheet.ts";
import type { Cell, Sheet } from "./sheet.ts";

const facts: FactShape[] = [
  {
    id: "livesAlone",
    of: "person",
    label: { zh: "独居", en: "Lives alone" },
    type: "boolean",
    alsoCalled: ["独居老人"],
  },
  {
    id: "allowance",
    of: "person",
    label: { zh: "享受低保" },
    type: "boolean",
    guard: "finance",
    alsoCalled: ["低保"],
  },
  { id: "photo", of: "person", label: { zh: "照片" }, type: "photo", alsoCalled: [] },
  { id: "operator", of: "unit", label: { zh: "负责人" }, type: "text", alsoCalled: [] },
];

function sheetOf(rows: string[][], firstRow = 1): Sheet {
  return {
    name: "台账",
    firstRow,
    rows: rows.map((row) => row.map((text): Cell => ({ text, kind: text === "" ? "empty" : "text" }))),
  };
}

function matched(
  rows: string[][],
  chosen?: Record<string, string | null>,
  kind: "person" | "unit" = "person",
): { headerRow: number; facts: Record<string, string | null> } {
  const match = matchColumns(sheetOf(rows), kind, facts, chosen);
  assert.ok("columns" in match, JSON.stringify(match));
  return {
    headerRow: match.headerRow,
    facts: Object.fromEntries(match.columns.map(({ header, fact }) => [header, fact])),
  };
}

test("built-in and declared columns are known by label, alias and however they are dressed", () => {
  const headings = [
    "*编 号",
    "姓　名",
    "户号",
    "性别（男/女）",
    "出生年月日",
    "所属网格：",
    "现住址",
    "身份证号码",
    "联系电话",
    "登记时间",
    "是否独居（是/否）",
    "低保",
    "年龄",
    "照片",
  ];
  assert.deepEqual(Object.values(matched([headings, headings.map(() => "1")]).facts), [
    "code",
    "name",
    "household",
    "sex",
    "birthDate",
    "area",
    "address",
    "identityNumber",
    "phone",
    "since",
    "livesAlone",
    "allowance",
    null,
    null,
  ]);
  assert.deepEqual(Object.values(matched([["Code", "Name", "Date of birth", "Ｌives Alone"]]).facts), [
    "code",
    "name",
    "birthDate",
    "livesAlone",
  ]);
});

test("the heading is found below a title, a note and an empty row, and keeps its number", () => {
  const title = ["清泉井社区居民台账", "清泉井社区居民台账", "清泉井社区居民台账"];
  const rows = [
    title,
    ["填报单位：清泉井社区", "", "2021年11月"],
    ["", "", ""],
    ["编号", "姓名", "独居"],
    ["1", "测试甲", "是"],
  ];
  assert.deepEqual(matched(rows), {
    headerRow: 4,
    facts: { 编号: "code", 姓名: "name", 独居: "livesAlone" },
  });
  const match = matchColumns(sheetOf(rows, 3), "person", facts);
  assert.ok("columns" in match);
  assert.equal(match.headerRow, 6);
  assert.deepEqual(match.columns[1], {
    header: "姓名",
    column: 1,
    fact: "name",
    label: { zh: "姓名", en: "Name" },
    example: "测试甲",
  });
});

test("a heading of two levels, merged or not", () => {
  const merged = [
    ["编号", "姓名", "家庭信息", "家庭信息", "监护人", "监护人", "联系电话"],
    ["编号", "姓名", "户编号", "住址", "姓名", "电话", "联系电话"],
    ["1", "测试甲", "H1", "东街", "测试乙", "1", "2"],
  ];
  assert.deepEqual(matched(merged), {
    headerRow: 2,
    facts: {
      编号: "code",
      姓名: "name",
      家庭信息·户编号: "household",
      家庭信息·住址: "address",
      监护人·姓名: null,
      监护人·电话: null,
      联系电话: "phone",
    },
  });
  const unmerged = [
    ["编号", "姓名", "家庭信息", "", "联系电话"],
    ["", "", "户编号", "住址", ""],
    ["1", "测试甲", "H1", "东街", "2"],
  ];
  assert.deepEqual(matched(unmerged), {
    headerRow: 2,
    facts: { 编号: "code", 姓名: "name", 家庭信息·户编号: "household", 住址: "address", 联系电话: "phone" },
  });
});

test("a first row of data is never taken for a second level", () => {
  assert.equal(
    matched([
      ["编号", "姓名", "备注"],
      ["1", "测试甲", "独居老人"],
    ]).headerRow,
    1,
  );
  assert.equal(
    matched([
      ["编号", "姓名", "备注"],
      ["", "测试甲", "独居老人"],
    ]).headerRow,
    1,
  );
  assert.equal(matched([["姓名"], ["测试甲"]]).headerRow, 1);
});

test("of two columns for one fact the better named wins, and equal headings are told apart", () => {
  assert.deepEqual(
    matched([
      ["姓名", "手机", "联系电话", "备注", "备注", ""],
      ["测试甲", "1", "2", "3", "4", "5"],
    ]).facts,
    {
      姓名: "name",
      手机: null,
      联系电话: "phone",
      备注: null,
      "备注（2）": null,
      F: null,
    },
  );
  assert.deepEqual(matched([["姓名", "门店名称", "负责人"]], {}, "unit").facts, {
    姓名: null,
    门店名称: "name",
    负责人: "operator",
  });
});

test("what is chosen by hand goes before, and null keeps a column out", () => {
  const rows = [
    ["编号", "户主大名", "手机", "联系电话"],
    ["1", "测试甲", "1", "2"],
  ];
  assert.deepEqual(matched(rows, { 户主大名: "name", 手机: "phone", 编号: null }).facts, {
    编号: null,
    户主大名: "name",
    手机: "phone",
    联系电话: null,
  });
  const twice = matchColumns(sheetOf(rows), "person", facts, { 手机: "phone", 联系电话: "phone" });
  assert.equal("refused" in twice && twice.refused.code, "column-chosen-twice");
  const unknown = matchColumns(sheetOf(rows), "person", facts, { 手机: "operator" });
  assert.equal("refused" in unknown && unknown.refused.code, "unknown-column");
});

test("without a column for the name it is refused, naming the headings seen", () => {
  const none = matchColumns(
    sheetOf([
      ["编号", "人员", "住址"],
      ["1", "测试甲", "东街"],
    ]),
    "person",
    facts,
  );
  assert.ok("refused" in none);
  assert.equal(none.refused.code, "no-name-column");
  assert.match(none.refused.say.zh, /编号、人员、住址/);
  const empty = matchColumns({ name: "空", firstRow: 1, rows: [] }, "person", facts);
  assert.equal("refused" in empty && empty.refused.code, "no-heading");
});

test("columns are lettered as Excel letters them", () => {
  assert.deepEqual([0, 25, 26, 51, 52, 701, 702].map(columnLetters), [
    "A",
    "Z",
    "AA",
    "AZ",
    "BA",
    "ZZ",
    "AAA",
  ]);
});
