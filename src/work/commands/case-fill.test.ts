import assert from "node:assert/strict";
import { test } from "node:test";
import { officeKey } from "../command.ts";
import { caseFill } from "./case-fill.ts";
import { caseId, caseOf, decide, isMalformed, moving, refusal, stateOf } from "./for-tests.ts";

const open = stateOf({ cases: [caseOf()] });
const fields = { caller: "陈甲", urgent: true };
const refused = (changed: object, roles?: string[], on = open) =>
  refusal(decide(caseFill, { case: caseId, fields, ...changed }, on, roles));

test("fields are written and nothing else happens", () =>
  assert.deepEqual(decide(caseFill, { case: caseId, fields }, open), [
    {
      kind: "case-filled",
      parts: [{ subject: null, holder: officeKey, body: { case: caseId, step: { step: "filled", fields } } }],
    },
  ]));

test("whoever holds one of the stages at which it stands may, and nobody else", () => {
  assert.deepEqual(refused({}, ["health-centre"]), ["not-your-step", undefined]);
  const both = stateOf({ cases: [caseOf({}, [moving("begin")])] });
  assert.equal(refused({ fields: { cost: 1200 } }, ["health-centre"], both), undefined);
  assert.equal(refused({}, ["worker"], both), undefined);
});

test("each writes what their own stage asks for, and leaves the rest alone", () => {
  const both = stateOf({ cases: [caseOf({}, [moving("begin")])] });
  assert.deepEqual(refused({ fields: { what: "别的" } }, ["health-centre"], both), [
    "not-asked-here",
    "fields.what",
  ]);
  assert.deepEqual(refused({ fields: { cost: 1 } }, ["worker"], both), ["not-asked-here", "fields.cost"]);
  assert.deepEqual(refused({ fields: { answer: "good" } }, ["worker"]), ["not-asked-here", "fields.answer"]);
});

test("only fields of the procedure, of their types", () => {
  assert.deepEqual(refused({ fields: { colour: "红" } }), ["unknown-field", "fields.colour"]);
  assert.deepEqual(refused({ fields: { cost: "三千" } }), ["wrong-value", "fields.cost"]);
});

test("a field that is required cannot be emptied", () => {
  for (const what of ["", null])
    assert.deepEqual(refused({ fields: { what } }), ["field-needed", "fields.what"]);
  assert.equal(refused({ fields: { urgent: null } }), undefined);
});

test("an ended case, one that is not there, and one of an unknown version are left as they are", () => {
  const ended = stateOf({ cases: [caseOf({}, [moving("drop", { fields: { why: "已换" } })])] });
  assert.deepEqual(refused({}, ["worker"], ended), ["case-ended", undefined]);
  assert.deepEqual(refused({}, ["worker"], stateOf({})), ["unknown-case", "case"]);
  assert.deepEqual(refused({}, ["worker"], stateOf({ cases: [{ ...caseOf(), version: "2" }] })), [
    "unknown-version",
    "case",
  ]);
  assert.ok(isMalformed(caseFill, { case: caseId }));
  assert.deepEqual(caseFill.needs({ case: caseId, fields }), { cases: [caseId] });
});
