import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { isRefused } from "#basics/refusal.ts";
import { command, dayInput, idInput } from "../command.ts";
import { dayFault, leaving, livingPerson, personPart } from "../household/change.ts";

/** Somebody has died: nobody is asked to call on them again, and those left behind have a head of their household. */
export const personDie = command({
  name: "person.die",
  title: { zh: "登记去世", en: "Register a death" },
  about: {
    zh: "有人去世，登记是哪天；从那天起对本人不再有应办，户内人数和户主随之变更，经过都留着。",
    en: "When somebody has died: on which day. From that day nothing is owed to them, and the household's counts and head follow; what was done stays known.",
  },
  may: "inside",
  input: z.object({
    person: idInput,
    on: dayInput.optional(),
    /** Who heads the household from now on, if the head has died. */
    newHead: idInput.optional(),
    relations: z.record(z.string(), z.string().max(40)).default({}),
  }),
  needs: (input) => ({ people: [input.person] }),
  decide: (state, input, { today }) => {
    const person = livingPerson(state, input.person, "person");
    if (isRefused(person)) return person;
    const on = input.on ?? dayText(today);
    const tooEarly = dayFault(on, today, [person], []);
    if (tooEarly !== undefined) return { refused: tooEarly };
    const home = person.household === null ? undefined : state.homes.get(person.household);
    const left =
      home === undefined ? [] : leaving(home, new Set([person.id]), input.newHead, input.relations, on);
    if (isRefused(left)) return left;
    const stay = home === undefined ? undefined : { household: null, head: false };
    return [
      {
        kind: "person-died",
        parts: [personPart(person, on, stay, { residence: "deceased" }), ...left],
      },
    ];
  },
});
