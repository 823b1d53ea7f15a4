import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "./day.ts";
import { deadlineText, instantAt, parseSpan, wallClock } from "./deadline.ts";

test("a span is a length by the clock, in days or in working days", () => {
  assert.deepEqual(parseSpan("PT30M"), { minutes: 30 });
  assert.deepEqual(parseSpan("PT2H"), { minutes: 120 });
  assert.deepEqual(parseSpan("PT1H30M"), { minutes: 90 });
  assert.deepEqual(parseSpan("P3D"), { months: 0, days: 3 });
  assert.deepEqual(parseSpan("P1M"), { months: 1, days: 0 });
  assert.deepEqual(parseSpan("5 workdays"), { workdays: 5 });
  for (const wrong of ["PT", "PT1D", "P1DT2H", "2h", "30M", "PT1.5H", "-PT1H"]) {
    assert.equal(parseSpan(wrong), undefined, wrong);
  }
});

test("a span in words", () => {
  const say = (text: string) => {
    const span = parseSpan(text);
    assert.ok(span);
    return deadlineText(span);
  };
  assert.deepEqual(say("PT30M"), { zh: "30 分钟", en: "30 minutes" });
  assert.deepEqual(say("PT1H"), { zh: "1 小时", en: "1 hour" });
  assert.deepEqual(say("PT1H30M"), { zh: "1 小时 30 分钟", en: "1 hour 30 minutes" });
  assert.deepEqual(say("PT0M"), { zh: "0 分钟", en: "0 minutes" });
  assert.deepEqual(say("5 workdays"), { zh: "5 个工作日", en: "5 working days" });
});

test("a wall clock and the instant at which it shows that time find each other", () => {
  const day = dayOf("2021-05-01");
  const shanghai = instantAt(day, 23 * 60 + 40, "Asia/Shanghai");
  assert.equal(new Date(shanghai).toISOString(), "2021-05-01T15:40:00.000Z");
  assert.deepEqual(wallClock(shanghai, "Asia/Shanghai"), { day, sinceMidnight: 85_200_000 });
  // The end of a day is the next midnight, and a zone that changes its clock in the night between is heard.
  assert.equal(new Date(instantAt(day, 1440, "Asia/Shanghai")).toISOString(), "2021-05-01T16:00:00.000Z");
  const change = dayOf("2021-03-28");
  assert.equal(new Date(instantAt(change, 0, "Europe/Berlin")).toISOString(), "2021-03-27T23:00:00.000Z");
  assert.equal(new Date(instantAt(change, 1440, "Europe/Berlin")).toISOString(), "2021-03-28T22:00:00.000Z");
});
