import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import { differenceBetween } from "./diff.ts";

const promise = (id: string, more: Record<string, unknown>) => ({
  id,
  line: "l",
  title: { zh: id },
  to: "person",
  each: "month",
  by: "worker",
  keptBy: ["visit"],
  ...more,
});
const version = (number: string, promises: object[], more: Record<string, unknown> = {}) =>
  compileStandard(
    documentShape.parse({
      standard: "s",
      version: number,
      title: { zh: "标准" },
      effective: `202${number}-01-01`,
      roles: { worker: { title: { zh: "社工" } }, nurse: { title: { zh: "护士" } } },
      facts: { person: { livesAlone: { label: { zh: "独居", en: "lives alone" }, type: "boolean" } } },
      lines: [{ id: "l", title: { zh: "线" }, serves: "person" }],
      records: { visit: { title: { zh: "走访" }, about: ["person"] } },
      ...more,
      promises,
    }),
  );
const before = version("1", [
  promise("same", {}),
  promise("old", { when: "age >= 80" }),
  promise("gone", {}),
  promise("other", { basis: [] }),
]);
const after = version(
  "2",
  [
    promise("other", { by: "nurse", clause: { zh: "新的话" } }),
    promise("same", {}),
    promise("old", { when: "age >= 70 && livesAlone", every: "P14D", each: undefined }),
    promise("new", { each: "week" }),
  ],
  {
    records: {
      visit: { title: { zh: "走访" }, about: ["person"] },
      call: { title: { zh: "电话" }, about: ["person"] },
    },
  },
);
const person = (id: string, born: number, facts: Subject["facts"] = {}): Subject => ({
  id,
  kind: "person",
  since: dayOf("2020-01-01"),
  facts: { birthDate: `${born}-06-01`, ...facts },
  history: [],
});
const people = [
  person("a", 1930),
  person("b", 1945, { livesAlone: true }),
  person("c", 1930, { livesAlone: true }),
  person("d", 1990),
  { ...person("later", 1930), since: dayOf("2030-01-01") },
];
const { clauses, others, reach, year } = differenceBetween(before, after, people, {
  on: dayOf("2021-01-01"),
  until: dayOf("2021-12-31"),
});

test("clauses that come, go and change, each part by itself; a clause that only moved has not changed", () => {
  assert.deepEqual(
    clauses.map(({ promise: id, what, parts }) => [id, what, parts.map(({ part }) => part)]),
    [
      ["gone", "gone", []],
      ["other", "changed", ["words", "role"]],
      ["old", "changed", ["form", "condition"]],
      ["new", "added", []],
    ],
  );
  const [words, role] = clauses[1]?.parts ?? [];
  assert.deepEqual(
    [words?.before.zh, words?.after.zh, role?.before.zh, role?.after.zh],
    ["other", "新的话", "社工", "护士"],
  );
  assert.deepEqual(others, [{ part: "records", id: "call", what: "added" }]);
});

test("who gains and who loses what, by id; those not yet in the register do neither", () => {
  assert.deepEqual(reach, [
    { promise: "old", gain: ["b"], lose: ["a"], keep: 1 },
    { promise: "gone", gain: [], lose: ["a", "b", "c", "d"], keep: 0 },
    { promise: "new", gain: ["a", "b", "c", "d"], lose: [], keep: 0 },
  ]);
});

test("a year's work by role, before and after, as though both were adopted that day", () => {
  const [nurse, worker] = year;
  assert.deepEqual([nurse?.role, nurse?.before.due, nurse?.after.due], ["nurse", 0, 48]);
  assert.equal(worker?.role, "worker");
  assert.equal(worker.before.due, 4 * 12 * 3 + 2 * 12);
});

test("a version compared with itself changes nothing", () => {
  const same = differenceBetween(before, before, people, {
    on: dayOf("2021-01-01"),
    until: dayOf("2021-02-01"),
  });
  assert.deepEqual([same.clauses, same.others, same.reach], [[], [], []]);
  for (const { before: was, after: is } of same.year) assert.deepEqual(was, is);
});

test("a tuned default counts as another form, for it moves the days", () => {
  const tuned = (every: string) =>
    version("1", [promise("p", { every: "${often}", each: undefined })], {
      parameters: { often: { type: "duration", default: every } },
    });
  const { clauses: changed } = differenceBetween(tuned("P7D"), tuned("P10D"), [], { on: 0, until: 1 });
  assert.deepEqual(
    changed[0]?.parts.map(({ part }) => part),
    ["form"],
  );
});
