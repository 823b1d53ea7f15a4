import assert from "node:assert/strict";
import { test } from "node:test";
import { testRules } from "../commands/for-tests.ts";
import { askable } from "./askable.ts";
import { draw } from "./draw.ts";
import { writeDrawn } from "./drawn.ts";
import type { Drawn } from "./drawn.ts";
import { readQuestion } from "./question.ts";

const facts = askable(testRules, "person");

test("one asks by open facts, by where somebody lives, what is owed and when something was last done, and by nothing guarded", () => {
  const ids = facts.map(({ id }) => id);
  for (const id of [
    "livesAlone",
    "age",
    "address",
    "building",
    "owed",
    "overdueCount",
    "without.visit",
    "household.size",
  ])
    assert.ok(ids.includes(id), id);
  // The health centre's check-ins keep a guarded promise alone.
  for (const id of ["mentalCare", "phone", "identityNumber", "without.checkIn", "without.excuse"])
    assert.ok(!ids.includes(id), id);
  const promises = facts.find(({ id }) => id === "owed")?.choices?.map(({ id }) => id);
  assert.deepEqual(promises, ["small/weekly"]);
});

test("a guarded fact is not asked by, and it is said why; any other slip as everywhere", () => {
  const fault = (when: string) => {
    const read = readQuestion(testRules, { of: "person", when });
    return "fault" in read ? `${read.fault.start} ${read.fault.say.en}` : undefined;
  };
  assert.match(fault("age >= 80 && mentalCare") ?? "", /^13 “Mental care” is guarded/);
  assert.match(fault("livesalone") ?? "", /is livesAlone meant/);
  assert.match(fault('area == "west"') ?? "", /none of the choices/);
  assert.equal(fault("age >= 80 && livesAlone"), undefined);
  assert.equal(fault(""), undefined);
});

const same = [
  "age >= 80 && livesAlone",
  "!livesAlone",
  'residence in ["resident", "migrant"] && residence != "away"',
  '!(residence in ["moved", "deceased"])',
  '"small/weekly" in overdue || !("small/weekly" in owed)',
  'age < 18 || (age >= 80 && livesAlone) || building == "5栋"',
  "without.visit >= 30 && (livesAlone || household.size <= 1)",
  "!(livesAlone && age >= 80) && overdueCount > 0",
  'address.contains("苏井路\\"12\\"") && address.startsWith("苏")',
  "daysSince(birthDate) <= 30 && daysSince(since) > 365",
  'birthDate >= "1940-01-01"',
  "!(age >= 80)",
];

test("a formula drawn as rows, and written again, is the same formula", () => {
  for (const text of same) {
    const drawn = draw(text, facts);
    assert.equal(writeDrawn(drawn), text);
    assert.ok("condition" in readQuestion(testRules, { of: "person", when: text }), text);
    assert.doesNotMatch(JSON.stringify(drawn), /"draw":"text"/, text);
  }
});

test("what cannot be drawn stays as it was written, between rows that can be", () => {
  const drawn = draw("livesAlone && (age % 10 == 0 || household.size + 1 > 3)", facts);
  assert.equal(writeDrawn(drawn), "livesAlone && (age % 10 == 0 || household.size + 1 > 3)");
  const shapes = (each: Drawn): string =>
    each.draw === "group" ? each.rows.map(shapes).join(" ") : each.draw;
  assert.equal(shapes(drawn), "row text text");
  assert.deepEqual(draw("age >=", facts).rows, [{ draw: "text", text: "age >=" }]);
  assert.equal(
    writeDrawn({
      draw: "group",
      of: "all",
      not: false,
      rows: [{ draw: "text", text: "a || b" }, ...draw("livesAlone", facts).rows],
    }),
    "(a || b) && livesAlone",
  );
});

test("rows that say nothing yet leave no trace in the formula", () => {
  assert.equal(writeDrawn({ draw: "group", of: "any", not: true, rows: [] }), "");
  assert.equal(writeDrawn({ draw: "row", fact: "", is: "is", value: "" }), "");
  assert.equal(writeDrawn({ draw: "row", fact: "age", is: "least", value: "" }), "");
  assert.equal(writeDrawn(draw('address == ""', facts)), 'address == ""');
  const empty: Drawn = { draw: "row", fact: "residence", is: "is", value: [] };
  assert.equal(
    writeDrawn({ draw: "group", of: "all", not: false, rows: [empty, ...draw("livesAlone", facts).rows] }),
    "livesAlone",
  );
});
