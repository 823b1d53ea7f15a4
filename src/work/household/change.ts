import { dayOf } from "#basics/day.ts";
import type { Day } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import { headRelation, householdName } from "#register/household-name.ts";
import type { FactValue } from "#register/subject.ts";
import { checkFacts } from "../check-facts.ts";
import { partAbout } from "../command.ts";
import type { EntryDraft, HomeState, PartDraft, PersonState, State } from "../command.ts";
import type { OfficeRules } from "../office-rules.ts";
import { isGone } from "./household.ts";

// What moving, dying, splitting and merging have in common: who lives where from a day on, and who heads what is left.

/** From the day on somebody lives elsewhere (`household` null: in none), and is known otherwise. */
export function personPart(
  person: PersonState,
  from: string,
  stay: { household: string | null; head: boolean } | undefined,
  facts: Record<string, FactValue>,
): PartDraft {
  return partAbout(person, { kind: "person", from, ...(stay && { stay }), facts });
}

/** A household that is entered with the same command, to be lived in from its first day. */
export function householdEntered(
  id: string,
  household: { name: string; code: string | null; since: string; facts: Record<string, FactValue> },
): EntryDraft {
  const body = { kind: "household", household: null, import: null, ...household };
  return { kind: "subject-entered", parts: [partAbout({ id, kind: "household" }, body)] };
}

/** What a new household could be refused for. */
export function newHomeFault(
  state: State,
  rules: OfficeRules,
  id: string,
  { code, facts }: { code: string | null; facts: Record<string, FactValue> },
): Refusal | undefined {
  if (state.subjects.has(id) || state.homes.has(id))
    return {
      code: "subject-exists",
      say: { zh: "这个对象已经在册。", en: "This subject is in the register already." },
      where: "household",
    };
  const twin = code === null ? undefined : state.byCode.get(`household/${code}`);
  if (twin !== undefined)
    return {
      code: "code-taken",
      say: {
        zh: `编号 ${twin.code} 已经是${twin.name}的。`,
        en: `The code ${twin.code} belongs to ${twin.name} already.`,
      },
      where: "enter.code",
    };
  const fault = checkFacts(rules, "household", facts);
  return fault === undefined ? undefined : { ...fault, where: `enter.${fault.where}` };
}

/** The day of a change: neither to come, nor before anybody concerned was entered or last moved. */
export function dayFault(
  on: string,
  today: Day,
  people: PersonState[],
  homes: HomeState[],
): Refusal | undefined {
  if (dayOf(on) > today)
    return {
      code: "day-to-come",
      say: {
        zh: "不能登记以后才发生的变化。",
        en: "A change that is still to come cannot be entered.",
      },
      where: "on",
    };
  for (const { name, since } of [...people, ...homes])
    if (on < since)
      return {
        code: "before-since",
        say: {
          zh: `${name} ${since} 才登记入册。`,
          en: `${name} has been in the register since ${since} only.`,
        },
        where: "on",
      };
  for (const { name, moved } of people)
    if (moved !== null && on < moved)
      return {
        code: "before-last-move",
        say: {
          zh: `${name}上一次变动是 ${moved}，这次不能在那以前。`,
          en: `${name} last moved on ${moved}; this cannot be before it.`,
        },
        where: "on",
      };
  return undefined;
}

/**
 * What is left of a household when some leave it: a new head where the head goes, who names the household if it bore the old
 * head's name; or, where nobody is left, nothing: it is given up.
 */
export function leaving(
  home: HomeState,
  gone: Set<string>,
  newHead: string | undefined,
  relations: Record<string, string>,
  from: string,
): PartDraft[] | { refused: Refusal } {
  const left = home.members.filter(({ id }) => !gone.has(id));
  if (left.length === 0) return [homePart(home, from, { residence: "moved" })];
  if (home.head !== null && !gone.has(home.head) && newHead === undefined) return [homePart(home, from, {})];
  if (newHead === undefined)
    return refuse(
      "new-head-needed",
      {
        zh: `户主要离开${home.name}，请从留下的人里选一位新户主。`,
        en: `The head is leaving ${home.name}: please choose a new one among those who stay.`,
      },
      "newHead",
    );
  const head = left.find(({ id }) => id === newHead);
  if (head === undefined)
    return refuse(
      "head-not-staying",
      {
        zh: `新户主要是留在${home.name}的人。`,
        en: `The new head has to be somebody who stays in ${home.name}.`,
      },
      "newHead",
    );
  const former = home.members.find(({ id }) => id === home.head);
  const renamed =
    former !== undefined && home.name === householdName(former) ? householdName(head) : undefined;
  return [
    homePart(home, from, {}, renamed),
    ...left.map((person) =>
      person === head
        ? personPart(person, from, { household: home.id, head: true }, { relation: headRelation })
        : // What somebody was to the old head says nothing of the new one.
          personPart(person, from, undefined, { relation: relations[person.id] ?? null }),
    ),
  ];
}

/** Where it is and what it is called; `residence` tells that it was given up, or is lived in again. */
export function homePart(
  home: HomeState,
  from: string,
  facts: Record<string, FactValue>,
  name?: string,
): PartDraft {
  return partAbout(home, { kind: "household", from, ...(name !== undefined && { name }), facts });
}

/** What is known of a household is known of who comes to live in it. */
export function whereabouts({
  area,
  address,
}: Pick<HomeState, "area" | "address">): Record<string, FactValue> {
  return { ...(area !== null && { area }), ...(address !== null && { address }) };
}

/** Somebody to whom something can still happen, and for whom no other entry counts. */
export function livingPerson(state: State, id: string, where: string): PersonState | { refused: Refusal } {
  const person = state.people.get(id);
  if (person === undefined)
    return refuse(
      "unknown-person",
      { zh: "台账里没有这个人。", en: "The register has no such person." },
      where,
    );
  if (person.merged === true)
    return refuse(
      "merged-away",
      {
        zh: `这条${person.name}已经并入另一条，请在那一条上登记。`,
        en: `This entry of ${person.name} was merged into another; please use that one.`,
      },
      where,
    );
  if (person.residence === "deceased")
    return refuse(
      "already-deceased",
      {
        zh: `${person.name}已登记去世。登记错了，请先更正居住状态。`,
        en: `${person.name} is registered as deceased. If that is wrong, please correct the residence first.`,
      },
      where,
    );
  return person;
}

/** Somebody who comes home to the office's area is a resident again. */
export function residenceAfter(person: PersonState, said: FactValue | undefined): Record<string, FactValue> {
  if (said !== undefined) return { residence: said };
  return isGone(person.residence) ? { residence: "resident" } : {};
}
