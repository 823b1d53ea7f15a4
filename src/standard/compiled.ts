import { readCondition } from "./condition.ts";
import type { StandardDocument } from "./document.ts";
import { type ParameterValues, fillIn } from "./parameters.ts";
import type { Basis, Condition, Fact } from "./standard.ts";

/** A condition that was checked, with the parameters filled in. */
export function conditionOf(
  when: string | undefined,
  values: ParameterValues,
  known: Fact[],
): Condition | undefined {
  if (when === undefined) return undefined;
  const read = readCondition(fillIn(when, values), known);
  if ("fault" in read) throw new Error(`a condition that was never checked: ${when}`);
  return read.condition;
}

/** What a part of a standard rests on. */
export function cited(cites: StandardDocument["promises"][number]["basis"], basis: Basis[]): Basis[] {
  return cites.map((cite) => {
    const { id, article } = typeof cite === "string" ? { id: cite, article: undefined } : cite;
    const found = required(basis.find((each) => each.id === id));
    return article === undefined ? found : { ...found, article };
  });
}

/** What a checked document has. */
export function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("a document that was never checked");
  return value;
}
