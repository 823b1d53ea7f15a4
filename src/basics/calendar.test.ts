import assert from "node:assert/strict";
import { test } from "node:test";

import { calendarWith, legalCalendar } from "./calendar.ts";
import { dayFrom, dayOf } from "./day.ts";

test("the years declared have as many working days as announced", () => {
  // Weekdays less the 11 days (13 from 2025) that the holidays law gives; in 2020 the Spring Festival took two more.
  const counts = { 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248 };
  for (const [year, count] of Object.entries(counts)) {
    let worked = 0;
    const end = dayFrom(Number(year) + 1, 1, 1);
    for (let day = dayFrom(Number(year), 1, 1); day < end; day += 1)
      if (legalCalendar.isWorkday(day)) worked += 1;
    assert.equal(worked, count, year);
    assert.ok(legalCalendar.sources(Number(year)).length > 0);
  }
});

test("a holiday is its weekends too, a plain weekend is none", () => {
  assert.ok(legalCalendar.isLegalHoliday(dayOf("2021-10-02"))); // Saturday in the National Day holiday
  assert.ok(!legalCalendar.isLegalHoliday(dayOf("2021-11-27")));
  assert.ok(!legalCalendar.isWorkday(dayOf("2021-11-27")));
  assert.ok(legalCalendar.isWorkday(dayOf("2021-10-09"))); // a Saturday worked
  assert.ok(!legalCalendar.isWorkday(dayOf("2020-01-31"))); // the Spring Festival was lengthened in 2020
});

test("a New Year that begins on the last day of the old year closes that day too", () => {
  assert.ok(legalCalendar.isLegalHoliday(dayOf("2022-12-31")));
  assert.ok(!legalCalendar.isLegalHoliday(dayOf("2021-12-31")));
});

test("a year not known is answered by weekdays, and said to be provisional", () => {
  assert.ok(legalCalendar.isKnownYear(dayOf("2026-12-31")));
  assert.ok(!legalCalendar.isKnownYear(dayOf("2027-01-01")));
  assert.ok(legalCalendar.isWorkday(dayOf("2027-01-01"))); // a Friday
});

test("a year that an office entered counts beside those known, and instead of one known", () => {
  const source = [{ zh: "国办发明电〔2026〕9号" }];
  const calendar = calendarWith([
    { year: 2027, source, holidays: ["2027-01-01/2027-01-03"], makeUpWorkdays: ["2027-01-09"] },
    { year: 2021, source, holidays: ["2021-10-01/2021-10-01"], makeUpWorkdays: [] },
  ]);
  assert.equal(legalCalendar.isKnownYear(dayOf("2027-03-01")), false);
  assert.ok(calendar.isKnownYear(dayOf("2027-03-01")));
  assert.ok(calendar.isLegalHoliday(dayOf("2027-01-02")) && !calendar.isWorkday(dayOf("2027-01-01")));
  assert.ok(calendar.isWorkday(dayOf("2027-01-09")));
  assert.deepEqual(calendar.sources(2027), source);
  assert.ok(calendar.isWorkday(dayOf("2021-10-04")), "a second notice took this day back");
  assert.ok(calendar.isLegalHoliday(dayOf("2022-10-04")), "another year is as it was");
});
