import * as XLSX from "@e965/xlsx";
import assert from "node:assert/strict";
import { test } from "node:test";
import { testRules } from "#work/commands/for-tests.ts";
import { askable } from "#work/ask/askable.ts";
import type { ListPaper } from "./list-workbook.ts";
import { writeList } from "./write-list.ts";

const row = (name: string, number: number) => ({
  id: String(number),
  name,
  code: "=1+1",
  group: "east",
  cells: [81, "1940-02-11", true, ["small/weekly"], "east", null],
});

const paper = (names: string[], language: "zh" | "en" = "zh"): ListPaper => ({
  answer: {
    say: { zh: "独居", en: "lives alone" },
    drawn: { draw: "group", of: "all", not: false, rows: [] },
    total: names.length,
    groups: [{ id: "east", count: names.length }],
    columns: ["age", "birthDate", "livesAlone", "owed", "area", "address"],
    rows: names.map(row),
  },
  facts: askable(testRules, "person"),
  when: "livesAlone",
  by: { zh: "网格", en: "Area" },
  office: testRules.title,
  day: "2021-11-30",
  exporter: "林晚照",
  language,
});

const read = async (given: ListPaper) => {
  const book = XLSX.read(await writeList(given), { cellFormula: true });
  return book.SheetNames.map((name) => book.Sheets[name] ?? {});
};

test("numbers and days are what they are, choices by their titles, and nothing is a formula", async () => {
  const [list = {}, about = {}] = await read(paper(["甲", "=cmd|' /C calc'!A0"]));
  const [head, first, second] = XLSX.utils.sheet_to_json<unknown[]>(list, { header: 1 });
  assert.deepEqual(head, [
    "序号",
    "网格",
    "姓名（名称）",
    "编号",
    "年龄",
    "出生日期",
    "独居",
    "应办的承诺",
    "网格",
    "住址",
  ]);
  assert.deepEqual(first?.slice(0, 9), [1, "东网格", "甲", "=1+1", 81, 14_652, "是", "每周问候", "东网格"]);
  assert.equal(second?.[2], "=cmd|' /C calc'!A0");
  assert.deepEqual(
    Object.values(list).filter((cell: { f?: string }) => cell.f !== undefined),
    [],
  );
  const said = XLSX.utils.sheet_to_json<unknown[]>(about, { header: 1 });
  assert.deepEqual(said.slice(0, 3), [
    ["条件", "独居"],
    ["条件（原文）", "livesAlone"],
    ["人（户、个）数", 2],
  ]);
  assert.ok(JSON.stringify(said).includes("林晚照"));
});

test("in English the heads are English; a long list is written in a thread of its own and is the same", async () => {
  const [list = {}] = await read(
    paper(
      Array.from({ length: 2_100 }, (_, at) => `甲${at}`),
      "en",
    ),
  );
  const rows = XLSX.utils.sheet_to_json<Record<string, unknown>>(list);
  assert.equal(rows.length, 2_100);
  assert.equal(rows[0]?.["Lives alone"], "Yes");
});
