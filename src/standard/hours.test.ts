import assert from "node:assert/strict";
import { test } from "node:test";

import { legalCalendar } from "#basics/calendar.ts";
import { dayOf } from "#basics/day.ts";
import { isOpenOn, parseHours, spansOn } from "./hours.ts";
import { sayHours } from "./say-hours.ts";

function hours(text: string) {
  const read = parseHours(text);
  assert.ok("hours" in read, text);
  return read.hours;
}

const open = (text: string, day: string) => isOpenOn(hours(text), dayOf(day), legalCalendar);

test("days, ranges, lists and times", () => {
  const text = "Mo-Fr 08:30-12:00,14:30-17:30; Sa,Su 09:00-11:00";
  assert.deepEqual(spansOn(hours(text), dayOf("2021-11-30"), legalCalendar), [
    { from: 510, until: 720 },
    { from: 870, until: 1050 },
  ]);
  assert.deepEqual(spansOn(hours(text), dayOf("2021-11-28"), legalCalendar), [{ from: 540, until: 660 }]);
});

test("PH off closes the legal days off, make-up days stay as they are", () => {
  assert.ok(!open("Mo-Sa 08:00-17:30; PH off", "2021-10-02"));
  assert.ok(open("Mo-Sa 08:00-17:30", "2021-10-02"));
  assert.ok(open("Mo-Sa 08:00-17:30; PH off", "2021-10-09"));
  assert.ok(!open("Mo-Sa 08:00-17:30; PH off", "2021-11-28"));
});

test("a rule after PH off holds on the legal days off again, as in OpenStreetMap", () => {
  assert.ok(!open("PH off; Sa 09:00-11:00", "2021-10-01")); // a Friday
  assert.ok(open("Mo-Su 08:00-17:00; PH off; Sa 09:00-11:00", "2021-10-02")); // a Saturday
  assert.ok(!open("Mo-Su 08:00-17:00; PH off; Sa 09:00-11:00", "2021-10-03"));
});

test("blanks after commas are as they are typed", () => {
  const text = "Mo, We 08:30-12:00, 14:30-17:30";
  assert.equal(spansOn(hours(text), dayOf("2021-12-01"), legalCalendar).length, 2);
});

test("a later rule replaces an earlier one; ranges go over the week's end", () => {
  assert.ok(!open("Mo-Su 08:00-17:00; We off", "2021-12-01"));
  assert.ok(open("Sa-Mo 08:00-17:00", "2021-11-28"));
  assert.ok(!open("Sa-Mo 08:00-17:00", "2021-11-30"));
  assert.ok(open("24/7", "2021-11-30"));
  assert.deepEqual(hours("Fr 20:00-02:00").week[4], [{ from: 1200, until: 1560 }]);
});

test("hours are said in words", () => {
  const cases: [string, string, string][] = [
    [
      "Mo-Sa 07:00-11:00, 15:00-18:00; PH off",
      "周一至周六 07:00-11:00、15:00-18:00；法定假日休息",
      "Monday to Saturday 07:00-11:00, 15:00-18:00; closed on legal days off",
    ],
    [
      "Mo,We 08:00-12:00; Su off",
      "周一、周三 08:00-12:00；周日休息",
      "Monday, Wednesday 08:00-12:00; Sunday closed",
    ],
    ["24/7", "全天", "day and night"],
  ];
  for (const [text, zh, en] of cases) assert.deepEqual(sayHours(text), { zh, en });
});

test("what is not understood is said to be at its place", () => {
  assert.deepEqual(parseHours("Mo-Fr 08:00-12:00; Xx 09:00-10:00"), { fault: 19 });
  for (const text of ["Mo-Fr", "8-12", "Mo 25:00-26:00", "Mo-We-Fr 08:00-09:00", "Mo 08:00+", ""]) {
    assert.ok("fault" in parseHours(text), text);
  }
});
