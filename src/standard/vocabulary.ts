import type { SubjectKind } from "#register/subject.ts";
import { subjectKinds } from "#register/subject.ts";
import { builtInFacts } from "./built-in-facts.ts";
import type { StandardDocument } from "./document.ts";
import { choicesOf } from "./fields.ts";
import type { Fact } from "./standard.ts";

/** The facts a document declares. */
export function factsOf(document: StandardDocument): Fact[] {
  return Object.entries(document.facts).flatMap(([kind, facts]) =>
    Object.entries(facts).map(([id, { label, type, of, guard, alsoCalled }]): Fact => {
      const choices = choicesOf(of);
      return {
        id,
        of: kind as SubjectKind,
        label,
        type,
        alsoCalled,
        ...(choices && { choices }),
        ...(guard && { guard }),
      };
    }),
  );
}

export type Vocabulary = Record<SubjectKind, Fact[]>;

/** For each kind of subject, everything a condition about it may name. */
export function vocabularyOf(facts: Fact[]): Vocabulary {
  const entries = subjectKinds.map((kind) => {
    const builtIn = builtInFacts(kind);
    const own = facts.filter((fact) => fact.of === kind && !builtIn.some((each) => each.id === fact.id));
    return [kind, [...builtIn, ...own]];
  });
  return Object.fromEntries(entries) as Vocabulary;
}
