import type { Area } from "#work/office-rules.ts";
import type { OfficeLanguage } from "#record/views/me.ts";

export type FactShape = OfficeLanguage["facts"][number];

/**
 * The facts declared for a kind of subject, in the order of the declarations. The register's own area is kept by its id, so its
 * choices are the office's areas.
 */
export function factsOf(language: OfficeLanguage, areas: Area[], kind: string): FactShape[] {
  return language.facts
    .filter((fact) => fact.of === kind)
    .map((fact) => (fact.id === "area" ? { ...fact, type: "choice", choices: areas } : fact));
}
