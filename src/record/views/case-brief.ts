import type { Text } from "#basics/text.ts";
import { sayValue } from "#register/say-value.ts";
import type { Procedure, Stage } from "#standard/standard.ts";
import type { CaseState, Outcome } from "#work/case/case.ts";
import { openVisits } from "#work/case/case.ts";
import { courseOf, isVeiled } from "#work/case/course.ts";
import { shownFields } from "#work/case/shown-fields.ts";
import type { Course } from "#work/case/take-step.ts";
import type { CaseFound } from "#work/command.ts";
import { KeyRing } from "../keys.ts";
import { loadCases } from "../load-case.ts";
import { briefsOf } from "./brief.ts";
import type { SubjectBrief } from "./brief.ts";
import { holds } from "./reader.ts";
import type { Reader } from "./reader.ts";

/** A case in a line of a list. */
export interface CaseBrief {
  id: string;
  procedure: string;
  title: Text;
  colour: string;
  guarded: boolean;
  /** The first whom it is about, and how many more. */
  subject: SubjectBrief | null;
  others: number;
  /** What it is, as far as this reader may know: the first words of what is asked, and what was chosen at the opening. */
  says: Text[];
  stages: { stage: string; title: Text; by: Text[]; due: string | null; provisional: boolean }[];
  openedAt: string;
  /** The next deadline: of a stage where it stands, or of the whole. */
  due: string | null;
  provisional: boolean;
  overdue: boolean;
  mine: boolean;
  end: { id: string; title: Text; at: string; outcome: Outcome | null } | null;
  reopened: number;
  returned: number;
}

/** A case with all that is known of it, for whoever shows more of it than its line. */
export interface BriefedCase {
  brief: CaseBrief;
  /** What is asked, whole, where the reader may read it. */
  headline: string | null;
  course: Course;
  state: CaseState;
}

/** Cases that the reader may see as lines, in the order of these ids. */
export async function briefedCases(reader: Reader, ids: string[]): Promise<BriefedCase[]> {
  const { rules, names } = reader.office;
  const keys = new KeyRing(rules.office, reader.keeper.master);
  const found = await loadCases(reader.tx, rules.office, ids, names, keys);
  const subjects = await briefsOf(
    reader,
    found.flatMap(({ about }) => about[0]?.id ?? []),
  );
  const byId = new Map(found.map((one) => [one.state.id, one]));
  return ids.flatMap((id) => {
    const one = byId.get(id);
    const course = one && courseOf(rules, one.procedure, one.version);
    if (one === undefined || course === undefined) return [];
    const subject = subjects.get(one.about[0]?.id ?? "") ?? null;
    const asked = headline(reader, course.procedure, one.state);
    return [
      {
        brief: briefOfCase(reader, course, one, { subject, asked }),
        headline: asked,
        course,
        state: one.state,
      },
    ];
  });
}

function briefOfCase(
  reader: Reader,
  course: Course,
  { about, state }: CaseFound,
  { subject, asked }: { subject: SubjectBrief | null; asked: string | null },
): CaseBrief {
  const { procedure } = course;
  const standing = openVisits(state).map((visit) => ({
    visit,
    stage: procedure.stages.find(({ id }) => id === visit.stage),
  }));
  const dues = [state.due, ...standing.map(({ visit }) => visit.due)].filter((due) => due !== null);
  const due = state.end === null ? dues.map(({ at }) => at).toSorted()[0] : undefined;
  return {
    id: state.id,
    procedure: procedure.id,
    title: procedure.title,
    colour: procedure.colour,
    guarded: isVeiled(procedure),
    subject,
    others: Math.max(0, about.length - 1),
    says: [...(asked === null ? [] : [firstWords(asked)]), ...chosen(procedure, state.fields)],
    stages: standing.map(({ visit, stage }) => ({
      stage: visit.stage,
      title: stage?.title ?? { zh: visit.stage },
      by: (stage?.by ?? []).map((role) => reader.office.rules.roles.get(role)?.title ?? { zh: role }),
      due: visit.due?.at ?? null,
      provisional: visit.due?.provisional ?? false,
    })),
    openedAt: state.openedAt,
    due: due ?? null,
    provisional: dues.some(({ provisional }) => provisional),
    overdue: due !== undefined && new Date(due) < reader.now,
    mine: standing.some(({ stage }) => stage && actsAt(reader, stage, subject)),
    end: state.end && { ...state.end, title: endTitle(procedure, state.end.id) },
    reopened: state.reopened,
    returned: state.returned,
  };
}

/** Is this stage the reader's to hold or to leave, in the area of whom it is about? As the list asks it in SQL. */
function actsAt(reader: Reader, { by, moves }: Stage, subject: SubjectBrief | null): boolean {
  return [...by, ...moves.flatMap((move) => move.by)].some((role) =>
    subject === null ? reader.roles.includes(role) : holds(reader, role, subject.area),
  );
}

/** What is asked: the first text asked for at the opening, where the reader may read it. */
export function headline(reader: Reader, procedure: Procedure, state: CaseState): string | null {
  const field = procedure.opens.asks
    .flatMap((id) => procedure.fields.filter((each) => each.id === id))
    .find(({ type }) => type === "longtext" || type === "text");
  const value = field && state.fields[field.id];
  if (field === undefined || typeof value !== "string" || value === "") return null;
  const mayRead =
    field.guard === undefined ||
    state.openedBy === reader.account ||
    shownFields(procedure, reader.roles).has(field.id);
  return mayRead ? value : null;
}

const headlineLength = 80;

export function firstWords(text: string): Text {
  const letters = [...text];
  const cut = letters.length > headlineLength ? `${letters.slice(0, headlineLength).join("")}…` : text;
  return { zh: cut, en: cut };
}

/** What was chosen at the opening tells one case from the next. */
function chosen({ opens, fields }: Procedure, said: CaseState["fields"]): Text[] {
  return opens.asks
    .flatMap((id) => fields.find((field) => field.id === id) ?? [])
    .filter(({ guard, type }) => guard === undefined && type === "choice")
    .flatMap((field) => {
      const value = said[field.id];
      return value === undefined || value === null || value === "" ? [] : [sayValue(field, value)];
    })
    .slice(0, 3);
}

export function endTitle({ ends }: Procedure, id: string): Text {
  return ends.find((end) => end.id === id)?.title ?? { zh: id };
}
