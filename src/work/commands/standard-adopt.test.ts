import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, isMalformed, refusal, stateOf, testDocument } from "./for-tests.ts";
import { standardAdopt } from "./standard-adopt.ts";

const next = { ...testDocument, version: "2", effective: "2021-02-01" };
const given = { document: next, from: "2021-03-15", parameters: { often: "P3D" } };
const asked = (changed: object) => decide(standardAdopt, { ...given, ...changed });

test("the whole document goes into the journal, with the day and what the office tuned", () => {
  assert.deepEqual(asked({}), [
    { kind: "standard-adopted", parts: [{ subject: null, holder: null, body: given }] },
  ]);
  assert.deepEqual(asked({ parameters: undefined }), [
    {
      kind: "standard-adopted",
      parts: [{ subject: null, holder: null, body: { ...given, parameters: {} } }],
    },
  ]);
});

test("a version is adopted once, and not before it takes effect", () => {
  assert.deepEqual(refusal(asked({ document: { ...next, version: "1" } })), ["already-adopted", "document"]);
  assert.deepEqual(refusal(asked({ from: "2021-01-31" })), ["before-effective", "from"]);
});

test("a promise may be made stricter than the standard's floor, never laxer", () => {
  assert.equal(refusal(asked({ parameters: { often: "P14D" } })), undefined);
  assert.deepEqual(refusal(asked({ parameters: { often: "P15D" } })), [
    "parameter-outside-floor",
    "parameters.often",
  ]);
  assert.deepEqual(refusal(asked({ parameters: { seldom: "P3D" } })), [
    "parameter-unknown",
    "parameters.seldom",
  ]);
});

test("another standard may share names with one adopted, as long as each means the same", () => {
  const other = { ...next, standard: "other", promises: [], lines: [] };
  assert.equal(refusal(asked({ document: other })), undefined);
  const facts = {
    ...other.facts,
    person: { ...other.facts["person"], livesAlone: { label: { zh: "独居" }, type: "text" } },
  };
  assert.deepEqual(refusal(asked({ document: { ...other, facts } })), ["clash", "document"]);
  const roles = { ...other.roles, worker: { title: { zh: "社工" }, outside: true } };
  assert.deepEqual(refusal(asked({ document: { ...other, roles } })), ["clash", "document"]);
});

test("what is entered stays readable: no fact and no field changes its type or its guard", () => {
  const person = { ...next.facts.person };
  const { guard: _, ...unguarded } = person["mentalCare"]!;
  assert.deepEqual(
    refusal(
      asked({
        document: { ...next, facts: { ...next.facts, person: { ...person, mentalCare: unguarded } } },
      }),
    ),
    ["other-meaning", "document"],
  );
  const mood = { label: { zh: "气色" }, type: "text" };
  const visit = { ...next.records["visit"]!, fields: { ...next.records["visit"]!.fields, mood } };
  assert.deepEqual(refusal(asked({ document: { ...next, records: { ...next.records, visit } } })), [
    "other-meaning",
    "document",
  ]);
});

test("a document that would not run is refused at the place of its first mistake", () => {
  const [first, ...others] = next.promises;
  const promises = [{ ...first, when: "livesAlone &&" }, ...others];
  assert.deepEqual(refusal(asked({ document: { ...next, promises } })), [
    "faulty-document",
    "document.promises.0.when",
  ]);
});

test("the examples that come with it are looked at and worked out: one that comes out otherwise is refused", () => {
  const example = {
    name: { zh: "独居，一周没问候" },
    given: {
      person: { livesAlone: true, birthDate: "1940-01-01", residence: "resident", since: "2021-03-01" },
    },
    on: "2021-03-05",
    expect: [{ promise: "weekly", due: "2021-03-08", state: "due" }],
  };
  const withExample = (changed: object) => ({
    ...next,
    examples: { promises: [{ ...example, ...changed }], procedures: [] },
  });
  assert.equal(refusal(asked({ document: withExample({}) })), undefined);
  const wrong = { expect: [{ promise: "weekly", due: "2021-03-09" }] };
  assert.deepEqual(refusal(asked({ document: withExample(wrong) })), [
    "failed-example",
    "document.examples.promises.0",
  ]);
  const nothing = { expect: [{ promise: "nothing", owed: true }] };
  assert.deepEqual(refusal(asked({ document: withExample(nothing) })), [
    "faulty-document",
    "document.examples.promises.0.expect.0.promise",
  ]);
});

test("under one version stands one text, whichever office adopted it first", () => {
  const title = { zh: "另一份" };
  assert.equal(refusal(decide(standardAdopt, given, stateOf({ published: next }))), undefined);
  assert.deepEqual(refusal(decide(standardAdopt, given, stateOf({ published: { ...next, title } }))), [
    "other-text",
    "document.version",
  ]);
});

test("the next version begins today or later for the secretary, and never before the last one", () => {
  assert.equal(refusal(asked({ from: "2021-03-10" })), undefined);
  assert.deepEqual(refusal(asked({ from: "2021-03-09" })), ["day-past", "from"]);
  const early = { ...next, effective: "2020-01-01" };
  assert.deepEqual(refusal(asked({ document: early, from: "2020-12-31" })), ["before-last", "from"]);
});

test("what is not a standard's document is not decided on; the secretary may", () => {
  for (const changed of [
    { document: {} },
    { document: { ...next, promises: [{ id: "x" }] } },
    { document: { ...next, surprise: 1 } },
    { from: "soon" },
  ])
    assert.ok(isMalformed(standardAdopt, { ...given, ...changed }));
  assert.equal(standardAdopt.may, "secretary");
  const published = { standard: "small", version: "2" };
  assert.deepEqual(standardAdopt.needs(standardAdopt.input.parse(given)), { published });
});
