import assert from "node:assert/strict";
import { test } from "node:test";
import { calendarAnnounce } from "./calendar-announce.ts";
import { decide, isMalformed, refusal, saidBy } from "./for-tests.ts";

const given = {
  year: 2027,
  holidays: [
    { first: "2027-02-05", last: "2027-02-11" },
    { first: "2026-12-31", last: "2027-01-02" },
  ],
  makeUpWorkdays: ["2027-02-20", "2026-12-26", "2027-02-20"],
  notice: "国办发明电〔2026〕9号",
};
const announce = (changed: object) => decide(calendarAnnounce, { ...given, ...changed });

test("a year is entered from its notice, in the order of its days", () => {
  assert.deepEqual(saidBy(announce({}), 0), {
    year: 2027,
    holidays: ["2026-12-31/2027-01-02", "2027-02-05/2027-02-11"],
    makeUpWorkdays: ["2026-12-26", "2027-02-20"],
    notice: "国办发明电〔2026〕9号",
  });
  assert.ok(isMalformed(calendarAnnounce, { ...given, notice: " " }));
  assert.ok(isMalformed(calendarAnnounce, { ...given, holidays: [] }));
});

test("no range that is none, no day of another year, no weekday made up for, nothing both off and worked", () => {
  const range = (first: string, last: string) => refusal(announce({ holidays: [{ first, last }] }));
  assert.deepEqual(range("2027-02-05", "2027-02-04"), ["wrong-range", "holidays.0"]);
  assert.deepEqual(range("2027-02-01", "2027-02-16"), ["wrong-range", "holidays.0"]);
  assert.deepEqual(range("2028-02-01", "2028-02-03"), ["other-year", "holidays.0"]);
  const worked = (day: string) => refusal(announce({ makeUpWorkdays: [day] }));
  assert.deepEqual(worked("2028-01-08"), ["other-year", "makeUpWorkdays.0"]);
  assert.deepEqual(worked("2027-02-19"), ["workday-anyway", "makeUpWorkdays.0"]);
  assert.deepEqual(worked("2027-02-06"), ["holiday-and-worked", "makeUpWorkdays.0"]);
});
