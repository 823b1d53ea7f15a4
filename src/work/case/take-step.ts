import type { Calendar } from "#basics/calendar.ts";
import { dayText, localDay } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import { checkValue } from "#register/check-value.ts";
import type { FactValue } from "#register/subject.ts";
import type { Deadline, FactsOfDay, Move, Procedure, Stage, WorkCalendar } from "#standard/standard.ts";
import { dueAt, isHoliday, isNight } from "#standard/work-calendar.ts";
import type { Due } from "#standard/work-calendar.ts";
import { openVisits } from "./case.ts";
import type { Begun, CaseState, Outcome, Step, Visit } from "./case.ts";

/** By what a case is handled: its procedure and calendar, in the version it was opened under. */
export interface Course {
  procedure: Procedure;
  calendar: WorkCalendar;
  zone: string;
  /** Which days are worked. */
  legal: Calendar;
}

export interface Act {
  /** ISO instant. */
  at: string;
  by: string;
  /** The roles of whoever acts; undefined: whether they may is not asked (an example, a rebuild). */
  roles?: string[];
}

type Taken<S extends Step["step"]> = Extract<Step, { step: S }> | { refused: Refusal };
type Fields = Record<string, FactValue>;

/** A new case: its first stages begin, and their deadlines are fixed by its fields as they are now. */
export function open(
  course: Course,
  given: Pick<CaseState, "id" | "version" | "about" | "known" | "fields">,
  act: Act,
): { state: CaseState; step: Extract<Step, { step: "opened" }> } | { refused: Refusal } {
  const { procedure, calendar, zone, legal } = course;
  const fault =
    notYours(act, procedure.opens.by, procedure.title) ??
    fieldFault(procedure, given.fields) ??
    missing(
      procedure,
      procedure.opens.asks.filter((id) => isRequired(procedure, id)),
      given.fields,
    );
  if (fault) return fault;
  const state: CaseState = {
    id: given.id,
    procedure: procedure.id,
    version: given.version,
    openedAt: act.at,
    openedBy: act.by,
    atNight: isNight(act.at, calendar, zone),
    onHoliday: isHoliday(localDay(new Date(act.at), zone), calendar, legal),
    about: given.about,
    known: given.known,
    fields: given.fields,
    visits: [],
    due: null,
    end: null,
    reopened: 0,
    returned: 0,
  };
  const begins = [...new Set(procedure.start)].map((stage, index) =>
    begin(course, state, stage, index, act.at),
  );
  return { state, step: { step: "opened", begins, due: wholeDue(course, state, begins, act.at, "opening") } };
}

/** Leaves a stage by one of its moves. Without `stage` the one at which the case stands, where it is one. */
export function move(
  course: Course,
  state: CaseState,
  asked: { stage?: string | undefined; move: string; fields: Fields; reason?: string | undefined },
  act: Act,
): Taken<"moved"> {
  const standing = standingAt(course, state, asked.stage, (stage) =>
    stage.moves.some(({ id }) => id === asked.move),
  );
  if ("refused" in standing) return standing;
  const { visit, stage } = standing;
  const chosen = stage.moves.find(({ id }) => id === asked.move);
  if (chosen === undefined)
    return refuse(
      "no-such-move",
      {
        zh: `“${stage.title.zh}”没有这一步：${asked.move}。`,
        en: `“${stage.title.en ?? stage.title.zh}” has no such move: ${asked.move}.`,
      },
      "move",
    );
  const fields = { ...state.fields, ...asked.fields };
  const fault =
    notYours(act, chosen.by, chosen.title) ??
    fieldFault(course.procedure, asked.fields) ??
    notAsked(course.procedure, act, [stage], asked.fields) ??
    missing(course.procedure, [...chosen.needs, ...requiredAmong(course.procedure, asked.fields)], fields) ??
    notMet(course, { ...state, fields }, chosen, act.at) ??
    noReason(chosen.returns, asked.reason) ??
    tooEarly(visit, act.at);
  if (fault) return fault;
  const then = { ...state, fields };
  const outcome = outcomeOf(visit.due, act.at);
  const begins = stagesBegun(course, then, visit, chosen).map((id, index) =>
    begin(course, then, id, state.visits.length + index, act.at),
  );
  return {
    step: "moved",
    at: act.at,
    by: act.by,
    place: visit.place,
    move: chosen.id,
    fields: asked.fields,
    reason: asked.reason ?? null,
    outcome,
    returns: chosen.returns,
    begins,
    due: state.due === null ? wholeDue(course, then, begins, act.at, "stage") : null,
    end:
      chosen.end === undefined
        ? null
        : { id: chosen.end, outcome: endOutcome(state, visit, outcome, act.at) },
  };
}

/** Writes fields without leaving a stage. */
export function fill(course: Course, state: CaseState, fields: Fields, act: Act): Taken<"filled"> {
  const standing = openVisits(state).map(({ stage }) => stageOf(course, stage));
  if (standing.length === 0) return refuse("case-ended", ended(state));
  const fault =
    notYours(
      act,
      standing.flatMap(({ by }) => by),
      course.procedure.title,
    ) ??
    fieldFault(course.procedure, fields) ??
    notAsked(course.procedure, act, standing, fields) ??
    missing(course.procedure, requiredAmong(course.procedure, fields), fields);
  return fault ?? { step: "filled", fields };
}

/** Lengthens a stage's deadline, counted from the one it has, before that has passed. */
export function extend(
  course: Course,
  state: CaseState,
  asked: { stage?: string | undefined; reason: string },
  act: Act,
): Taken<"extended"> {
  const standing = standingAt(course, state, asked.stage, ({ extend: may }) => may !== undefined);
  if ("refused" in standing) return standing;
  const { visit, stage } = standing;
  if (stage.extend === undefined || visit.due === null)
    return refuse(
      "not-extendable",
      {
        zh: `“${stage.title.zh}”的期限不能延。`,
        en: `The time for “${stage.title.en ?? stage.title.zh}” cannot be extended.`,
      },
      "stage",
    );
  const fault = notYours(act, stage.by, stage.title) ?? noReason(true, asked.reason);
  if (fault) return fault;
  if (Date.parse(act.at) > Date.parse(visit.due.at))
    return refuse("extended-too-late", {
      zh: "期限已经过了，不能再延；请照实办完，记为超期。",
      en: "The time has passed and can no longer be extended: finish it, and it counts as late.",
    });
  if (visit.extended >= stage.extend.times)
    return refuse("extended-before", {
      zh: `已经延过 ${visit.extended} 次，不能再延。`,
      en: `It has been extended ${visit.extended === 1 ? "once" : `${visit.extended} times`} already, which is the most.`,
    });
  // A day ends at midnight, the next one's first instant: the day counted from is the one that ends then.
  const from = new Date(Date.parse(visit.due.at) - 1).toISOString();
  const { at, provisional } = dueAt(
    "minutes" in stage.extend.by ? visit.due.at : from,
    stage.extend.by,
    course.calendar,
    course.zone,
    course.legal,
  );
  return {
    step: "extended",
    at: act.at,
    by: act.by,
    place: visit.place,
    due: { at, provisional: provisional || visit.due.provisional },
    reason: asked.reason,
  };
}

/** Takes up again what had ended, within the time the procedure gives. */
export function reopen(course: Course, state: CaseState, reason: string, act: Act): Taken<"reopened"> {
  const { procedure, calendar, zone, legal } = course;
  if (state.end === null)
    return refuse("case-open", { zh: "这件事还没有办结。", en: "This case has not ended." });
  if (procedure.reopen === undefined)
    return refuse("not-reopenable", {
      zh: `“${procedure.title.zh}”办结后不能重新打开，请另登记一件。`,
      en: `“${procedure.title.en ?? procedure.title.zh}” cannot be reopened: open a new case.`,
    });
  const fault = notYours(act, procedure.reopen.by, procedure.title) ?? noReason(true, reason);
  if (fault) return fault;
  if (Date.parse(act.at) > Date.parse(dueAt(state.end.at, procedure.reopen.within, calendar, zone, legal).at))
    return refuse("reopened-too-late", {
      zh: "重新打开的期限已经过了，请另登记一件。",
      en: "The time for reopening has passed: open a new case.",
    });
  const begins = [begin(course, state, procedure.reopen.to, state.visits.length, act.at)];
  return { step: "reopened", at: act.at, by: act.by, reason, begins };
}

/** The facts of a case as conditions name them. */
export function factsOf({ procedure, zone }: Course, state: CaseState, at: string): FactsOfDay {
  const day = (instant: string) => localDay(new Date(instant), zone);
  const standing = openVisits(state);
  const own: Record<string, FactValue | undefined> = {
    procedure: procedure.localId,
    stage: standing.length === 1 ? standing[0]?.stage : undefined,
    end: state.end?.id,
    about: state.about,
    openedAtNight: state.atNight,
    openedOnHoliday: state.onHoliday,
    openedOn: dayText(day(state.openedAt)),
    endedOn: state.end === null ? undefined : dayText(day(state.end.at)),
    reopened: state.reopened > 0,
    returned: state.returned > 0,
    outcome: state.end?.outcome ?? undefined,
  };
  const all: Record<string, FactValue | undefined> = { ...state.known, ...state.fields, ...own };
  return { day: day(at), value: (fact) => (Object.hasOwn(all, fact) ? all[fact] : undefined) };
}

function stageOf({ procedure }: Course, id: string): Stage {
  const stage = procedure.stages.find((each) => each.id === id);
  if (stage === undefined) throw new Error(`procedure ${procedure.id} has no stage ${id}`);
  return stage;
}

/** The open visit meant: the one named, or of those that answer to what is asked the only one. */
function standingAt(
  course: Course,
  state: CaseState,
  named: string | undefined,
  answers: (stage: Stage) => boolean,
): { visit: Visit; stage: Stage } | { refused: Refusal } {
  const standing = openVisits(state).map((visit) => ({ visit, stage: stageOf(course, visit.stage) }));
  if (standing.length === 0) return refuse("case-ended", ended(state));
  const meant = standing.filter(({ stage }) => (named === undefined ? answers(stage) : stage.id === named));
  if (meant.length === 1) return meant[0] as { visit: Visit; stage: Stage };
  if (named === undefined && meant.length === 0 && standing.length === 1)
    return standing[0] as { visit: Visit; stage: Stage };
  const titles = standing.map(({ stage }) => stage.title);
  return refuse(
    "not-at-this-stage",
    {
      zh: `这件事现在在${titles.map(({ zh }) => `“${zh}”`).join("、")}，请刷新后再办。`,
      en: `The case stands at ${titles.map(({ zh, en }) => `“${en ?? zh}”`).join(", ")} now: look again and choose.`,
    },
    "stage",
  );
}

function ended(state: CaseState): Text {
  return state.end === null
    ? { zh: "这件事现在没有在办的环节。", en: "The case stands at no stage." }
    : { zh: "这件事已经办结；要再办，请重新打开。", en: "The case has ended; to go on, reopen it." };
}

/** The stages that a move begins: a joining one only once every branch it waits for has come, and none twice at a time. */
function stagesBegun(course: Course, state: CaseState, from: Visit, chosen: Move): string[] {
  const standing = new Set(
    openVisits(state)
      .filter(({ place }) => place !== from.place)
      .map(({ stage }) => stage),
  );
  return [...new Set(chosen.to)].filter((id) => {
    if (standing.has(id)) return false;
    const { joins } = stageOf(course, id);
    return joins.every((branch) => branch === from.stage || hasCome(course, state, branch, id));
  });
}

/**
 * Has this branch moved to the joining stage, and not begun again since? What it brought counts after a return and after
 * a reopening too: otherwise a case opened again at one branch would wait for ever for the others.
 */
function hasCome(course: Course, state: CaseState, branch: string, joining: string): boolean {
  const last = state.visits.findLast(({ stage }) => stage === branch);
  if (last === undefined || last.left === null) return false;
  const { move: by } = last.left;
  const made = stageOf(course, branch).moves.find(({ id }) => id === by);
  return made?.to.includes(joining) === true;
}

function begin(course: Course, state: CaseState, stage: string, place: number, at: string): Begun {
  return { place, stage, at, due: dueOf(course, state, stageOf(course, stage).within, at) };
}

export function dueOf(course: Course, state: CaseState, deadlines: Deadline[], at: string): Due | null {
  const facts = factsOf(course, state, at);
  const met = deadlines.find(
    ({ condition }) => condition === undefined || condition.evaluate(facts) === true,
  );
  return met === undefined ? null : dueAt(at, met.span, course.calendar, course.zone, course.legal);
}

/** The deadline of the whole, at the moment from which it is counted: the opening, or the first beginning of `from`. */
function wholeDue(
  course: Course,
  state: CaseState,
  begins: Begun[],
  at: string,
  when: "opening" | "stage",
): Due | null {
  const { within, from } = course.procedure;
  const isNow = from === undefined ? when === "opening" : begins.some(({ stage }) => stage === from);
  return isNow ? dueOf(course, state, within, at) : null;
}

function outcomeOf(due: Due | null, at: string): Outcome | null {
  if (due === null) return null;
  return Date.parse(at) <= Date.parse(due.at) ? "kept" : "late";
}

/** In time as a whole, where it has a deadline as a whole; otherwise when no stage of it ever was late. */
function endOutcome(state: CaseState, leaving: Visit, outcome: Outcome | null, at: string): Outcome {
  if (state.due !== null) return outcomeOf(state.due, at) as Outcome;
  const others = state.visits.filter(({ place }) => place !== leaving.place);
  const late =
    outcome === "late" ||
    others.some(({ due, left }) => (left === null ? outcomeOf(due, at) : left.outcome) === "late");
  return late ? "late" : "kept";
}

function notYours(act: Act, roles: string[], title: Text): { refused: Refusal } | undefined {
  if (act.roles === undefined || act.roles.some((role) => roles.includes(role))) return undefined;
  return refuse("not-your-step", {
    zh: `“${title.zh}”由别的岗位来办。`,
    en: `“${title.en ?? title.zh}” is for another role to do.`,
  });
}

/** What a stage does not ask for is not its holder's to write: an outside body must not rewrite what the opening says. */
function notAsked(
  { opens, fields: declared, title }: Procedure,
  { roles }: Act,
  stages: Stage[],
  fields: Fields,
): { refused: Refusal } | undefined {
  if (roles === undefined) return undefined;
  const holds = (by: string[]) => by.some((role) => roles.includes(role));
  const asked = new Set([
    ...stages
      .filter(({ by, moves }) => holds(by) || moves.some((each) => holds(each.by)))
      .flatMap(({ asks, moves }) => [...asks, ...moves.flatMap(({ needs }) => needs)]),
    ...(holds(opens.by) ? opens.asks : []),
  ]);
  const id = Object.keys(fields).find((each) => !asked.has(each));
  if (id === undefined) return undefined;
  const label = declared.find((field) => field.id === id)?.label ?? title;
  return refuse(
    "not-asked-here",
    {
      zh: `“${label.zh}”不在这一步填，请留给填它的环节。`,
      en: `“${label.en ?? label.zh}” is not filled in at this step: leave it to the stage that asks for it.`,
    },
    `fields.${id}`,
  );
}

function fieldFault(procedure: Procedure, fields: Fields): { refused: Refusal } | undefined {
  for (const [id, value] of Object.entries(fields)) {
    const declared = procedure.fields.find((field) => field.id === id);
    if (declared === undefined)
      return refuse(
        "unknown-field",
        {
          zh: `“${procedure.title.zh}”没有“${id}”这一栏。`,
          en: `“${procedure.title.en ?? procedure.title.zh}” has no field “${id}”.`,
        },
        `fields.${id}`,
      );
    const fault = checkValue(declared, value);
    if (fault !== undefined) return refuse("wrong-value", fault, `fields.${id}`);
  }
  return undefined;
}

function isRequired(procedure: Procedure, id: string): boolean {
  return procedure.fields.some((field) => field.id === id && field.required);
}

/** Of these, what may be changed and never emptied. */
function requiredAmong(procedure: Procedure, fields: Fields): string[] {
  return Object.keys(fields).filter((id) => isRequired(procedure, id));
}

function missing(procedure: Procedure, ids: string[], fields: Fields): { refused: Refusal } | undefined {
  const id = ids.find((each) => isEmpty(fields[each]));
  if (id === undefined) return undefined;
  const { label } = procedure.fields.find((field) => field.id === id) ?? { label: { zh: id, en: id } };
  return refuse(
    "field-needed",
    { zh: `请填“${label.zh}”。`, en: `Please fill in “${label.en ?? label.zh}”.` },
    `fields.${id}`,
  );
}

function isEmpty(value: FactValue | undefined): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

function notMet(
  course: Course,
  state: CaseState,
  chosen: Move,
  at: string,
): { refused: Refusal } | undefined {
  if (chosen.condition === undefined || chosen.condition.evaluate(factsOf(course, state, at)) === true)
    return undefined;
  const says = chosen.condition.terms.map(({ say }) => say);
  return refuse(
    "move-not-open",
    {
      zh: `“${chosen.title.zh}”要先满足：${says.map(({ zh }) => zh).join("，")}。`,
      en: `“${chosen.title.en ?? chosen.title.zh}” is open only where ${says.map(({ zh, en }) => en ?? zh).join(", ")}.`,
    },
    "move",
  );
}

function noReason(isAsked: boolean, reason: string | undefined): { refused: Refusal } | undefined {
  if (!isAsked || (reason ?? "").trim() !== "") return undefined;
  return refuse("reason-needed", { zh: "请写明理由。", en: "Please give the reason." }, "reason");
}

/** A step cannot be taken before the stage began: a telephone's clock may be behind. */
function tooEarly(visit: Visit, at: string): { refused: Refusal } | undefined {
  if (Date.parse(at) >= Date.parse(visit.beganAt)) return undefined;
  return refuse("before-it-began", {
    zh: "这一步的时间早于本环节的开始，请核对时间。",
    en: "This is dated before the stage began; please look at the time.",
  });
}
