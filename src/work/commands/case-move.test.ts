import assert from "node:assert/strict";
import { test } from "node:test";
import { caseMove } from "./case-move.ts";
import {
  caseId,
  caseOf,
  decide,
  isMalformed,
  moving,
  refusal,
  saidBy,
  stateOf,
  subjectOf,
  today,
} from "./for-tests.ts";
import type { CaseAct } from "./for-tests.ts";
import type { Step } from "../case/case.ts";

const elder = subjectOf(1);
const begun = moving("begin");
const mended = moving("done", { stage: "mend" });
const priced = moving("done", { stage: "price", fields: { cost: 3000 } });
const bothDone = [begun, mended, priced];

const at = (acts: CaseAct[], given: Parameters<typeof caseOf>[0] = {}) =>
  stateOf({ subjects: [elder], cases: [caseOf({ about: [elder], ...given }, acts)] });
const taken = (acts: CaseAct[], input: object, roles?: string[]) =>
  saidBy(decide(caseMove, { case: caseId, ...input }, at(acts), roles), 0)["step"] as Extract<
    Step,
    { step: "moved" }
  >;
const refused = (acts: CaseAct[], input: object, roles?: string[]) =>
  refusal(decide(caseMove, { case: caseId, ...input }, at(acts), roles));

test("a move leaves its stage, kept or late, and begins others with their deadlines", () => {
  const decision = decide(caseMove, { case: caseId, move: "begin", fields: { urgent: false } }, at([]));
  assert.deepEqual(decision, [
    {
      kind: "case-moved",
      parts: [
        {
          subject: elder.id,
          holder: elder.id,
          body: {
            case: caseId,
            step: {
              step: "moved",
              at: `${today}T04:00:00.000Z`,
              by: "0190d3a0-0000-7000-8000-000000000999",
              place: 0,
              move: "begin",
              fields: { urgent: false },
              reason: null,
              outcome: "kept",
              returns: false,
              begins: [
                {
                  place: 1,
                  stage: "mend",
                  at: `${today}T04:00:00.000Z`,
                  due: { at: "2021-03-13T16:00:00.000Z", provisional: false },
                },
                {
                  place: 2,
                  stage: "price",
                  at: `${today}T04:00:00.000Z`,
                  due: { at: `${today}T12:00:00.000Z`, provisional: false },
                },
              ],
              due: null,
              end: null,
            },
          },
        },
      ],
    },
  ]);
  const late = at([], { at: `${today}T01:59:59.000Z`, fields: { what: "灯", urgent: true } });
  assert.equal(
    (saidBy(decide(caseMove, { case: caseId, move: "begin" }, late), 0)["step"] as { outcome: string })
      .outcome,
    "late",
  );
});

test("the joining stage begins with the last of its branches, and not before", () => {
  assert.deepEqual(taken([begun], { stage: "mend", move: "done" }).begins, []);
  const last = taken([begun, mended], { move: "done", fields: { cost: 1 } }, ["health-centre"]);
  assert.deepEqual(
    last.begins.map(({ place, stage }) => [place, stage]),
    [[3, "check"]],
  );
});

test("what does not satisfy cannot be closed; sent back, with the reason, it waits for no branch twice", () => {
  assert.deepEqual(refused(bothDone, { move: "close", fields: { answer: "poor" } }), [
    "move-not-open",
    "move",
  ]);
  assert.deepEqual(refused(bothDone, { move: "close" }), ["field-needed", "fields.answer"]);
  assert.deepEqual(refused(bothDone, { move: "again" }), ["reason-needed", "reason"]);
  assert.equal(taken(bothDone, { move: "again", reason: "还漏" }).returns, true);
  const again = [...bothDone, moving("again", { reason: "还漏" })];
  assert.deepEqual(
    taken(again, { move: "done" }).begins.map(({ stage }) => stage),
    ["check"],
  );
  assert.deepEqual(taken(bothDone, { move: "close", fields: { answer: "good" } }).end, {
    id: "mended",
    outcome: "kept",
  });
});

test("who holds a stage moves it on, and nobody else; a body that has no part in it learns of no such case", () => {
  assert.deepEqual(refused([begun], { stage: "price", move: "done", fields: { cost: 1 } }), [
    "not-your-step",
    undefined,
  ]);
  assert.deepEqual(refused([begun], { stage: "mend", move: "done" }, ["health-centre"]), [
    "not-your-step",
    undefined,
  ]);
  assert.deepEqual(refused([], { move: "begin" }, ["secretary"]), ["not-your-step", undefined]);
  assert.deepEqual(refused([], { move: "begin" }, ["street"]), ["unknown-case", "case"]);
  assert.deepEqual(refusal(decide(caseMove, { case: caseId, move: "begin" }, stateOf({}))), [
    "unknown-case",
    "case",
  ]);
});

test("a stage that the case has left, or one of two alike that is not named, is not moved from", () => {
  assert.deepEqual(refused([begun], { stage: "look", move: "begin" }), ["not-at-this-stage", "stage"]);
  assert.deepEqual(refused([begun], { move: "done" }), ["not-at-this-stage", "stage"]);
  assert.deepEqual(refused([], { move: "close" }), ["no-such-move", "move"]);
  assert.deepEqual(refused([begun], { stage: "mend", move: "close" }), ["no-such-move", "move"]);
  const dropped = moving("drop", { fields: { why: "已换新" } });
  assert.deepEqual(refused([dropped], { move: "begin" }), ["case-ended", undefined]);
});

test("fields on the way are those of the procedure, and what the move needs is there", () => {
  assert.deepEqual(refused([], { move: "drop" }), ["field-needed", "fields.why"]);
  assert.deepEqual(refused([], { move: "drop", fields: { because: "x" } }), [
    "unknown-field",
    "fields.because",
  ]);
  assert.deepEqual(refused([], { move: "drop", fields: { why: 3 } }), ["wrong-value", "fields.why"]);
});

test("nothing is done before its stage began", () => {
  const ahead = at([], { at: `${today}T04:00:00.001Z` });
  assert.deepEqual(refusal(decide(caseMove, { case: caseId, move: "begin" }, ahead)), [
    "before-it-began",
    undefined,
  ]);
});

test("a case of a version that the office does not have is refused by name, and breaks nothing", () => {
  const other = stateOf({ cases: [{ ...caseOf(), version: "0.9" }] });
  assert.deepEqual(refusal(decide(caseMove, { case: caseId, move: "begin" }, other)), [
    "unknown-version",
    "case",
  ]);
});

test("what is needed is loaded; what cannot be read is not decided on", () => {
  assert.deepEqual(caseMove.needs({ case: caseId, move: "begin", fields: {} }), { cases: [caseId] });
  for (const input of [{ case: "1", move: "x" }, { case: caseId }, { case: caseId, move: "x", reason: " " }])
    assert.ok(isMalformed(caseMove, input), JSON.stringify(input));
});
