import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "#basics/day.ts";
import { parseSpan } from "#basics/deadline.ts";
import { parseHours } from "./hours.ts";
import type { WorkCalendar } from "./standard.ts";
import { dueAt, isHoliday, isNight, officeHoursOn } from "./work-calendar.ts";

const zone = "Asia/Shanghai";
const plain: WorkCalendar = {
  night: { from: 22 * 60, until: 30 * 60 },
  weekendsAreHolidays: true,
  office: hoursOf("Mo-Fr 08:30-12:00,14:30-17:30; PH off"),
  hours: "clock",
  rollOver: "none",
};

/** When a span ends that begins at a local time, as local text; a due at midnight is shown as 24:00 of its day. */
function due(start: string, span: string, calendar: Partial<WorkCalendar> = {}): string {
  const read = parseSpan(span);
  assert.ok(read, span);
  const { at, provisional } = dueAt(`${start}:00+08:00`, read, { ...plain, ...calendar }, zone);
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString();
  const shown = local.endsWith("T00:00:00.000Z")
    ? `${new Date(Date.parse(local) - 1).toISOString().slice(0, 10)}T24:00`
    : local.slice(0, 16);
  return provisional ? `${shown} provisional` : shown;
}

test("hours run from the very moment, through the night (Civil Code, art. 201)", () => {
  assert.equal(due("2021-05-01T23:40", "PT30M"), "2021-05-02T00:10");
  assert.equal(due("2021-05-01T23:40", "PT2H"), "2021-05-02T01:40");
  assert.equal(due("2021-12-31T23:00", "PT48H"), "2022-01-02T23:00");
});

test("days are counted from the next and end with the day; months are clamped (art. 202)", () => {
  assert.equal(due("2021-05-01T08:00", "P0D"), "2021-05-01T24:00");
  assert.equal(due("2021-05-01T23:59", "P3D"), "2021-05-04T24:00");
  assert.equal(due("2021-08-31T09:00", "P6M"), "2022-02-28T24:00");
});

test("working days by the legal calendar, make-up days counted", () => {
  const vectors = [
    ["2021-09-17", "3 workdays", "2021-09-23"],
    ["2021-09-13", "30 workdays", "2021-10-29"],
    ["2021-09-13", "45 workdays", "2021-11-19"],
    ["2021-09-28", "10 workdays", "2021-10-18"],
    ["2022-01-24", "5 workdays", "2022-01-29"], // a Saturday that is worked
    ["2022-01-24", "10 workdays", "2022-02-10"],
    ["2022-01-20", "30 workdays", "2022-03-08"],
    ["2020-01-17", "10 workdays", "2020-02-07"], // the Spring Festival was lengthened
    ["2022-09-29", "5 workdays", "2022-10-11"],
  ] as const;
  for (const [start, span, end] of vectors) assert.equal(due(`${start}T10:00`, span), `${end}T24:00`);
});

test("a day that is off rolls over to the next working day only where the calendar says so (art. 203)", () => {
  assert.equal(due("2021-09-24T10:00", "P7D"), "2021-10-01T24:00");
  assert.equal(due("2021-09-24T10:00", "P7D", { rollOver: "next-workday" }), "2021-10-08T24:00");
  assert.equal(due("2021-09-21T10:00", "P5D", { rollOver: "next-workday" }), "2021-09-26T24:00"); // a worked Sunday
});

test("an unknown year is provisional, never guessed without saying so", () => {
  assert.equal(due("2026-12-30T10:00", "2 workdays"), "2027-01-01T24:00 provisional");
  assert.equal(due("2026-12-30T10:00", "P5D"), "2027-01-04T24:00"); // no calendar was asked
  assert.equal(due("2026-12-30T10:00", "P5D", { rollOver: "next-workday" }), "2027-01-04T24:00 provisional");
  assert.equal(due("2026-12-31T17:00", "PT2H", { hours: "office" }), "2027-01-01T10:00 provisional");
});

test("office hours: only while the office is open, make-up days with the hours of a working day", () => {
  const office = { hours: "office" } as const;
  assert.equal(due("2021-11-29T09:00", "PT2H", office), "2021-11-29T11:00");
  assert.equal(due("2021-11-29T11:30", "PT1H", office), "2021-11-29T15:00"); // over the noon break
  assert.equal(due("2021-11-29T17:00", "PT1H", office), "2021-11-30T09:00");
  assert.equal(due("2021-11-27T10:00", "PT30M", office), "2021-11-29T09:00"); // a Saturday
  assert.equal(due("2021-09-17T17:00", "PT1H", office), "2021-09-18T09:00"); // a worked Saturday
  assert.equal(due("2021-09-30T17:00", "PT1H", office), "2021-10-08T09:00"); // over the National Day
  const night = { hours: "office", office: hoursOf("Mo-Su 20:00-04:00") } as const;
  assert.equal(due("2021-11-30T01:00", "PT4H", night), "2021-11-30T21:00");
  assert.throws(() => due("2021-11-30T01:00", "PT4H", { hours: "office", office: hoursOf("PH off") }));
});

test("night and holiday as the calendar means them", () => {
  const night = (clock: string) => isNight(`2021-05-01T${clock}:00+08:00`, plain, zone);
  assert.deepEqual(["21:59", "22:00", "23:40", "00:00", "05:59", "06:00"].map(night), [
    false,
    true,
    true,
    true,
    true,
    false,
  ]);
  const holiday = (day: string, weekends = true) =>
    isHoliday(dayOf(day), { ...plain, weekendsAreHolidays: weekends });
  assert.equal(holiday("2021-10-01"), true);
  assert.equal(holiday("2021-09-26"), false); // a worked Sunday
  assert.equal(holiday("2021-11-27"), true); // a plain Saturday
  assert.equal(holiday("2021-11-27", false), false);
  assert.equal(holiday("2021-10-02", false), true);
});

test("a weekday on which the office is always closed is not given hours", () => {
  const office = hoursOf("Mo,We-Fr 09:00-12:00; PH off");
  assert.deepEqual(officeHoursOn(office, dayOf("2021-11-30")), []); // a Tuesday
  assert.deepEqual(officeHoursOn(office, dayOf("2021-09-26")), [{ from: 540, until: 720 }]);
});

function hoursOf(text: string) {
  const read = parseHours(text);
  assert.ok("hours" in read, text);
  return read.hours;
}
