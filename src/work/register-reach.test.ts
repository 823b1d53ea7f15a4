import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import { unreached } from "./register-reach.ts";

const label = { zh: "项" };
const standard = compileStandard(
  documentShape.parse({
    standard: "s",
    version: "1",
    title: { zh: "标准" },
    effective: "2021-01-01",
    roles: { worker: { title: { zh: "社工" } } },
    facts: { person: { livesAlone: { label, type: "boolean" }, blind: { label, type: "boolean" } } },
    lines: [{ id: "l", title: { zh: "线" }, serves: "person" }],
    records: { visit: { title: { zh: "走访" }, about: ["person"] } },
    promises: [
      { id: "alone", when: "livesAlone" },
      { id: "old", when: "age >= 90" },
      { id: "blind", when: "blind && livesAlone" },
    ].map((one) => ({
      ...one,
      line: "l",
      title: { zh: one.id },
      to: "person",
      each: "month",
      by: "worker",
      keptBy: ["visit"],
    })),
  }),
);
const person = (facts: Subject["facts"], history: Subject["history"] = []): Subject => ({
  id: "p",
  kind: "person",
  since: dayOf("2021-01-01"),
  facts: { birthDate: "1950-01-01", ...facts },
  history,
});
const named = (subjects: Subject[], today: string) =>
  unreached(standard, subjects, dayOf(today)).map(({ promise, unknown }) => [
    promise.localId,
    unknown.map(({ id }) => id),
  ]);

test("clauses that nobody reaches, with the facts nobody has", () => {
  assert.deepEqual(named([person({ livesAlone: true })], "2021-06-01"), [
    ["old", []],
    ["blind", ["blind"]],
  ]);
  assert.deepEqual(
    named([], "2021-06-01").map(([id]) => id),
    ["alone", "old", "blind"],
  );
});

test("one day on which it held is enough, and a birthday brings it in time", () => {
  const once = person({}, [
    { fact: "livesAlone", value: true, from: dayOf("2021-02-01") },
    { fact: "livesAlone", value: false, from: dayOf("2021-02-02") },
  ]);
  assert.deepEqual(
    named([once], "2021-06-01").map(([id]) => id),
    ["old", "blind"],
  );
  assert.deepEqual(
    named([once], "2040-01-01").map(([id]) => id),
    ["blind"],
  );
});
