import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import {
  dayFrom,
  dayOf,
  dayParts,
  dayText,
  isoWeek,
  localClock,
  localDay,
  parseDay,
  weekday,
} from "./day.ts";

test("days count from 1970-01-01", () => {
  assert.equal(dayOf("1970-01-01"), 0);
  assert.equal(dayOf("2021-11-30"), 18961);
  assert.equal(dayOf("1948-02-29"), -7977);
  assert.equal(dayText(18961), "2021-11-30");
});

test("texts that name no day are refused", () => {
  for (const text of ["2021-02-29", "2021-13-01", "2021-00-10", "2021-1-1", "30.11.2021", "", "2021-11-31"]) {
    assert.equal(parseDay(text), undefined, text);
  }
  assert.throws(() => dayOf("2021-02-29"), RangeError);
});

test("every day there and back, as the platform's own calendar has it", () => {
  fc.assert(
    fc.property(fc.integer({ min: -200_000, max: 200_000 }), (day) => {
      const { year, month, date } = dayParts(day);
      assert.equal(dayFrom(year, month, date), day);
      const platform = new Date(day * 86_400_000);
      assert.deepEqual(
        [year, month, date, weekday(day) % 7],
        [platform.getUTCFullYear(), platform.getUTCMonth() + 1, platform.getUTCDate(), platform.getUTCDay()],
      );
    }),
  );
});

test("an instant falls on another day in another zone", () => {
  const instant = new Date("2021-11-29T16:30:00Z");
  assert.equal(dayText(localDay(instant, "Asia/Shanghai")), "2021-11-30");
  assert.equal(dayText(localDay(instant, "UTC")), "2021-11-29");
  assert.equal(localClock(instant, "Asia/Shanghai"), "00:30");
});

test("a week belongs to the year that has its Thursday", () => {
  const name = (text: string) => isoWeek(dayOf(text)).name;
  assert.equal(name("2021-01-03"), "2020-W53");
  assert.equal(name("2021-01-04"), "2021-W01");
  assert.equal(name("2019-12-30"), "2020-W01");
  assert.equal(isoWeek(dayOf("2021-01-03")).monday, dayOf("2020-12-28"));
});
