import { refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import { officeKey } from "../command.ts";
import type { CaseFound, Context, EntryDraft, State, SubjectState } from "../command.ts";
import type { Step } from "./case.ts";
import { courseOf, rolesIn } from "./course.ts";
import type { Act, Course } from "./take-step.ts";

/** What an entry about a case says; the opening says more (see case.open). */
export interface CaseBody extends Record<string, unknown> {
  case: string;
  step: Step;
}

/**
 * One part for each whom the case is about, sealed under their key. Of places, and where it concerns nobody, it is sealed
 * under the office's own: whoever asked may be named in it.
 */
export function caseEntry(kind: string, about: SubjectState[], body: CaseBody): EntryDraft {
  if (about.length === 0) return { kind, parts: [{ subject: null, holder: officeKey, body }] };
  return {
    kind,
    parts: about.map((subject) => ({
      subject: subject.id,
      holder: subject.kind === "place" ? officeKey : subject.id,
      body,
    })),
  };
}

/** The case a command is about, by what it is handled, and who acts. */
export function foundCase(
  state: State,
  id: string,
  { rules, actor, now }: Context,
): { found: CaseFound; course: Course; act: Act } | { refused: Refusal } {
  const found = state.cases.get(id);
  const course = found && courseOf(rules, found.procedure, found.version);
  // A body of its own that has no part in such a procedure need not even learn where a case stands.
  const isInside = actor.roles.some((role) => rules.roles.get(role)?.outside === false);
  const hasPart = course && actor.roles.some((role) => rolesIn(course.procedure).has(role));
  if (found === undefined || (course !== undefined && !isInside && hasPart !== true))
    return refuse("unknown-case", { zh: "没有这件事项。", en: "There is no such case." }, "case");
  if (course === undefined)
    return refuse(
      "unknown-version",
      {
        zh: `这件事项按“${found.procedure}”${found.version} 版办，本机构没有这一版标准；请采用这一版，或另登记一件。`,
        en: `This case runs by version ${found.version} of “${found.procedure}”, which this office does not have: adopt that version, or open a new case.`,
      },
      "case",
    );
  return { found, course, act: { at: now, by: actor.account, roles: actor.roles } };
}
