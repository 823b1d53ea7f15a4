import type { FactValue } from "#register/subject.ts";
import type { Procedure } from "#standard/standard.ts";
import type { OfficeRules } from "../office-rules.ts";
import type { Course } from "./take-step.ts";

/** By what a case is handled: the version of its standard under which it was opened. Without one, the newest. */
export function courseOf(rules: OfficeRules, procedure: string, version?: string): Course | undefined {
  const [id = ""] = procedure.split("/");
  const standard =
    version === undefined ? rules.standards.find((each) => each.id === id) : rules.standardOf(id, version);
  const found = standard?.procedures.find((each) => each.id === procedure);
  return (
    standard &&
    found && { procedure: found, calendar: standard.calendar, zone: rules.zone, legal: rules.legal }
  );
}

/** What conditions may ask of the first subject of a case (see `ofItsSubject` in the standard's case-facts). */
export function knownOf(facts: Record<string, FactValue>): Record<string, FactValue> {
  const asked = ["residence", "sex", "area", "birthDate"];
  return Object.fromEntries(Object.entries(facts).filter(([id]) => asked.includes(id)));
}

/** That there is such a case at all would tell of somebody's health, past or poverty: only who acts in it sees it. */
export function isVeiled({ guards }: Procedure): boolean {
  return guards.some((guard) => guard !== "contact" && guard !== "identity");
}

/** What covers the cases of a veiled procedure: another version may be for other roles, or for all to see. */
export function veilOf(procedure: string, version: string): string {
  return `${procedure}@${version}`;
}

/** The roles that open, hold, move, reopen or are shown a procedure. */
export function rolesIn({ opens, stages, reopen, shows }: Procedure): Set<string> {
  return new Set([
    ...opens.by,
    ...stages.flatMap(({ by, moves }) => [...by, ...moves.flatMap((move) => move.by)]),
    ...(reopen?.by ?? []),
    ...Object.keys(shows),
  ]);
}
