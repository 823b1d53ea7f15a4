import assert from "node:assert/strict";
import { test } from "node:test";

import { calendarSources, isKnownYear, isLegalHoliday, isWorkday } from "./calendar.ts";
import { dayFrom, dayOf } from "./day.ts";

test("the years declared have as many working days as announced", () => {
  // Weekdays less the 11 days (13 from 2025) that the holidays law gives; in 2020 the Spring Festival took two more.
  const counts = { 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248 };
  for (const [year, count] of Object.entries(counts)) {
    let worked = 0;
    const end = dayFrom(Number(year) + 1, 1, 1);
    for (let day = dayFrom(Number(year), 1, 1); day < end; day += 1) if (isWorkday(day)) worked += 1;
    assert.equal(worked, count, year);
    assert.ok(calendarSources(Number(year)).length > 0);
  }
});

test("a holiday is its weekends too, a plain weekend is none", () => {
  assert.ok(isLegalHoliday(dayOf("2021-10-02"))); // Saturday in the National Day holiday
  assert.ok(!isLegalHoliday(dayOf("2021-11-27")));
  assert.ok(!isWorkday(dayOf("2021-11-27")));
  assert.ok(isWorkday(dayOf("2021-10-09"))); // a Saturday worked
  assert.ok(!isWorkday(dayOf("2020-01-31"))); // the Spring Festival was lengthened in 2020
});

test("a New Year that begins on the last day of the old year closes that day too", () => {
  assert.ok(isLegalHoliday(dayOf("2022-12-31")));
  assert.ok(!isLegalHoliday(dayOf("2021-12-31")));
});

test("a year not known is answered by weekdays, and said to be provisional", () => {
  assert.ok(isKnownYear(dayOf("2026-12-31")));
  assert.ok(!isKnownYear(dayOf("2027-01-01")));
  assert.ok(isWorkday(dayOf("2027-01-01"))); // a Friday
});
