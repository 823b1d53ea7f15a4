import assert from "node:assert/strict";
import { test } from "node:test";
import { type Day, dayOf, dayText } from "#basics/day.ts";
import { coarseBirth, wordless } from "./residue.ts";

const born = dayOf("1941-05-12");
const asked = {
  days: [] as Day[],
  span: { first: dayOf("2020-01-01"), last: dayOf("2021-12-31") },
  conditions: [],
  value: () => undefined,
  households: false,
};
const coarse = (more: Partial<typeof asked>) => dayText(coarseBirth(born, { ...asked, ...more }));

test("where no figure asks more, of a date of birth the year stays", () => {
  assert.equal(coarse({}), "1941-07-01");
  assert.equal(coarse({ days: [dayOf("2021-01-08"), dayOf("2021-08-01")] }), "1941-07-01");
});

test("a figure between the birthday and the middle of the year keeps the month, never the day", () => {
  assert.equal(coarse({ days: [dayOf("2021-05-20")] }), "1941-05-15");
  assert.equal(coarse({ days: [dayOf("2021-05-13")] }), "1941-05-01");
  assert.equal(
    coarse({ days: [dayOf("2021-05-11"), dayOf("2021-05-12")] }),
    "1941-05-15",
    "the date goes first",
  );
});

test("a household that grew older by their birthday keeps the month, where the day itself cannot stay", () => {
  const span = { first: dayOf("2001-01-01"), last: dayOf("2002-01-01") };
  assert.equal(coarse({ households: true, span }), "1941-05-15");
  assert.equal(coarse({ households: true }), "1941-07-01");
});

test("words, telephones and pictures become a sign that there was something; numbers and choices stay", () => {
  assert.equal(wordless("longtext", "夜里总睡不好"), "…");
  assert.equal(wordless("phone", "13800000101"), "…");
  assert.equal(wordless("text", ""), "");
  assert.equal(wordless("money", 1200), 1200);
  assert.equal(wordless("choice", "good"), "good");
});
