import assert from "node:assert/strict";
import { test } from "node:test";
import type { Today, TodayDuty } from "#record/views/today.ts";
import { countOf, withoutDuties } from "./settle.ts";

const duty = (subject: string, promise: string, due: string): TodayDuty => ({
  subject: { id: subject, kind: "person", name: subject, age: null, area: null, address: null },
  promise,
  opens: "2021-11-20",
  due,
  state: "due",
  daysLate: 0,
  provisional: false,
  mine: true,
  standIn: null,
  guarded: false,
});

test("a record takes off the list exactly what it settles, and each count follows", () => {
  const today: Today = {
    day: "2021-11-30",
    counts: { overdue: 1, due: 1, coming: 1 },
    next: null,
    standIns: [],
    duties: [
      duty("a", "call", "2021-11-28"),
      duty("a", "check-up", "2021-12-03"),
      duty("b", "call", "2021-11-30"),
    ],
  };
  const left = withoutDuties(today, "a", ["call"]);
  assert.deepEqual(left.counts, { overdue: 0, due: 1, coming: 1 });
  assert.deepEqual(
    left.duties.map(({ subject, promise }) => `${subject.id}/${promise}`),
    ["a/check-up", "b/call"],
  );
  assert.equal(today.duties.length, 3);
});

test("the day a duty is due decides its count, not that it is open", () => {
  assert.equal(countOf("2021-11-29", "2021-11-30"), "overdue");
  assert.equal(countOf("2021-11-30", "2021-11-30"), "due");
  assert.equal(countOf("2021-12-01", "2021-11-30"), "coming");
});
