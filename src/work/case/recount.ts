import type { Deadline } from "#standard/standard.ts";
import { dueAt } from "#standard/work-calendar.ts";
import type { Due } from "#standard/work-calendar.ts";
import { openVisits } from "./case.ts";
import type { CaseState, Visit } from "./case.ts";
import { factsOf } from "./take-step.ts";
import type { Course } from "./take-step.ts";

/** A deadline that stands elsewhere by another calendar: of a visit, or (place null) of the whole case. */
export interface Recounted {
  place: number | null;
  due: Due;
}

/**
 * The deadlines of an open case that the working days, as they are known now, put elsewhere. Which of a stage's deadlines was
 * taken stands nowhere, and its condition may have changed since: it is the one that by the earlier calendar gives what stands.
 * What somebody was already judged by is left alone.
 */
export function recounted(before: Course, now: Course, state: CaseState): Recounted[] {
  const found = openVisits(state).map((visit): Recounted | undefined => {
    const due = visit.due && stageDue(before, now, state, visit);
    return due ? { place: visit.place, due } : undefined;
  });
  const whole = state.due && wholeDue(before, now, state, state.due);
  return [...found, whole ? { place: null, due: whole } : undefined].flatMap((each) => each ?? []);
}

function stageDue(before: Course, now: Course, state: CaseState, visit: Visit): Due | undefined {
  const stage = before.procedure.stages.find(({ id }) => id === visit.stage);
  if (stage === undefined || visit.due === null) return undefined;
  const times = stage.extend === undefined ? 0 : visit.extended;
  const counted = ({ span }: Deadline, course: Course) => {
    let due = dueAt(visit.beganAt, span, course.calendar, course.zone, course.legal);
    for (let time = 0; time < times; time++) due = extended(due, stage.extend?.by ?? span, course);
    return due;
  };
  return moved(visit.due, before, now, state, visit.beganAt, stage.within, counted);
}

/** As `extend` counts it: from the day that ends then, or from that very moment. */
function extended(due: Due, by: Deadline["span"], { calendar, zone, legal }: Course): Due {
  const from = "minutes" in by ? due.at : new Date(Date.parse(due.at) - 1).toISOString();
  const next = dueAt(from, by, calendar, zone, legal);
  return { at: next.at, provisional: next.provisional || due.provisional };
}

/** Counted from the opening, or from the first beginning of the stage that the procedure names. */
function wholeDue(before: Course, now: Course, state: CaseState, due: Due): Due | undefined {
  const { within, from } = before.procedure;
  const began =
    from === undefined ? state.openedAt : state.visits.find(({ stage }) => stage === from)?.beganAt;
  if (began === undefined) return undefined;
  return moved(due, before, now, state, began, within, ({ span }, { calendar, zone, legal }) =>
    dueAt(began, span, calendar, zone, legal),
  );
}

function moved(
  due: Due,
  before: Course,
  now: Course,
  state: CaseState,
  began: string,
  deadlines: Deadline[],
  counted: (deadline: Deadline, course: Course) => Due,
): Due | undefined {
  const facts = factsOf(before, state, began);
  const fitting = deadlines.filter((each) => Date.parse(counted(each, before).at) === Date.parse(due.at));
  const taken =
    fitting.find(({ condition }) => condition === undefined || condition.evaluate(facts) === true) ??
    fitting[0];
  if (taken === undefined) return undefined;
  const next = counted(taken, now);
  const isSame = Date.parse(next.at) === Date.parse(due.at) && next.provisional === due.provisional;
  return isSame ? undefined : next;
}
