import assert from "node:assert/strict";
import { test } from "node:test";
import type { Simulated } from "#work/duty/simulate.ts";
import { folderOf, typed } from "./for-tests.ts";
import { people, smallStandard } from "./standards-for-tests.ts";

const stands = folderOf({
  "t/standard.yaml": smallStandard({
    parameters: { every: { type: "duration", default: "P7D", atMost: "P14D" } },
  }),
  "people.json": people,
  "done.json": [{ id: "r", kind: "visit", about: "a", on: "2020-12-30" }],
});
const words = [
  "simulate",
  "--standard",
  "t",
  "--register",
  "people.json",
  "--from",
  "2021-01-04",
  "--until",
  "2021-01-31",
];
const answer = async (...more: string[]) => {
  const { code, out, err } = await typed(stands, [...words, ...more]);
  assert.equal(code, 0, err);
  return JSON.parse(out) as Simulated;
};

test("duties and acts by week, role and promise; the same seed gives the same", async () => {
  const one = await answer();
  assert.deepEqual(
    [one.standard, one.from, one.until, one.rate, one.seed],
    ["t", "2021-01-04", "2021-01-31", 1, 1],
  );
  assert.deepEqual(
    one.promises.map(({ promise, role, subjects }) => [promise, role, subjects]),
    [["weekly", "worker", 1]],
  );
  assert.ok(
    one.weeks.every(
      ({ week, monday, role, promise }) =>
        /^2021-W0\d$/.test(week) && monday >= "2021-01-04" && role === "worker" && promise === "weekly",
    ),
  );
  assert.deepEqual(await answer("--seed", "1", "--rate=1"), one);
  assert.equal((await answer("--rate", "0")).roles[0]?.acts, 0);
});

test("with records it goes on from what was done, without them it begins on the first day", async () => {
  const adopted = await answer("--rate", "0");
  assert.deepEqual(
    adopted.weeks.map(({ monday, due }) => [monday, due]),
    [["2021-01-11", 1]],
  );
  const going = await answer("--rate", "0", "--records", "done.json");
  assert.deepEqual(
    going.weeks.map(({ monday, due }) => [monday, due]),
    [["2021-01-04", 1]],
  );
});

test("typed wrongly, each with a sentence that names it", async () => {
  for (const [more, say] of [
    [["--rate", "2"], /--rate 2/],
    [["--rate", ""], /--rate/],
    [["--seed", "x"], /--seed x/],
    [["--until", "2020-01-01"], /--until/],
    [["--until", "2021-02-29"], /2021-02-29 is no day/],
    [["--until", "2099-01-01"], /ten years/],
  ] as const) {
    const { code, err } = await typed(stands, [...words, ...more]);
    assert.deepEqual([code, say.test(err)], [2, true], more.join(" "));
  }
});
