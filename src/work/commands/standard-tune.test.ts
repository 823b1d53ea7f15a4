import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, isMalformed, refusal, testDocument } from "./for-tests.ts";
import { standardTune } from "./standard-tune.ts";

const given = { standard: testDocument.standard, from: "2021-03-15", parameters: { often: "P3D" } };
const asked = (changed: object) => decide(standardTune, { ...given, ...changed });

test("the parameters and the day go into the journal, and the version they are of", () => {
  assert.deepEqual(asked({}), [
    {
      kind: "standard-tuned",
      parts: [{ subject: null, holder: null, body: { ...given, version: testDocument.version } }],
    },
  ]);
});

test("inside the floor, of a standard the office has, and something must change", () => {
  assert.deepEqual(refusal(asked({ parameters: { often: "P15D" } })), [
    "parameter-outside-floor",
    "parameters.often",
  ]);
  assert.deepEqual(refusal(asked({ parameters: { seldom: "P3D" } })), [
    "parameter-unknown",
    "parameters.seldom",
  ]);
  assert.deepEqual(refusal(asked({ standard: "nobody-s" })), ["not-adopted", "standard"]);
  assert.deepEqual(refusal(asked({ parameters: {} })), ["same-parameters", "parameters"]);
});

test("from today on, and not before what was adopted last", () => {
  assert.equal(refusal(asked({ from: "2021-03-10" })), undefined);
  assert.deepEqual(refusal(asked({ from: "2021-03-09" })), ["day-past", "from"]);
  assert.deepEqual(refusal(asked({ from: "2020-12-31" })), ["before-last", "from"]);
});

test("the secretary tunes; a day is a day", () => {
  assert.equal(standardTune.may, "secretary");
  assert.ok(isMalformed(standardTune, { ...given, from: "soon" }));
  assert.ok(isMalformed(standardTune, { ...given, parameters: { often: null } }));
  assert.deepEqual(standardTune.needs(standardTune.input.parse(given)), {});
});
