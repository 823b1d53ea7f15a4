import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dayOf, dayText } from "#basics/day.ts";
import {
  parseStretch,
  periodWords,
  sayStretch,
  stretchAround,
  stretchNamed,
  stretchesWithin,
} from "./period.ts";
import type { Stretch } from "./period.ts";

function days(stretch: Stretch | undefined): string {
  return stretch === undefined ? "none" : `${dayText(stretch.first)} ${dayText(stretch.last)}`;
}

test("a period is read as it is written", () => {
  const read = {
    "2021-11": "2021-11-01 2021-11-30",
    "2021-W01": "2021-01-04 2021-01-10",
    "2020-W53": "2020-12-28 2021-01-03",
    "2021-Q4": "2021-10-01 2021-12-31",
    "2021-H1": "2021-01-01 2021-06-30",
    "2021": "2021-01-01 2021-12-31",
    "2021-01-01/2021-11-30": "2021-01-01 2021-11-30",
  };
  for (const [text, stretch] of Object.entries(read)) assert.equal(days(parseStretch(text)), stretch, text);
});

test("what names no period is none", () => {
  const none = ["", "2021-13", "2021-W53", "2021-W00", "2021-Q5", "2021-H3", "21-11", "2021-1", "2021-11-30"];
  const reversed = [
    "2021-11-30/2021-11-01",
    "2021-02-30/2021-03-01",
    "2021-01-01/",
    "a/b",
    "2021-01-01/2021-01-02/x",
    "0001-01-01/9999-12-31",
  ];
  for (const text of [...none, ...reversed]) assert.equal(days(parseStretch(text)), "none", text);
});

test("every day's period is named so that it is read back, and the periods within a stretch fill it", () => {
  const day = fc.integer({ min: dayOf("1990-01-01"), max: dayOf("2060-12-31") });
  fc.assert(
    fc.property(day, day, fc.constantFrom(...periodWords), (one, other, period) => {
      const around = stretchAround(one, period);
      assert.deepEqual(parseStretch(around.id), around);
      assert.ok(around.first <= one && one <= around.last);
      const stretch = {
        id: "x",
        first: Math.min(one, other),
        last: Math.min(Math.max(one, other), one + 400),
      };
      if (stretch.first > stretch.last) return;
      const parts = stretchesWithin(stretch, period);
      assert.equal(parts[0]?.first, stretch.first);
      assert.equal(parts.at(-1)?.last, stretch.last);
      for (const [place, part] of parts.slice(1).entries())
        assert.equal(part.first, (parts[place]?.last ?? 0) + 1);
    }),
  );
});

test("the words of a template are seen from the report's own period", () => {
  const of = parseStretch("2021-03");
  assert.ok(of);
  const named = {
    month: "2021-03-01 2021-03-31",
    "last-month": "2021-02-01 2021-02-28",
    quarter: "2021-01-01 2021-03-31",
    "last-year": "2020-01-01 2020-12-31",
    "last-half": "2020-07-01 2020-12-31",
    "to-date": "2021-01-01 2021-03-31",
    "last-to-date": "2020-01-01 2020-03-31",
    fortnight: "none",
  };
  for (const [word, stretch] of Object.entries(named))
    assert.equal(days(stretchNamed(word, of)), stretch, word);
});

test("a period is said in both languages", () => {
  const say = (text: string) => {
    const stretch = parseStretch(text);
    return stretch && sayStretch(stretch);
  };
  assert.deepEqual(say("2021-11"), { zh: "2021年11月", en: "November 2021" });
  assert.deepEqual(say("2021-Q4"), { zh: "2021年第4季度", en: "quarter 4 of 2021" });
  assert.deepEqual(say("2021-H1"), { zh: "2021年上半年", en: "first half of 2021" });
  assert.deepEqual(say("2021-01-01/2021-11-30"), {
    zh: "2021年1月1日至2021年11月30日",
    en: "1 January 2021 to 30 November 2021",
  });
});
