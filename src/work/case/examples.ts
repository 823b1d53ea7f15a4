import { legalCalendar } from "#basics/calendar.ts";
import type { Text } from "#basics/text.ts";
import type { ExampleAct, ExpectedOfCase } from "#standard/example-shape.ts";
import type { ProcedureExample } from "#standard/example.ts";
import type { Standard } from "#standard/standard.ts";
import { after, openVisits } from "./case.ts";
import type { CaseState, Step } from "./case.ts";
import { extend, fill, move, open, reopen } from "./take-step.ts";
import type { Course } from "./take-step.ts";

/** An example of a procedure that does not come out as its standard says. */
export interface CaseExampleFailure {
  name: Text;
  file: string;
  line: number;
  expected: ExpectedOfCase | ExampleAct;
  /** What came out instead, in JSON. */
  found: string;
}

/** Examples name no office: they are read where the standards are at home. */
const zone = "Asia/Shanghai";

/** Runs the procedures of a standard through their examples and returns what fails; who may act is not asked. */
export function caseFailuresOf(standard: Standard, examples: ProcedureExample[]): CaseExampleFailure[] {
  return examples.flatMap((example) => {
    const procedure = standard.procedures.find(({ localId }) => localId === example.procedure);
    if (procedure === undefined) throw new Error(`no procedure ${example.procedure}`);
    return failuresOf(
      { procedure, calendar: standard.calendar, zone, legal: legalCalendar },
      standard.version,
      example,
    );
  });
}

function failuresOf(course: Course, version: string, example: ProcedureExample): CaseExampleFailure[] {
  const { name, file, line } = example;
  const failed = (expected: CaseExampleFailure["expected"], found: unknown): CaseExampleFailure[] => [
    { name, file, line, expected, found: JSON.stringify(found) },
  ];
  const opened = open(
    course,
    {
      id: "example",
      version,
      about: example.about[0]?.kind,
      known: example.about[0]?.facts ?? {},
      fields: example.fields,
    },
    { at: example.openedAt, by: "example" },
  );
  if ("refused" in opened) return failed(example.expect[0] as ExpectedOfCase, opened.refused);
  let state = after(opened.state, opened.step);
  for (const act of example.moves) {
    if (act.at > example.on) break;
    const step = stepOf(course, state, act);
    if ("refused" in step) return failed(act, step.refused);
    state = after(state, step);
  }
  return example.expect.flatMap((expected) => {
    const found = standingOf(course, state, expected, example.on);
    return agrees(expected, found) ? [] : failed(expected, found);
  });
}

function stepOf(course: Course, state: CaseState, act: ExampleAct): Step | { refused: { code: string } } {
  const doing = { at: act.at, by: "example" };
  if ("move" in act) return move(course, state, act, doing);
  if ("extend" in act) return extend(course, state, { stage: act.extend, reason: act.reason ?? "" }, doing);
  if ("fill" in act) return fill(course, state, act.fill, doing);
  return reopen(course, state, act.reason ?? "", doing);
}

/** Where the case stands at that moment, told in the words of what is expected. */
function standingOf(
  course: Course,
  state: CaseState,
  expected: ExpectedOfCase,
  on: string,
): object | undefined {
  if ("refused" in expected) {
    const act = { at: expected.at ?? on, by: "example" };
    const step =
      expected.refused === "extend"
        ? extend(course, state, { reason: "example" }, act)
        : expected.refused === "reopen"
          ? reopen(course, state, "example", act)
          : move(course, state, { move: expected.refused, fields: {}, reason: "example" }, act);
    return "refused" in step ? expected : { not: "refused" };
  }
  if ("case" in expected) {
    const { end, due, reopened, returned } = state;
    const standing = due !== null && on > due.at ? "overdue" : "due";
    return {
      case: true,
      state: end === null ? standing : "ended",
      ...(due && { due: due.at }),
      ...(end && { end: end.id, outcome: end.outcome }),
      reopened,
      returned,
    };
  }
  if (!("stage" in expected)) return { atNight: state.atNight, onHoliday: state.onHoliday };
  const isOpen = openVisits(state).find(({ stage }) => stage === expected.stage);
  const visit =
    expected.outcome === undefined ? isOpen : state.visits.findLast(({ stage }) => stage === expected.stage);
  if (visit === undefined) return undefined;
  const { stage, due, left } = visit;
  return {
    stage,
    ...(due && { due: due.at, provisional: due.provisional, state: on > due.at ? "overdue" : "due" }),
    ...(left?.outcome && { outcome: left.outcome }),
  };
}

/** Every key that is written must be so; instants are compared as such. */
function agrees(expected: object, found: object | undefined): boolean {
  if (found === undefined) return false;
  const known = found as Record<string, unknown>;
  return Object.entries(expected).every(([key, value]) => known[key] === value);
}
