import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, readMoment } from "./read-moment.ts";

const read = (text: string, kind: "text" | "number" = "text") => {
  const said = readMoment({ text, kind }, false, 2021);
  return "value" in said ? said.value : "fault";
};

test("a day, with the time of day as people write it", () => {
  for (const [said, value] of [
    ["2021-03-14", "2021-03-14"],
    ["3.14", "2021-03-14"],
    ["九月三日", "2021-09-03"],
    ["2021-03-14 23:40", "2021-03-14T23:40"],
    ["2021-03-14 23:40:12", "2021-03-14T23:40"],
    ["2021/3/14 8:05", "2021-03-14T08:05"],
    ["3.14 晚上11点", "2021-03-14T23:00"],
    ["3月14日晚11时20分", "2021-03-14T23:20"],
    ["九月三日上午九点半", "2021-09-03T09:30"],
    ["9月13日下午3点一刻", "2021-09-13T15:15"],
    ["2021年3月14日凌晨2点", "2021-03-14T02:00"],
    ["2021年3月14日14时", "2021-03-14T14:00"],
    ["中午12点半", "T12:30"],
    ["中午1点", "T13:00"],
    ["下午12点半", "T12:30"],
    ["凌晨12点", "T00:00"],
    ["晚上十一点", "T23:00"],
    ["23：40", "T23:40"],
    ["8:05", "T08:05"],
  ] as const)
    assert.equal(read(said), value, said);
  assert.equal(read("44269.986111", "number"), "2021-03-14T23:40");
  assert.equal(read("0.986111", "number"), "T23:40");
});

test("what may be of this night or the next is asked for", () => {
  for (const said of ["3.14 半夜2点", "3.14 晚上12点", "25:10", "3.14 23:75", "昨天", "9.31 8:00"])
    assert.equal(read(said), "fault", said);
});

test("a day and a time in two cells are one moment", () => {
  assert.equal(joined("2021-03-14", "T23:40"), "2021-03-14T23:40");
  assert.equal(joined("2021-03-14", undefined), "2021-03-14");
  assert.equal(joined(undefined, "2021-03-14T23:40"), "2021-03-14T23:40");
  assert.equal(joined("T23:40", "2021-03-14"), "2021-03-14T23:40");
  assert.equal(joined("2021-03-14T08:00", "T23:40"), "2021-03-14T08:00");
  assert.equal(joined(undefined, "T23:40"), undefined);
});
