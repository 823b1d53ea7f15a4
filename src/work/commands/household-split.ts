import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { isRefused, refuse } from "#basics/refusal.ts";
import { headRelation, householdName } from "#register/household-name.ts";
import { command, dayInput, factValueInput, idInput } from "../command.ts";
import {
  dayFault,
  householdEntered,
  leaving,
  newHomeFault,
  personPart,
  whereabouts,
} from "../household/change.ts";

/** Some of a household become one of their own from a day on. */
export const householdSplit = command({
  name: "household.split",
  title: { zh: "分户", en: "Split a household" },
  about: {
    zh: "一户分成两户：选出分出去的人和他们的户主，从哪天起；两户的人数各自重新推算，原来的户和经过都留着。",
    en: "One household becomes two: choose who leaves, who heads them, and from which day. Both are counted anew; the old household and what was done stay as they were.",
  },
  may: "inside",
  input: z.object({
    household: idInput,
    on: dayInput.optional(),
    members: z.array(idInput).min(1).max(100),
    /** Who of them heads the new household. */
    head: idInput,
    /** The new household's id, and what it is entered with. */
    into: idInput,
    enter: z.object({
      name: z.string().trim().min(1).max(100).optional(),
      code: z.string().trim().min(1).max(40).nullable().default(null),
      facts: z.record(z.string(), factValueInput).default({}),
    }),
    /** Who heads those who stay, if the head leaves. */
    newHead: idInput.optional(),
    /** What each is to the head they will have, by their id. */
    relations: z.record(z.string(), z.string().max(40)).default({}),
  }),
  needs: (input) => ({
    homes: [input.household],
    subjects: [input.into],
    codes: [{ kind: "household", codes: input.enter.code === null ? [] : [input.enter.code] }],
  }),
  decide: (state, input, { rules, today }) => {
    const home = state.homes.get(input.household);
    if (home === undefined)
      return refuse(
        "unknown-household",
        { zh: "没有这一户。", en: "There is no such household." },
        "household",
      );
    const going = home.members.filter(({ id }) => input.members.includes(id));
    const stranger = input.members.findIndex((id) => !going.some((person) => person.id === id));
    if (stranger !== -1)
      return refuse(
        "not-a-member",
        {
          zh: `选中的人里有的现在不在${home.name}。`,
          en: `Somebody chosen does not live in ${home.name} now.`,
        },
        `members.${stranger}`,
      );
    if (going.length === home.members.length)
      return refuse(
        "nobody-stays",
        {
          zh: "全户都走，就不是分户；请逐人登记搬家，或与另一户合并。",
          en: "If everybody leaves it is no split: move them one by one, or merge the household with another.",
        },
        "members",
      );
    const head = going.find(({ id }) => id === input.head);
    if (head === undefined)
      return refuse(
        "head-not-going",
        {
          zh: "新户的户主要从分出去的人里选。",
          en: "The new household's head has to be one of those who leave.",
        },
        "head",
      );
    const entered = newHomeFault(state, rules, input.into, input.enter);
    if (entered !== undefined) return { refused: entered };
    const on = input.on ?? dayText(today);
    const tooEarly = dayFault(on, today, home.members, [home]);
    if (tooEarly !== undefined) return { refused: tooEarly };
    const left = leaving(home, new Set(going.map(({ id }) => id)), input.newHead, input.relations, on);
    if (isRefused(left)) return left;
    const facts = { ...whereabouts(home), ...input.enter.facts };
    const { name = householdName(head), code } = input.enter;
    // Who goes to live elsewhere takes on the address of the new household.
    const at = Object.fromEntries(
      Object.entries(input.enter.facts).filter(([id]) => id === "area" || id === "address"),
    );
    return [
      householdEntered(input.into, { name, code, since: on, facts }),
      {
        kind: "household-split",
        parts: [
          ...going.map((person) =>
            personPart(
              person,
              on,
              { household: input.into, head: person === head },
              {
                ...at,
                relation: person === head ? headRelation : (input.relations[person.id] ?? null),
              },
            ),
          ),
          ...left,
        ],
      },
    ];
  },
});
