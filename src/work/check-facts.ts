import type { Refusal } from "#basics/refusal.ts";
import { checkValue } from "#register/check-value.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import type { OfficeRules } from "./office-rules.ts";

/** The first fact that no standard declares for this kind of subject, or whose value does not fit its type. */
export function checkFacts(
  rules: OfficeRules,
  kind: SubjectKind,
  facts: Record<string, FactValue>,
): Refusal | undefined {
  for (const [id, value] of Object.entries(facts)) {
    const where = `facts.${id}`;
    const declared = rules.fact(kind, id);
    if (declared === undefined)
      return {
        code: "unknown-fact",
        say: { zh: `没有“${id}”这个信息项。`, en: `There is no fact “${id}”.` },
        where,
      };
    const fault = checkValue(declared, value);
    if (fault !== undefined) return { code: "wrong-value", say: fault, where };
    if (id === "area" && value !== null && !rules.areas.some((area) => area.id === value))
      return {
        code: "unknown-area",
        say: {
          zh: `本机构没有“${String(value)}”这个网格。`,
          en: `This office has no area “${String(value)}”.`,
        },
        where,
      };
  }
  return undefined;
}
