import assert from "node:assert/strict";
import { test } from "node:test";
import { legalCalendar } from "#basics/calendar.ts";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import { caseOf, me, testDocument, testRules } from "../commands/for-tests.ts";
import { after, openVisits } from "./case.ts";
import type { CaseState } from "./case.ts";
import { courseOf } from "./course.ts";
import { extend, move, open, reopen } from "./take-step.ts";
import type { Course } from "./take-step.ts";

const small = courseOf(testRules, "small/repair");
assert.ok(small);

/** The repair, in an office with these hours. */
function courseWith(calendar: object): Course {
  const standard = compileStandard(documentShape.parse({ ...testDocument, calendar }));
  const procedure = standard.procedures.find(({ id }) => id === "small/repair");
  assert.ok(procedure);
  return { procedure, calendar: standard.calendar, zone: "Asia/Shanghai", legal: legalCalendar };
}

function opened(course: Course, at: string, urgent = false): CaseState {
  const given = { id: "x", version: "1", about: undefined, known: {}, fields: { what: "灯", urgent } };
  const made = open(course, given, { at, by: me });
  assert.ok(!("refused" in made));
  return after(made.state, made.step);
}

const dues = (state: CaseState) => openVisits(state).map(({ stage, due }) => `${stage} ${due?.at}`);

// Friday, 17 September 2021; Saturday the 18th is worked, the 19th to the 21st are the Mid-Autumn holidays.

test("hours that run in office hours only: over the evening into a Saturday that is worked, extended in them too", () => {
  const hours = { office: "Mo-Fr 08:30-12:00,14:30-17:30; PH off", hours: "office" };
  const course = courseWith(hours);
  const urgent = opened(course, "2021-09-17T09:00:00.000Z", true); // 17:00: half an hour is left of the day
  assert.deepEqual(dues(urgent), ["look 2021-09-18T02:00:00.000Z"]); // 10:00
  const priced = move(
    course,
    urgent,
    { move: "begin", fields: {} },
    { at: "2021-09-18T09:00:00.000Z", by: me },
  );
  assert.ok(!("refused" in priced));
  assert.equal(priced.outcome, "late");
  // Eight hours from Saturday 17:00: half an hour, then Wednesday from 08:30: 3½ and 3, then one hour on Thursday.
  assert.deepEqual(
    priced.begins.map(({ stage, due }) => `${stage} ${due?.at}`),
    ["mend 2021-09-21T16:00:00.000Z", "price 2021-09-23T01:30:00.000Z"],
  );
});

test("days that end on a day off are due on the next working day where the calendar says so, an extension too", () => {
  const course = courseWith({ rollOver: "next-workday" });
  let state = opened(course, "2021-09-16T02:00:00.000Z");
  const begun = move(
    course,
    state,
    { move: "begin", fields: {} },
    { at: "2021-09-16T03:00:00.000Z", by: me },
  );
  assert.ok(!("refused" in begun));
  state = after(state, begun);
  assert.equal(
    state.visits[1]?.due?.at,
    "2021-09-22T16:00:00.000Z",
    "three days: the 19th, which is off, so the 22nd",
  );
  const longer = extend(
    course,
    state,
    { stage: "mend", reason: "x" },
    { at: "2021-09-20T02:00:00.000Z", by: me },
  );
  assert.ok(!("refused" in longer));
  assert.equal(longer.due.at, "2021-09-24T16:00:00.000Z", "two working days from the 22nd");
});

test("the time for reopening rolls over with the same calendar", () => {
  // Ended on 9 September: ten days end on the 19th, or with the roll on the 22nd.
  for (const [rollOver, code] of [
    ["none", "reopened-too-late"],
    ["next-workday", undefined],
  ] as const) {
    const course = courseWith({ rollOver });
    let state = opened(course, "2021-09-09T02:00:00.000Z");
    const dropped = move(
      course,
      state,
      { move: "drop", fields: { why: "x" } },
      { at: "2021-09-09T03:00:00.000Z", by: me },
    );
    assert.ok(!("refused" in dropped));
    state = after(state, dropped);
    const again = reopen(course, state, "x", { at: "2021-09-22T10:00:00.000Z", by: me });
    assert.equal("refused" in again ? again.refused.code : undefined, code, rollOver);
  }
});

test("a deadline over a year whose calendar is not known is provisional, and stays so when it is extended", () => {
  const state = opened(small, "2031-03-10T02:00:00.000Z");
  assert.equal(state.visits[0]?.due?.provisional, true);
});

test("what is filled in later does not move a deadline that was fixed", () => {
  const { state } = caseOf();
  const filled = after(state, { step: "filled", fields: { urgent: true } });
  assert.deepEqual(filled.visits, state.visits);
});
