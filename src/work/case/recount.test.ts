import assert from "node:assert/strict";
import { test } from "node:test";
import { calendarWith } from "#basics/calendar.ts";
import { idOf, testRules } from "../commands/for-tests.ts";
import { after } from "./case.ts";
import type { CaseState, Step } from "./case.ts";
import { courseOf } from "./course.ts";
import { recounted } from "./recount.ts";
import { extend, fill, move, open } from "./take-step.ts";
import type { Course } from "./take-step.ts";

const known = courseOf(testRules, "small/repair");
assert.ok(known);
/** Before the notice of 2027 is known, and after. */
const before: Course = known;
const now: Course = {
  ...known,
  legal: calendarWith([
    { year: 2027, source: [], holidays: ["2027-03-08/2027-03-10"], makeUpWorkdays: ["2027-03-13"] },
  ]),
};
const act = (day: string) => ({ at: `${day}T02:00:00.000Z`, by: idOf(1) });

function taken(state: CaseState, step: Step | { refused: unknown }): CaseState {
  assert.ok(!("refused" in step), JSON.stringify(step));
  return after(state, step);
}

function opened(course: Course, urgent = false, day = "2027-03-05"): CaseState {
  const given = { id: "x", version: "1", about: undefined, known: {}, fields: { what: "灯", urgent } };
  const made = open(course, given, act(day));
  assert.ok(!("refused" in made));
  return after(made.state, made.step);
}

test("a deadline counted by weekdays is counted anew, and is no longer provisional", () => {
  const state = opened(before);
  const [visit] = state.visits;
  assert.deepEqual(visit?.due, { at: "2027-03-09T16:00:00.000Z", provisional: true }); // Monday and Tuesday
  const [due] = recounted(before, now, state);
  assert.deepEqual(due, { place: 0, due: { at: "2027-03-12T16:00:00.000Z", provisional: false } }); // Thursday and Friday
  assert.deepEqual(due.due, opened(now).visits[0]?.due, "as it would have been from the first");
});

test("the deadline that was taken is found though its condition has changed since", () => {
  const state = opened(before);
  const urgent = taken(state, fill(before, state, { urgent: true }, act("2027-03-05")));
  assert.equal(recounted(before, now, urgent)[0]?.due.at, "2027-03-12T16:00:00.000Z");
  // Two hours are two hours by any calendar.
  assert.deepEqual(recounted(before, now, opened(before, true)), []);
});

test("extensions are counted along; what has been left, and years that are as they were, stay", () => {
  const begun = taken(
    opened(before),
    move(before, opened(before), { move: "begin", fields: {} }, act("2027-03-05")),
  );
  const longer = taken(begun, extend(before, begun, { stage: "mend", reason: "x" }, act("2027-03-06")));
  const mend = longer.visits.find(({ stage }) => stage === "mend");
  assert.equal(mend?.due?.at, "2027-03-10T16:00:00.000Z"); // three days, then Tuesday and Wednesday
  const found = recounted(before, now, longer);
  assert.deepEqual(found, [
    { place: mend.place, due: { at: "2027-03-12T16:00:00.000Z", provisional: false } },
  ]);
  assert.deepEqual(recounted(before, now, opened(before, false, "2026-06-01")), []);
  assert.deepEqual(recounted(before, before, longer), []);
});
