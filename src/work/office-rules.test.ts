import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "#basics/day.ts";
import { compileStandard } from "#standard/compile.ts";
import { testDocument, testRules } from "./commands/for-tests.ts";
import { guardedFactsOf, guardedPromisesOf, officeRules } from "./office-rules.ts";

const office = { id: "first", title: { zh: "第一社区" }, zone: "Asia/Shanghai", areas: [] };
const [weekly, care, open] = testDocument.promises;
const version = (number: string, promises: (typeof testDocument)["promises"]) =>
  compileStandard({ ...testDocument, version: number, promises });

test("the newest version says what is promised; each window finds the version of its day", () => {
  const rules = officeRules(office, [
    { standard: version("2", [{ ...weekly!, title: { zh: "新题" } }, care!, open!]), from: "2021-06-01" },
    { standard: version("1", [weekly!, care!, open!]), from: "2021-01-01" },
  ]);
  assert.deepEqual(
    rules.standards.map((standard) => standard.version),
    ["2"],
  );
  assert.equal(rules.promise("small/weekly")?.title.zh, "新题");
  const inForce = rules.promises.get("small/weekly");
  assert.ok(inForce !== undefined);
  assert.equal(inForce.adopted, dayOf("2021-01-01"));
  assert.deepEqual(
    inForce.versions.map(({ from, promise }) => [from, promise.title.zh]),
    [
      [dayOf("2021-01-01"), "每周问候"],
      [dayOf("2021-06-01"), "新题"],
    ],
  );
});

test("a promise that the newest version no longer makes ends on the day of that version", () => {
  const rules = officeRules(office, [
    { standard: version("1", [weekly!, care!, open!]), from: "2021-01-01" },
    { standard: version("2", [care!, open!]), from: "2021-06-01" },
  ]);
  assert.equal(rules.promise("small/weekly")?.title.zh, weekly!.title.zh, "what was owed is still read");
  assert.equal(rules.promises.get("small/weekly")?.ended, dayOf("2021-06-01"));
  assert.equal(rules.promises.get("small/care")?.ended, undefined);
});

test("once guarded, a promise stays guarded, whatever a later version reads, or that it makes it no more", () => {
  const { when: _, ...unread } = care!;
  for (const promises of [[weekly!, unread], [weekly!]]) {
    const rules = officeRules(office, [
      { standard: version("1", [weekly!, care!]), from: "2021-01-01" },
      { standard: version("2", promises), from: "2021-06-01" },
    ]);
    assert.deepEqual(rules.promise("small/care")?.guards, ["health"]);
    assert.deepEqual(guardedPromisesOf(rules, ["health-centre"]), ["small/care"]);
    assert.deepEqual(guardedPromisesOf(rules, ["worker"]), []);
  }
});

test("roles, kinds of record and facts are the standard's and those built in", () => {
  assert.deepEqual(
    [...testRules.roles.keys()],
    ["secretary", "worker", "health-centre", "supervisor", "auditor"],
  );
  assert.deepEqual([...testRules.records.keys()], ["excuse", "decline", "visit", "opening", "check-in"]);
  assert.equal(testRules.fact("person", "phone")?.guard, "contact");
  assert.equal(testRules.fact("person", "mentalCare")?.guard, "health");
  assert.equal(testRules.fact("unit", "mentalCare"), undefined);
  assert.ok(testRules.factsOf("unit").every((fact) => fact.of === "unit"));
  assert.deepEqual(
    testRules.promisesTo("place").map(({ id }) => id),
    ["small/open"],
  );
});

test("a kind of record that keeps a guarded promise is guarded, and others are not", () => {
  assert.deepEqual(
    [...testRules.records.keys()].filter((kind) => testRules.keepsGuarded(kind)),
    ["check-in"],
  );
});

test("guarded promises and facts are for whoever acts on them or is shown them, and nobody else", () => {
  assert.deepEqual(guardedPromisesOf(testRules, ["health-centre"]), ["small/care"]);
  assert.deepEqual(guardedFactsOf(testRules, ["health-centre"]), ["person/mentalCare"]);
  for (const roles of [["worker"], ["secretary"], []])
    assert.deepEqual([guardedPromisesOf(testRules, roles), guardedFactsOf(testRules, roles)], [[], []]);
  const shown = officeRules(office, [
    {
      standard: version("1", [{ ...care!, shows: { worker: ["mentalCare", "livesAlone"] } }]),
      from: "2021-01-01",
    },
  ]);
  assert.deepEqual(guardedPromisesOf(shown, ["worker"]), ["small/care"]);
  assert.deepEqual(
    guardedFactsOf(shown, ["worker"]),
    ["person/mentalCare"],
    "an open fact is not among the guarded",
  );
});
