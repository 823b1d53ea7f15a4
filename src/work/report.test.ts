import assert from "node:assert/strict";
import { test } from "node:test";
import { differences } from "./report.ts";
import type { ReportFigure } from "./report.ts";

const figure = (indicator: string, said: string, area?: string): ReportFigure => ({
  indicator,
  period: "2021-10",
  keys: area === undefined ? {} : { area },
  title: { zh: indicator },
  value: 0.98213,
  said: { zh: said },
});

test("a figure differs where what is printed differs; one that came or went is told of too", () => {
  const were = [
    figure("a", "98.2%"),
    figure("b", "3 次"),
    figure("b", "1 次", "east"),
    figure("b", "2 次", "west"),
  ];
  const are = [
    { ...figure("a", "98.2%"), value: 0.98214 },
    figure("b", "4 次"),
    figure("b", "1 次", "east"),
    figure("b", "1 次", ""),
  ];
  assert.deepEqual(
    differences(were, are).map(({ indicator, keys, was, is }) => [indicator, keys["area"], was?.zh, is?.zh]),
    [
      ["b", undefined, "3 次", "4 次"],
      ["b", "", undefined, "1 次"],
      ["b", "west", "2 次", undefined],
    ],
  );
  assert.deepEqual(differences(were, were), []);
});
