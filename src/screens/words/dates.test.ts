import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clockWords,
  dayWords,
  daysAfter,
  localParts,
  monthName,
  monthWords,
  weekdayWords,
  withDayWords,
} from "./dates.ts";

test("a day is said as people say it, with its year only where it is another one", () => {
  assert.equal(dayWords("2021-11-28", "zh", "2021-11-30"), "11月28日");
  assert.equal(dayWords("2020-11-28", "zh", "2021-11-30"), "2020年11月28日");
  assert.equal(dayWords("2021-11-28", "en", "2021-11-30"), "28 Nov");
  assert.equal(dayWords("2021-11-28", "en"), "28 Nov 2021");
  assert.equal(dayWords("not a day", "zh"), "not a day");
});

test("the clock is read in the office's zone, whatever the machine's own", () => {
  assert.deepEqual(localParts("2021-11-30T00:10:00Z", "Asia/Shanghai"), { day: "2021-11-30", time: "08:10" });
  assert.deepEqual(localParts("2021-11-30T16:00:00Z", "Asia/Shanghai"), { day: "2021-12-01", time: "00:00" });
  assert.equal(clockWords("2021-11-30T00:10:00Z", "Asia/Shanghai", "zh"), "2021年11月30日 周二 08:10");
  assert.equal(clockWords("2021-11-30T00:10:00Z", "Asia/Shanghai", "en"), "Tue 30 Nov 2021 08:10");
});

test("months, weekdays and sentences with days in them", () => {
  assert.equal(monthWords("2021-11", "zh"), "2021年11月");
  assert.equal(monthName("2021-11", "zh"), "十一月");
  assert.equal(monthName("2021-01", "en"), "Jan");
  assert.equal(weekdayWords("2021-11-28", "zh"), "周日");
  assert.equal(
    withDayWords("自 2021-11-21 起，到期 2021-11-28", "zh", "2021-11-30"),
    "自 11月21日 起，到期 11月28日",
  );
  assert.equal(daysAfter("2021-12-28", 7), "2022-01-04");
});
