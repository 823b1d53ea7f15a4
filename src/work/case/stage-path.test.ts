import assert from "node:assert/strict";
import { test } from "node:test";
import { legalCalendar } from "#basics/calendar.ts";
import { compileStandard } from "#standard/compile.ts";
import { testDocument } from "../commands/for-tests.ts";
import { after } from "./case.ts";
import type { CaseState, Step } from "./case.ts";
import { shownFields } from "./shown-fields.ts";
import { stagePath } from "./stage-path.ts";
import { move, open } from "./take-step.ts";
import type { Course } from "./take-step.ts";

const { procedures, calendar } = compileStandard(testDocument);
const procedure = procedures.find(({ localId }) => localId === "repair");
assert.ok(procedure);
const course: Course = { procedure, calendar, zone: "Asia/Shanghai", legal: legalCalendar };
const act = { at: "2021-03-10T01:00:00.000Z", by: "somebody" };

function opened(): CaseState {
  const made = open(
    course,
    { id: "c", version: "1", about: undefined, known: {}, fields: { what: "灯" } },
    act,
  );
  assert.ok(!("refused" in made));
  return after(made.state, made.step);
}

function moved(state: CaseState, stage: string, id: string, fields: CaseState["fields"] = {}): CaseState {
  const step = move(course, state, { stage, move: id, fields }, act);
  assert.ok(!("refused" in step), JSON.stringify(step));
  return after(state, step as Step);
}

const standings = (state: CaseState) =>
  stagePath(course.procedure, state).map(({ stage, standing }) => `${stage.id} ${standing}`);

test("what can still be reached lies ahead; branches are here side by side; after an end what was never reached is passed by", () => {
  const first = opened();
  assert.deepEqual(standings(first), ["look here", "mend ahead", "price ahead", "check ahead"]);
  assert.deepEqual(standings(moved(first, "look", "begin")), [
    "look passed",
    "mend here",
    "price here",
    "check ahead",
  ]);
  assert.deepEqual(standings(moved(first, "look", "drop", { why: "租户自己修" })), [
    "look passed",
    "mend aside",
    "price aside",
    "check aside",
  ]);
});

test("guarded fields are for who holds a stage, who is shown them, and of the opening for who opens", () => {
  const asks = {
    ...procedure,
    stages: procedure.stages.map((stage) => ({ ...stage, by: ["health-centre"] })),
  };
  assert.ok(shownFields(procedure, ["worker"]).has("cost"));
  assert.deepEqual([...shownFields(asks, ["worker"])], ["what", "caller", "urgent"]);
  assert.deepEqual(
    [...shownFields({ ...asks, shows: { "group-leader": ["caller"] } }, ["group-leader"])],
    ["caller"],
  );
  assert.deepEqual([...shownFields(asks, ["secretary"])], []);
});
