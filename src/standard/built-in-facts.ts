import { builtInFacts as registered } from "#register/built-in-facts.ts";
import type { SubjectKind } from "#register/subject.ts";
import type { Fact } from "./standard.ts";

type Worked = Omit<Fact, "of" | "alsoCalled">;

/** Worked out, not kept: from the date of birth, the household, and the day of entry. */
const age: Worked = { id: "age", label: { zh: "年龄", en: "Age" }, type: "integer" };
const since: Worked = { id: "since", label: { zh: "登记日期", en: "In the register since" }, type: "date" };
const household: Worked[] = [
  { id: "household.size", label: { zh: "户内人数", en: "People in the household" }, type: "integer" },
  { id: "household.minors", label: { zh: "户内未成年人数", en: "Minors in the household" }, type: "integer" },
  { id: "household.elders", label: { zh: "户内老年人数", en: "Elders in the household" }, type: "integer" },
];

/** The facts that a condition may name without their being declared. */
export function builtInFacts(kind: SubjectKind): Fact[] {
  const home = kind === "person" || kind === "household";
  const kept =
    kind === "person" ? ["birthDate", "sex", "residence", "area"] : home ? ["residence", "area"] : ["area"];
  const facts: Worked[] = [
    ...registered.filter((fact, index) => {
      const first = registered.findIndex((each) => each.id === fact.id) === index;
      return first && kept.includes(fact.id);
    }),
    ...(kind === "person" ? [age] : []),
    ...(home ? household : []),
    since,
  ];
  return facts.map((fact) => ({ ...fact, of: kind, alsoCalled: [] }));
}

/** Is this name taken, so that no standard may declare a fact of it? */
export function isBuiltIn(kind: SubjectKind, id: string): boolean {
  return [...registered, ...builtInFacts(kind)].some((fact) => fact.of === kind && fact.id === id);
}
