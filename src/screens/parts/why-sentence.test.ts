import assert from "node:assert/strict";
import { test } from "node:test";
import type { WhyAnswer } from "#record/views/why.ts";
import { reasonsOf } from "./why-sentence.ts";

const fact = (zh: string, value: string | null, from = "2017-05-16") => ({
  label: { zh },
  value: value === null ? null : { zh: value },
  from,
  guarded: value === null,
});
const birth = fact("出生日期", "1944-01-25");
const why: WhyAnswer = {
  promise: "standard/alone-call",
  number: 3,
  clause: { zh: "" },
  standard: { zh: "" },
  owed: true,
  because: [
    { say: { zh: "年满 60 周岁" }, holds: true, facts: [fact("年龄", "77"), birth] },
    { say: { zh: "居住状态为常住" }, holds: true, facts: [fact("居住状态", "常住")] },
    { say: { zh: "年满 70 周岁" }, holds: true, facts: [fact("年龄", "77"), birth] },
    { say: { zh: "独居" }, holds: true, facts: [fact("独居", "是", "2021-03-02")] },
  ],
  last: null,
  arithmetic: null,
  settled: null,
  summary: { zh: "" },
};

test("what is owed tells every reason, and each fact once", () => {
  assert.deepEqual(reasonsOf(why, "zh", "2021-11-30"), [
    { say: "年满 60 周岁", facts: ["年龄 77", "出生日期 1944年1月25日"] },
    { say: "居住状态为常住", facts: ["常住，2017年5月16日起"] },
    { say: "年满 70 周岁", facts: [] },
    { say: "独居", facts: ["3月2日起"] },
  ]);
});

test("what is not owed tells only what stands in the way, a guarded fact by its label alone", () => {
  const because = [
    { say: { zh: "年满 60 周岁" }, holds: true, facts: [birth] },
    { say: { zh: "在管" }, holds: null, facts: [fact("随访分类", null)] },
  ];
  assert.deepEqual(reasonsOf({ ...why, owed: false, because }, "zh", "2021-11-30"), [
    { say: "在管", facts: ["随访分类 受限"] },
  ]);
});
