import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { isRefused, refuse } from "#basics/refusal.ts";
import { headRelation, householdName } from "#register/household-name.ts";
import { checkFacts } from "../check-facts.ts";
import { command, dayInput, factValueInput, idInput } from "../command.ts";
import type { PartDraft } from "../command.ts";
import {
  dayFault,
  homePart,
  householdEntered,
  leaving,
  livingPerson,
  newHomeFault,
  personPart,
  residenceAfter,
  whereabouts,
} from "../household/change.ts";

/** Somebody lives elsewhere from a day on: in another household, in a new one, or not here any more. */
export const personMove = command({
  name: "person.move",
  title: { zh: "搬家", en: "Move somebody" },
  about: {
    zh: "有人搬到另一户、另立一户、迁出或者迁回，就登记从哪天起；两户的人数和应办随之重新推算，以前住在哪户仍可查。",
    en: "When somebody moves to another household, sets up one, leaves or comes back: from which day. What is owed to both households is worked out again, and where they lived before stays known.",
  },
  may: "inside",
  input: z.object({
    person: idInput,
    on: dayInput.optional(),
    /** Where they live from that day on; null: not in this community any more, or in no household. */
    household: idInput.nullable(),
    /** The household is new, and entered with this. */
    enter: z
      .object({
        name: z.string().trim().min(1).max(100).optional(),
        code: z.string().trim().min(1).max(40).nullable().default(null),
        facts: z.record(z.string(), factValueInput).default({}),
      })
      .optional(),
    /** What changes with the move: residence, relation, address … */
    facts: z.record(z.string(), factValueInput).default({}),
    /** Who heads the household that is left, if its head leaves. */
    newHead: idInput.optional(),
    relations: z.record(z.string(), z.string().max(40)).default({}),
  }),
  needs: (input) => ({
    people: [input.person],
    homes: input.household === null ? [] : [input.household],
    ...(input.enter && {
      subjects: input.household === null ? [] : [input.household],
      codes: [{ kind: "household" as const, codes: input.enter.code === null ? [] : [input.enter.code] }],
    }),
  }),
  decide: (state, input, { rules, today }) => {
    const person = livingPerson(state, input.person, "person");
    if (isRefused(person)) return person;
    const on = input.on ?? dayText(today);
    const target = input.household === null ? undefined : state.homes.get(input.household);
    if (input.household !== null && input.enter === undefined && target === undefined)
      return refuse(
        "unknown-household",
        { zh: "没有这一户。", en: "There is no such household." },
        "household",
      );
    if (target !== undefined && target.id === person.household)
      return refuse(
        "same-household",
        { zh: `${person.name}已经住在这一户。`, en: `${person.name} lives in this household already.` },
        "household",
      );
    const entered =
      input.enter === undefined || input.household === null
        ? undefined
        : newHomeFault(state, rules, input.household, input.enter);
    if (entered !== undefined) return { refused: entered };
    const factFault = checkFacts(rules, "person", input.facts);
    if (factFault !== undefined) return { refused: factFault };
    const tooEarly = dayFault(on, today, [person], target === undefined ? [] : [target]);
    if (tooEarly !== undefined) return { refused: tooEarly };

    const home = person.household === null ? undefined : state.homes.get(person.household);
    const parts: PartDraft[] = [];
    if (home !== undefined) {
      const left = leaving(home, new Set([person.id]), input.newHead, input.relations, on);
      if (isRefused(left)) return left;
      parts.push(...left);
    }
    const first = input.enter !== undefined || target?.members.length === 0;
    const at = input.enter?.facts ?? (target === undefined ? {} : whereabouts(target));
    const facts = {
      ...(input.household === null
        ? { residence: "moved", relation: null }
        : { ...residenceAfter(person, undefined), relation: first ? headRelation : null }),
      ...Object.fromEntries(Object.entries(at).filter(([id]) => id === "area" || id === "address")),
      ...input.facts,
    };
    parts.unshift(personPart(person, on, { household: input.household, head: first }, facts));
    // A household that was given up is lived in again.
    if (target !== undefined)
      parts.push(homePart(target, on, target.closed ? { residence: "resident" } : {}));
    const moved = { kind: "person-moved", parts };
    if (input.enter === undefined || input.household === null) return [moved];
    const { name = householdName(person), code, facts: known } = input.enter;
    return [householdEntered(input.household, { name, code, since: on, facts: known }), moved];
  },
});
