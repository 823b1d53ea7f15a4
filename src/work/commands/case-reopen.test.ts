import assert from "node:assert/strict";
import { test } from "node:test";
import { caseReopen } from "./case-reopen.ts";
import { caseId, caseOf, decide, isMalformed, me, moving, refusal, saidBy, stateOf } from "./for-tests.ts";

// Everything here is asked at noon on Wednesday, 10 March 2021.
const endedAt = (at: string) =>
  stateOf({ cases: [caseOf({ at }, [moving("drop", { at, fields: { why: "已换" } })])] });
const asked = { case: caseId, reason: "又坏了" };
const refused = (on = endedAt("2021-03-09T02:00:00.000Z"), roles?: string[]) =>
  refusal(decide(caseReopen, asked, on, roles));

test("what had ended begins again at the stage that the procedure says, with a deadline of its own", () =>
  assert.deepEqual(saidBy(decide(caseReopen, asked, endedAt("2021-03-09T02:00:00.000Z")), 0)["step"], {
    step: "reopened",
    at: "2021-03-10T04:00:00.000Z",
    by: me,
    reason: "又坏了",
    begins: [
      {
        place: 1,
        stage: "look",
        at: "2021-03-10T04:00:00.000Z",
        due: { at: "2021-03-12T16:00:00.000Z", provisional: false },
      },
    ],
  }));

test("only within its time: ten days, counted from the day after", () => {
  assert.equal(refused(endedAt("2021-02-28T02:00:00.000Z")), undefined);
  assert.deepEqual(refused(endedAt("2021-02-27T02:00:00.000Z")), ["reopened-too-late", undefined]);
});

test("only by whom the procedure says, and only what has ended", () => {
  assert.deepEqual(refused(undefined, ["health-centre"]), ["not-your-step", undefined]);
  assert.deepEqual(refused(stateOf({ cases: [caseOf()] })), ["case-open", undefined]);
  assert.deepEqual(refused(stateOf({})), ["unknown-case", "case"]);
  assert.deepEqual(refused(stateOf({ cases: [{ ...caseOf(), version: "7" }] })), ["unknown-version", "case"]);
});

test("a procedure that says nothing of it is not reopened", () => {
  const plan = caseOf({ procedure: "small/care-plan", fields: {} }, [moving("agreed")]);
  assert.deepEqual(refused(stateOf({ cases: [plan] }), ["health-centre"]), ["not-reopenable", undefined]);
});

test("a reason is needed", () => {
  assert.ok(isMalformed(caseReopen, { case: caseId }));
  assert.ok(isMalformed(caseReopen, { ...asked, reason: " " }));
  assert.deepEqual(caseReopen.needs(asked), { cases: [caseId] });
});
