import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import { timeline } from "./known-subjects.ts";

const row = (fact: string, from_day: string, value: FactValue, number: number) => ({
  subject: "s",
  fact,
  from_day,
  value,
  number,
});

test("what held when somebody entered stands in facts, what changed since in history, in the order of days", () => {
  const rows = [
    row("area", "2021-03-01", "west", 9),
    row("area", "2021-01-01", "east", 1),
    row("area", "2021-02-01", "north", 12),
  ];
  assert.deepEqual(timeline(rows, "2021-01-01"), {
    facts: { area: "east" },
    history: [
      { fact: "area", value: "north", from: dayOf("2021-02-01") },
      { fact: "area", value: "west", from: dayOf("2021-03-01") },
    ],
  });
});

test("a fact from before they entered holds from the start; of several the latest", () => {
  assert.deepEqual(
    timeline([row("area", "2019-01-01", "old", 1), row("area", "2020-06-01", "newer", 2)], "2021-01-01"),
    { facts: { area: "newer" }, history: [] },
  );
});

test("of two entries for one day the one written later counts, whatever order they are loaded in", () => {
  const [first, second] = [row("area", "2021-02-01", "wrong", 5), row("area", "2021-02-01", "right", 6)];
  for (const rows of [
    [first, second],
    [second, first],
  ])
    assert.deepEqual(timeline(rows, "2021-01-01").history, [
      { fact: "area", value: "right", from: dayOf("2021-02-01") },
    ]);
  const entered = [row("area", "2021-01-01", "right", 6), row("area", "2021-01-01", "wrong", 1)];
  assert.deepEqual(timeline(entered, "2021-01-01"), { facts: { area: "right" }, history: [] });
});

test("no longer known is a value like others, and facts do not touch each other", () => {
  const rows = [
    row("a", "2021-01-01", 1, 1),
    row("a", "2021-02-01", null, 2),
    row("b", "2021-02-01", true, 3),
  ];
  assert.deepEqual(timeline(rows, "2021-01-01"), {
    facts: { a: 1 },
    history: [
      { fact: "a", value: null, from: dayOf("2021-02-01") },
      { fact: "b", value: true, from: dayOf("2021-02-01") },
    ],
  });
});
