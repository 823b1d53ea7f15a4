import assert from "node:assert/strict";
import { test } from "node:test";
import { caseRead } from "./case-read.ts";
import {
  caseId,
  caseOf,
  decide,
  idOf,
  isMalformed,
  refusal,
  stateOf,
  subjectOf,
  testDocument,
} from "./for-tests.ts";
import { officeKey } from "../command.ts";
import { officeRules } from "../office-rules.ts";
import { compileStandard } from "#standard/compile.ts";

const patient = subjectOf(1);
const body = { case: caseId, procedure: "small/repair" };

test("it stands with each whom the case is about, or with the office where it is about nobody", () => {
  const about = (subjects: (typeof patient)[]) =>
    decide(caseRead, { case: caseId }, stateOf({ cases: [caseOf({ about: subjects })] }));
  assert.deepEqual(about([patient]), [
    { kind: "read-case", parts: [{ subject: patient.id, holder: patient.id, body }] },
  ]);
  assert.deepEqual(about([]), [{ kind: "read-case", parts: [{ subject: null, holder: officeKey, body }] }]);
});

test("refused: a case of which nothing is guarded", () => {
  const document = structuredClone(testDocument);
  const { repair } = document.procedures;
  assert.ok(repair?.fields["caller"]);
  delete repair.fields["caller"].guard;
  repair.shows = {};
  const rules = officeRules({ id: "first", title: { zh: "一" }, zone: "Asia/Shanghai", areas: [] }, [
    { standard: compileStandard(document), from: "2021-01-01" },
  ]);
  const state = stateOf({ cases: [caseOf({}, [], rules)] });
  assert.deepEqual(refusal(decide(caseRead, { case: caseId }, state, ["worker"], rules)), [
    "nothing-guarded",
    "case",
  ]);
});

test("refused: a case that is not there, or is not the actor's to see", () => {
  assert.deepEqual(refusal(decide(caseRead, { case: idOf(404) })), ["unknown-case", "case"]);
  assert.ok(isMalformed(caseRead, { case: "all" }));
});
