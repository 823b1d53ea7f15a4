import { refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Procedure } from "#standard/standard.ts";
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

/** Whom a case of this procedure would be about; or why it cannot be. */
export function whomAbout(
  state: State,
  { title, about: kinds, anonymous }: Procedure,
  ids: string[],
): { about: SubjectState[] } | { refused: Refusal } {
  const about = [];
  for (const [place, id] of [...new Set(ids)].entries()) {
    const subject = state.subjects.get(id);
    if (subject === undefined)
      return refuse(
        "unknown-subject",
        { zh: "台账里没有这个对象。", en: "The register has no such subject." },
        `about.${place}`,
      );
    if (!kinds.includes(subject.kind))
      return refuse(
        "wrong-kind-of-subject",
        {
          zh: `“${title.zh}”不能登记在${subject.name}名下。`,
          en: `“${title.en ?? title.zh}” cannot be about ${subject.name}.`,
        },
        `about.${place}`,
      );
    about.push(subject);
  }
  if (about.length === 0 && !anonymous)
    return refuse(
      "nobody-concerned",
      { zh: `“${title.zh}”要写明是谁的事。`, en: `Say whom “${title.en ?? title.zh}” is about.` },
      "about",
    );
  return { about };
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
