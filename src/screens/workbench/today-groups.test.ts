import assert from "node:assert/strict";
import { test } from "node:test";
import type { TodayDuty } from "#record/views/today.ts";
import { countsOf, groupDuties, type GroupBy } from "./today-groups.ts";

const duty = (
  name: string,
  area: string | null,
  promise: string,
  due: string,
  state: TodayDuty["state"],
): TodayDuty => ({
  subject: { id: name, kind: "person", name, age: null, area, address: null },
  promise,
  opens: due,
  due,
  state,
  daysLate: 0,
  mine: true,
  standIn: null,
  guarded: false,
  provisional: false,
});

const duties = [
  duty("丙", "grid-2", "call", "2021-12-03", "upcoming"),
  duty("甲", "grid-1", "call", "2021-11-30", "due"),
  duty("乙", "grid-1", "check", "2021-11-28", "overdue"),
  duty("丁", null, "check", "2021-11-29", "overdue"),
];

const groups = (by: GroupBy) =>
  groupDuties(duties, by, {
    area: (id) => id || "none",
    areas: ["grid-1", "grid-2"],
    line: (promise) => (promise === "call" ? "filial" : ""),
    lines: ["filial"],
    lineTitle: (id) => id || "other",
    overdue: "overdue",
    due: "due today",
    day: (day) => day,
    today: "2021-11-30",
  }).map(({ title, duties: inGroup }) => [title, inGroup.map(({ subject }) => subject.name).join("")]);

test("groups stand in the office's own order, the most pressing first in each, and nobody is lost", () => {
  assert.deepEqual(groups("area"), [
    ["grid-1", "乙甲"],
    ["grid-2", "丙"],
    ["none", "丁"],
  ]);
  assert.deepEqual(groups("line"), [
    ["filial", "甲丙"],
    ["other", "乙丁"],
  ]);
  assert.deepEqual(groups("due"), [
    ["overdue", "乙丁"],
    ["due today", "甲"],
    ["2021-12-03", "丙"],
  ]);
});

test("the counts are of what is in view", () => {
  assert.deepEqual(countsOf(duties, "2021-11-30"), { overdue: 2, due: 1, coming: 1 });
});
