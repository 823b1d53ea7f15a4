import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, dayText } from "./day.ts";
import { addDuration, durationText, parseDuration, subtractDuration } from "./duration.ts";

function plus(day: string, duration: string): string {
  return dayText(addDuration(dayOf(day), parseDuration(duration)!));
}

test("ends of months are clamped", () => {
  assert.equal(plus("2021-01-31", "P1M"), "2021-02-28");
  assert.equal(plus("2020-01-31", "P1M"), "2020-02-29");
  assert.equal(plus("2021-08-31", "P6M"), "2022-02-28");
  assert.equal(plus("2020-02-29", "P1Y"), "2021-02-28");
  assert.equal(plus("2021-01-31", "P1M10D"), "2021-03-10");
  assert.equal(plus("2021-11-30", "P2W"), "2021-12-14");
  assert.equal(dayText(subtractDuration(dayOf("2021-03-31"), parseDuration("P1M")!)), "2021-02-28");
  assert.equal(dayText(subtractDuration(dayOf("2021-01-15"), parseDuration("P2M")!)), "2020-11-15");
});

test("working days follow the legal calendar, the start not counted", () => {
  const vectors = [
    ["2021-09-17", 3, "2021-09-23"],
    ["2021-09-13", 30, "2021-10-29"],
    ["2021-09-13", 45, "2021-11-19"],
    ["2021-09-28", 10, "2021-10-18"],
    ["2022-01-24", 5, "2022-01-29"], // a Saturday, worked
    ["2022-01-24", 10, "2022-02-10"],
    ["2022-01-20", 30, "2022-03-08"],
    ["2020-01-17", 10, "2020-02-07"], // the Spring Festival that was lengthened
    ["2022-09-29", 5, "2022-10-11"],
  ] as const;
  for (const [start, count, end] of vectors) assert.equal(plus(start, `${count} workdays`), end);
  assert.equal(dayText(subtractDuration(dayOf("2021-09-23"), parseDuration("3 workdays")!)), "2021-09-17");
});

test("what is no duration is refused", () => {
  for (const text of ["7D", "P", "P7H", "P-7D", "7 days", "P1.5M", "workdays", "PT3H"]) {
    assert.equal(parseDuration(text), undefined, text);
  }
});

test("durations in words", () => {
  assert.deepEqual(durationText(parseDuration("P7D")!), { zh: "7 天", en: "7 days" });
  assert.deepEqual(durationText(parseDuration("P1M10D")!), {
    zh: "1 个月零 10 天",
    en: "1 month and 10 days",
  });
  assert.deepEqual(durationText(parseDuration("P2Y")!), { zh: "2 年", en: "2 years" });
  assert.deepEqual(durationText(parseDuration("1 workday")!), { zh: "1 个工作日", en: "1 working day" });
});
