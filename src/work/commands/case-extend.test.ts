import assert from "node:assert/strict";
import { test } from "node:test";
import type { Decision } from "../command.ts";
import { courseOf } from "../case/course.ts";
import { extend } from "../case/take-step.ts";
import type { Step } from "../case/case.ts";
import { caseExtend } from "./case-extend.ts";
import {
  caseId,
  caseOf,
  decide,
  isMalformed,
  me,
  moving,
  refusal,
  saidBy,
  stateOf,
  testRules,
} from "./for-tests.ts";
import type { CaseAct } from "./for-tests.ts";

// Everything here is asked at noon on Wednesday, 10 March 2021.
const mending = (began: string, acts: CaseAct[] = []) =>
  stateOf({ cases: [caseOf({ at: began }, [moving("begin", { at: began }), ...acts])] });
const inTime = mending("2021-03-09T02:00:00.000Z");
const asked = { case: caseId, stage: "mend", reason: "等配件" };
const refused = (changed: object, on = inTime, roles?: string[]) =>
  refusal(decide(caseExtend, { ...asked, ...changed }, on, roles));

test("a stage is lengthened from the deadline it had, with the reason", () => {
  // Begun on Tuesday, three days: the end of Friday. Two working days more: the end of Tuesday.
  const { step } = saidBy(decide(caseExtend, asked, inTime), 0) as {
    step: Extract<Step, { step: "extended" }>;
  };
  assert.deepEqual(step, {
    step: "extended",
    at: "2021-03-10T04:00:00.000Z",
    by: me,
    place: 1,
    due: { at: "2021-03-16T16:00:00.000Z", provisional: false },
    reason: "等配件",
  });
  const unnamed = decide(caseExtend, { case: caseId, reason: "等配件" }, inTime);
  assert.deepEqual(
    saidBy(unnamed, 0)["step"],
    step,
    "where one stage only can be lengthened it need not be named",
  );
});

test("until the very instant it is due, and a millisecond later no more", () => {
  const course = courseOf(testRules, "small/repair");
  assert.ok(course);
  const { state } = caseOf({}, [moving("begin")]);
  const due = Date.parse(state.visits[1]?.due?.at ?? "");
  const at = (instant: number) =>
    extend(course, state, asked, { at: new Date(instant).toISOString(), by: me });
  assert.ok(!("refused" in at(due)));
  assert.equal(refusal(at(due + 1) as Decision)?.[0], "extended-too-late");
});

test("not more often than may be", () => {
  const once: CaseAct = (course, state) =>
    extend(course, state, { stage: "mend", reason: "等" }, { at: "2021-03-09T03:00:00.000Z", by: me });
  assert.deepEqual(refused({}, mending("2021-03-09T02:00:00.000Z", [once])), ["extended-before", undefined]);
});

test("only stages that can be, by those who hold them, of cases that stand there", () => {
  assert.deepEqual(refused({ stage: "price" }, inTime, ["health-centre"]), ["not-extendable", "stage"]);
  assert.deepEqual(refused({ stage: "look" }), ["not-at-this-stage", "stage"]);
  assert.deepEqual(refused({}, inTime, ["secretary"]), ["not-your-step", undefined]);
  assert.deepEqual(refused({}, stateOf({})), ["unknown-case", "case"]);
  const other = stateOf({ cases: [{ ...caseOf(), version: "7" }] });
  assert.deepEqual(refused({}, other), ["unknown-version", "case"]);
  const ended = caseOf({}, [moving("drop", { fields: { why: "已换" } })]);
  assert.deepEqual(refused({}, stateOf({ cases: [ended] })), ["case-ended", undefined]);
});

test("a reason is needed", () => {
  for (const reason of ["", "  "]) assert.ok(isMalformed(caseExtend, { ...asked, reason }));
  assert.deepEqual(caseExtend.needs(asked), { cases: [caseId] });
});
