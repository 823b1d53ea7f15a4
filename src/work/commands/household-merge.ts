import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, dayInput, idInput } from "../command.ts";
import { dayFault, homePart, personPart, whereabouts } from "../household/change.ts";

/** All of one household live in another from a day on; the one they leave is given up. */
export const householdMerge = command({
  name: "household.merge",
  title: { zh: "并户", en: "Merge households" },
  about: {
    zh: "两户并成一户：另一户的人从某天起都住到这一户，空出来的那户不再有应办；以前各住在哪户仍可查。",
    en: "Two households become one: all of the other live in this one from a day on, and nothing is owed to the one left empty. Who lived where stays known.",
  },
  may: "inside",
  input: z.object({
    household: idInput,
    other: idInput,
    on: dayInput.optional(),
    /** What each who comes is to this household's head, by their id. */
    relations: z.record(z.string(), z.string().max(40)).default({}),
  }),
  needs: (input) => ({ homes: [input.household, input.other] }),
  decide: (state, input, { today }) => {
    const [home, other] = [state.homes.get(input.household), state.homes.get(input.other)];
    if (home === undefined || other === undefined)
      return refuse(
        "unknown-household",
        { zh: "没有这一户。", en: "There is no such household." },
        home === undefined ? "household" : "other",
      );
    if (home === other)
      return refuse(
        "same-household",
        { zh: "这是同一户。", en: "This is one and the same household." },
        "other",
      );
    if (other.members.length === 0)
      return refuse(
        "nobody-there",
        {
          zh: `${other.name}现在没有人，不必合并。`,
          en: `Nobody lives in ${other.name} now: there is nothing to merge.`,
        },
        "other",
      );
    const on = input.on ?? dayText(today);
    const tooEarly = dayFault(on, today, other.members, [home, other]);
    if (tooEarly !== undefined) return { refused: tooEarly };
    return [
      {
        kind: "households-merged",
        parts: [
          ...other.members.map((person) =>
            personPart(
              person,
              on,
              // Into a household in which nobody lives, its head comes along.
              { household: home.id, head: home.members.length === 0 && person.id === other.head },
              {
                ...whereabouts(home),
                relation: input.relations[person.id] ?? (home.members.length === 0 ? person.relation : null),
              },
            ),
          ),
          homePart(home, on, home.closed ? { residence: "resident" } : {}),
          homePart(other, on, { residence: "moved" }),
        ],
      },
    ];
  },
});
