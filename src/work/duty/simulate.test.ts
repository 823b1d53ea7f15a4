import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dayOf } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import { simulate } from "./simulate.ts";

const standard = compileStandard(
  documentShape.parse({
    standard: "small",
    version: "1",
    title: { zh: "小标准" },
    effective: "2021-01-01",
    roles: { worker: { title: { zh: "工作者" } }, nurse: { title: { zh: "护士" } } },
    facts: { person: { joined: { label: { zh: "加入" }, type: "date" } } },
    lines: [{ id: "all", title: { zh: "所有人" }, serves: "person" }],
    records: {
      visit: { title: { zh: "走访" }, about: ["person"] },
      call: { title: { zh: "电话" }, about: ["person"] },
    },
    promises: [
      { id: "weekly", every: "P7D", by: "worker", keptBy: ["visit"] },
      { id: "thrice", each: "month", times: 3, by: "nurse", keptBy: ["call"] },
      { id: "old", each: "quarter", when: "age >= 80", by: "worker", keptBy: ["visit", "call"] },
      { id: "joined", within: "5 workdays", of: "fact:joined", by: "worker", keptBy: ["call"] },
      { id: "after-call", within: "P3D", of: "record:call", by: "nurse", keptBy: ["visit"] },
      { id: "same-day", within: "P0D", of: "record:call", by: "nurse", keptBy: ["visit"] },
      { id: "birthday", on: "schoolYear(6)", by: "worker", keptBy: ["visit"] },
    ].map((promise) => ({ ...promise, line: "all", title: { zh: promise.id }, to: "person" })),
  }),
);
const asked = {
  from: dayOf("2021-01-01"),
  until: dayOf("2021-12-31"),
  seed: 1,
  adopted: dayOf("2021-01-01"),
};

function people(count: number): Subject[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    kind: "person",
    since: dayOf("2020-06-01") + index,
    facts: {
      birthDate: `${1930 + (index % 90)}-03-0${1 + (index % 9)}`,
      joined: `2021-0${1 + (index % 9)}-12`,
    },
    history: [],
  }));
}

const sum = (rows: { due: number; kept: number; acts: number }[], key: "due" | "kept" | "acts") =>
  rows.reduce((total, row) => total + row[key], 0);

test("weeks, roles and promises add up to the same, whatever the rate and seed", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1000), (rate, seed) => {
      const { weeks, roles, promises } = simulate(standard, people(12), new Map(), { ...asked, rate, seed });
      for (const key of ["due", "kept", "acts"] as const) {
        assert.equal(sum(weeks, key), sum(roles, key));
        assert.equal(sum(weeks, key), sum(promises, key));
      }
    }),
    { numRuns: 8 },
  );
});

test("at a rate of one all that falls due is kept, at nought nothing is done", () => {
  const all = simulate(standard, people(20), new Map(), { ...asked, rate: 1 });
  for (const { promise, due, kept } of all.promises) assert.equal(kept, due, promise);
  assert.ok(sum(all.promises, "due") > 20 * 52);
  const weekly = all.promises.find(({ promise }) => promise === "weekly");
  assert.equal(weekly?.subjects, 20);
  // Done within seven days each time: at least the 52 weeks' worth, for each is settled on some day up to its due day.
  assert.ok(weekly.due >= 20 * 52);
  const thrice = all.promises.find(({ promise }) => promise === "thrice")?.acts ?? 0;
  assert.ok(thrice <= 720 && thrice >= 700, "720 calls, less one for each who is called on joining");
  const none = simulate(standard, people(20), new Map(), { ...asked, rate: 0 });
  assert.deepEqual([sum(none.weeks, "acts"), sum(none.weeks, "kept")], [0, 0]);
  assert.equal(none.promises.find(({ promise }) => promise === "thrice")?.due, 20 * 12);
  assert.equal(none.promises.find(({ promise }) => promise === "weekly")?.due, 20, "each stays overdue");
});

test("the same seed gives the same, another seed another; who stands beside a person changes nothing for them", () => {
  const run = (seed: number) => simulate(standard, people(10), new Map(), { ...asked, rate: 0.7, seed });
  assert.deepEqual(run(3), run(3));
  assert.notDeepEqual(run(3).weeks, run(4).weeks);
  const each = people(4).map((one) => simulate(standard, [one], new Map(), { ...asked, rate: 0.7, seed: 3 }));
  const together = simulate(standard, people(4).reverse(), new Map(), { ...asked, rate: 0.7, seed: 3 });
  assert.equal(
    sum(together.weeks, "acts"),
    each.reduce((total, { weeks }) => total + sum(weeks, "acts"), 0),
  );
});

test("one act keeps all that its kind of record keeps", () => {
  const old = people(1).map((person) => ({ ...person, facts: { birthDate: "1930-01-01" } }));
  const { promises } = simulate(standard, old, new Map(), { ...asked, rate: 1 });
  const quarter = promises.find(({ promise }) => promise === "old");
  assert.equal(quarter?.due, 4);
  assert.ok(quarter.acts < 4, "most quarters are kept by a weekly visit");
});
