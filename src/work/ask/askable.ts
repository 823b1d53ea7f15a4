import type { Text } from "#basics/text.ts";
import type { SubjectKind } from "#register/subject.ts";
import { builtInFacts } from "#standard/built-in-facts.ts";
import type { Choice, Fact } from "#standard/standard.ts";
import { guardedOnly } from "../office-rules.ts";
import type { OfficeRules } from "../office-rules.ts";
import { isSetAside } from "../set-aside.ts";

/** A record kind under the name by which a question asks for it: "check-in" is `last.checkIn` and `without.checkIn`. */
export interface AskedKind {
  kind: string;
  name: string;
}

const made = new WeakMap<OfficeRules, Map<SubjectKind, Fact[]>>();

/**
 * All that one can ask of the register by: the open facts, where somebody lives, what is owed to them, and when something was
 * last done. What is guarded is not among it, so that nobody is found by it. One list for each kind, as a condition is read
 * by a list.
 */
export function askable(rules: OfficeRules, kind: SubjectKind): Fact[] {
  const known = made.get(rules) ?? new Map<SubjectKind, Fact[]>();
  made.set(rules, known);
  const facts = known.get(kind) ?? makeAskable(rules, kind);
  known.set(kind, facts);
  return facts;
}

function makeAskable(rules: OfficeRules, kind: SubjectKind): Fact[] {
  const declared = rules
    .factsOf(kind)
    .filter(({ guard, type }) => guard === undefined && !unaskable.has(type))
    .map((fact): Fact => (fact.id === "area" ? { ...fact, type: "choice", choices: rules.areas } : fact));
  const promises = rules.standards
    .flatMap((standard) => standard.promises)
    .filter(({ to, guards }) => to === kind && guards.length === 0)
    .map(({ id, title }): Choice => ({ id, title }));
  const worked = (id: string, type: Fact["type"], label: Text, choices?: Choice[]): Fact => ({
    id,
    of: kind,
    label,
    type,
    alsoCalled: [],
    ...(choices && { choices }),
  });
  const home = kind === "person" || kind === "household";
  const facts = [
    ...declared,
    ...builtInFacts(kind),
    ...(home
      ? [
          worked("building", "text", { zh: "楼栋", en: "Building" }),
          worked("stairwell", "text", { zh: "单元", en: "Stairwell" }),
          worked("flat", "text", { zh: "房号", en: "Flat" }),
        ]
      : []),
    worked("owed", "choices", { zh: "应办的承诺", en: "Promises owed" }, promises),
    worked("overdue", "choices", { zh: "逾期的承诺", en: "Promises overdue" }, promises),
    worked("owedCount", "integer", { zh: "应办件数", en: "Duties owed" }),
    worked("overdueCount", "integer", { zh: "逾期件数", en: "Duties overdue" }),
    ...askedKinds(rules, kind).flatMap(({ kind: id, name }) => {
      const title = rules.records.get(id)?.title ?? { zh: id };
      return [
        worked(`last.${name}`, "date", {
          zh: `最近一次${title.zh}`,
          en: `Last “${title.en ?? title.zh}”`,
        }),
        worked(`without.${name}`, "integer", {
          zh: `多少天没有${title.zh}`,
          en: `Days without “${title.en ?? title.zh}”`,
        }),
      ];
    }),
  ];
  return facts.filter(({ id }, place) => facts.findIndex((each) => each.id === id) === place);
}

/** What no comparison is made of. */
const unaskable: ReadonlySet<Fact["type"]> = new Set(["photo", "file", "signature", "location", "subject"]);

/**
 * The kinds by which most is kept first. Excuses and declines are about duties; a kind that keeps guarded promises alone would
 * tell of them.
 */
export function askedKinds(rules: OfficeRules, of: SubjectKind): AskedKind[] {
  const promises = rules.standards.flatMap((standard) => standard.promises);
  const keeps = (kind: string) =>
    promises.filter(({ to, keptBy }) => to === of && keptBy.includes(kind)).length;
  return [...rules.records.values()]
    .filter(({ id, about }) => about.includes(of) && !isSetAside(id) && guardedOnly(rules, id).length === 0)
    .sort((a, b) => keeps(b.id) - keeps(a.id))
    .map(({ id }) => ({
      kind: id,
      name: id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    }));
}
