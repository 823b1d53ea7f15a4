import assert from "node:assert/strict";
import { test } from "node:test";
import { placeTrend } from "./trend.ts";

const month = (at: number, rate: number | null) => ({ month: `2021-0${at}`, rate });

test("a month without a figure breaks the line instead of falling to 0", () => {
  const { runs, foot } = placeTrend([month(1, 0.95), month(2, null), month(3, 0.85), month(4, 1)], 90, 10);
  assert.equal(foot, 0.8);
  assert.deepEqual(
    runs.map((run) => run.map(({ month }) => month)),
    [["2021-01"], ["2021-03", "2021-04"]],
  );
  const last = runs[1] ?? [];
  assert.deepEqual(
    last.map(({ x, y }) => [x, y === 0]),
    [
      [60, false],
      [90, true],
    ],
  );
});

test("nothing to draw is no line, and a scale still stands", () => {
  assert.deepEqual(placeTrend([], 90, 10), { runs: [], foot: 0.9 });
  assert.equal(placeTrend([month(1, 1)], 90, 10).foot, 0.9);
  assert.equal(placeTrend([month(1, 0)], 90, 10).foot, 0);
});
