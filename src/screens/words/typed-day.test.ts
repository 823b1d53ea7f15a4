import assert from "node:assert/strict";
import { test } from "node:test";
import { dayAndWeekday } from "./dates.ts";
import { typedDay } from "./typed-day.ts";

const today = "2021-11-30";
const typed = (text: string, bounds = {}) => typedDay(text, { today, ...bounds });

test("a day is understood as people type it", () => {
  for (const text of [
    "2021-12-03",
    "2021-12-3",
    "2021/12/3",
    "2021.12.03",
    "20211203",
    "２０２１－１２－０３",
    "2021年12月3日",
    "2021年12月3日 周五",
    "2021年12月3日 星期五",
    " 12-3 ",
    "12/3",
    "12.3",
    "12月3日",
    "12月3号",
    "3 Dec",
    "3 December 2021",
    "Fri 3 Dec 2021",
  ])
    assert.equal(typed(text), "2021-12-03", text);
  assert.deepEqual(
    ["今天", "昨天", "tomorrow"].map((text) => typed(text)),
    [today, "2021-11-29", "2021-12-01"],
  );
});

test("what the field itself shows can be typed on from, in both languages", () => {
  for (const language of ["zh", "en"] as const)
    for (const day of ["2021-01-01", "2020-02-29", "1949-10-01"])
      assert.equal(typed(dayAndWeekday(day, language)), day);
});

test("without a year it is the year whose day can be meant", () => {
  assert.equal(typed("12-3", { latest: today }), "2020-12-03");
  assert.equal(typed("1-4", { earliest: today }), "2022-01-04");
  assert.equal(typed("12-3", { earliest: "2021-12-05", latest: "2021-12-10" }), "2021-12-03");
  assert.equal(typed("2-29"), "2020-02-29");
});

test("what is half typed, or no day at all, is no day", () => {
  for (const text of [
    "",
    "12",
    "2021",
    "2021-12",
    "2021-12-0",
    "0202-12-03",
    "2021-02-31",
    "31-31",
    "30 feb",
    "x",
  ])
    assert.equal(typed(text), undefined, text);
});
