import type { FactValue, SubjectKind } from "#register/subject.ts";
import type { Due } from "#standard/work-calendar.ts";

/** One thing asked for, as it stands after the steps taken so far. Instants are ISO text. */
export interface CaseState {
  id: string;
  /** Qualified, and the version it was opened under: a new version never changes an open case. */
  procedure: string;
  version: string;
  openedAt: string;
  openedBy: string;
  atNight: boolean;
  onHoliday: boolean;
  /** The kind of its first subject; absent: it concerns nobody in the register. */
  about: SubjectKind | undefined;
  /** What conditions may ask of that subject (`residence`, `age` …), as it stands. */
  known: Record<string, FactValue>;
  fields: Record<string, FactValue>;
  /** In the order in which they began. Those that nobody has left yet are where the case stands. */
  visits: Visit[];
  /** For the whole case, once it is counted. */
  due: Due | null;
  end: { id: string; at: string; outcome: Outcome | null } | null;
  reopened: number;
  returned: number;
}

/** null, of an end: it was read from a ledger that does not tell. */
export type Outcome = "kept" | "late";

/** A stage, once: sent back to it, a case has another visit there. */
export interface Visit {
  place: number;
  stage: string;
  beganAt: string;
  due: Due | null;
  extended: number;
  left: {
    at: string;
    by: string;
    move: string | null;
    reason: string | null;
    outcome: Outcome | null;
  } | null;
}

/** What one act does to a case. It holds all that was worked out, so that nothing is worked out again when it is read back. */
export type Step =
  | { step: "opened"; begins: Begun[]; due: Due | null; told?: Told }
  | { step: "filled"; fields: Record<string, FactValue> }
  | {
      step: "moved";
      at: string;
      by: string;
      place: number;
      move: string;
      fields: Record<string, FactValue>;
      reason: string | null;
      outcome: Outcome | null;
      returns: boolean;
      begins: Begun[];
      /** Set with the stage from which the whole case is counted. */
      due: Due | null;
      end: { id: string; outcome: Outcome } | null;
    }
  | { step: "extended"; at: string; by: string; place: number; due: Due; reason: string }
  | { step: "reopened"; at: string; by: string; reason: string; begins: Begun[] };

/** What a ledger tells of a case that was over, or under way, before it was read in: when it was answered, and how it ended. */
export interface Told {
  answered: { at: string; outcome: Outcome | null } | null;
  end: { id: string; at: string; outcome: Outcome | null } | null;
  text: string | null;
}

export interface Begun {
  place: number;
  stage: string;
  at: string;
  due: Due | null;
}

/** The case after a step. The phone, the examples and the tests keep a case by this alone; the tables follow the same steps. */
export function after(state: CaseState, step: Step): CaseState {
  switch (step.step) {
    case "opened":
      return told({ ...state, visits: begun(state.visits, step.begins), due: step.due }, step.told);
    case "filled":
      return { ...state, fields: { ...state.fields, ...step.fields } };
    case "moved": {
      const { at, by, place, move, reason, outcome, end } = step;
      const left = state.visits.map((visit) => {
        if (visit.place === place) return { ...visit, left: { at, by, move, reason, outcome } };
        // An end ends every branch; what others still had in hand has no outcome.
        const isCut = end !== null && visit.left === null;
        return isCut ? { ...visit, left: { at, by, move: null, reason: null, outcome: null } } : visit;
      });
      return {
        ...state,
        fields: { ...state.fields, ...step.fields },
        visits: begun(left, step.begins),
        due: step.due ?? state.due,
        end: end && { ...end, at },
        returned: state.returned + (step.returns ? 1 : 0),
      };
    }
    case "extended":
      return {
        ...state,
        visits: state.visits.map((visit) =>
          visit.place === step.place ? { ...visit, due: step.due, extended: visit.extended + 1 } : visit,
        ),
      };
    case "reopened":
      return {
        ...state,
        end: null,
        due: null, // what was promised for the whole ended with it; from here the stages are judged
        reopened: state.reopened + 1,
        visits: begun(state.visits, step.begins),
      };
  }
}

/** Which stages it went through is not known: it has left the first ones, and that is all. */
function told(state: CaseState, said: Told | undefined): CaseState {
  if (said === undefined || said.end === null) return state;
  const { end } = said;
  return {
    ...state,
    end,
    visits: state.visits.map((visit) => ({
      ...visit,
      left: leftBy(said, end.at, visit.place, state.openedBy),
    })),
  };
}

/** How a first stage was left, as a ledger tells it. */
export function leftBy({ answered, text }: Told, endedAt: string, place: number, by: string): Visit["left"] {
  return {
    at: answered?.at ?? endedAt,
    by,
    move: null,
    reason: place === 0 ? text : null,
    outcome: place === 0 ? (answered?.outcome ?? null) : null,
  };
}

function begun(visits: Visit[], begins: Begun[]): Visit[] {
  return [
    ...visits,
    ...begins.map(({ place, stage, at, due }) => ({
      place,
      stage,
      beganAt: at,
      due,
      extended: 0,
      left: null,
    })),
  ];
}

/** Where a case stands: the visits nobody has left. Several: branches side by side. */
export function openVisits({ visits }: CaseState): Visit[] {
  return visits.filter(({ left }) => left === null);
}
