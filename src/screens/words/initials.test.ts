import assert from "node:assert/strict";
import { test } from "node:test";
import { pinyin } from "pinyin-pro";
import { shellWords } from "./shell.ts";
import { initialsOf } from "./initials.ts";

test("the initials of titles are those that the dictionary of readings gives", () => {
  const { today, register, standards, published, journal, palettePages, enter, importLedger } = shellWords;
  const places = [today, register, standards, published, journal, palettePages, enter, importLedger];
  const promises = [
    "独居老人问候",
    "门店和企业每月走访",
    "每月就业指导",
    "流动党员联系",
    "楼道灯不亮",
    "绿色守护",
  ];
  for (const title of [...places.map(({ zh }) => zh), ...promises]) {
    const read = pinyin(title, { pattern: "first", toneType: "none", separator: "", nonZh: "removed" });
    assert.equal(initialsOf(title), read, title);
  }
});

test("letters and figures stand for themselves, and nothing else does", () => {
  assert.equal(initialsOf("12345 转来（AED）"), "12345zlaed");
});
