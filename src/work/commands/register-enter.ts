import { z } from "zod";
import { dayOf, dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, dayInput, factValueInput, idInput, partAbout } from "../command.ts";
import { checkFacts } from "../check-facts.ts";
import { whereabouts } from "../household/change.ts";

/** Somebody or something new in the register. */
export const registerEnter = command({
  name: "register.enter",
  title: { zh: "登记入册", en: "Enter into the register" },
  about: {
    zh: "新来的人、新开的门店、新的场所，登记一次；从登记日起，标准里适用的承诺就开始生效。",
    en: "A new person, shop or place, entered once; from that day the promises that fit begin to hold.",
  },
  may: "inside",
  input: z.object({
    subject: idInput,
    kind: z.enum(["person", "household", "unit", "place"]),
    code: z.string().trim().min(1).max(40).nullable().default(null),
    name: z.string().trim().min(1).max(100),
    household: idInput.nullable().default(null),
    since: dayInput.optional(),
    facts: z.record(z.string(), factValueInput).default({}),
  }),
  needs: (input) => ({
    subjects: input.household === null ? [input.subject] : [input.subject, input.household],
    homes: input.household === null ? [] : [input.household],
    codes: input.code === null ? [] : [{ kind: input.kind, codes: [input.code] }],
  }),
  decide: (state, input, { rules, today }) => {
    if (state.subjects.has(input.subject))
      return refuse(
        "subject-exists",
        { zh: "这个对象已经在册。", en: "This subject is in the register already." },
        "subject",
      );
    const twin = input.code === null ? undefined : state.byCode.get(`${input.kind}/${input.code}`);
    if (twin !== undefined)
      return refuse(
        "code-taken",
        {
          zh: `编号 ${twin.code} 已经是${twin.name}的。`,
          en: `The code ${twin.code} belongs to ${twin.name} already.`,
        },
        "code",
      );
    if (input.household !== null && state.subjects.get(input.household)?.kind !== "household")
      return refuse(
        "unknown-household",
        { zh: "没有这一户。", en: "There is no such household." },
        "household",
      );
    const home = input.household === null ? undefined : state.homes.get(input.household);
    if (home?.closed === true)
      return refuse(
        "household-closed",
        {
          zh: `${home.name}已经没有人住。请先把人登记入册，再用“搬家”住进这一户。`,
          en: `Nobody lives in ${home.name} any more. Enter them first, then move them into it.`,
        },
        "household",
      );
    if (input.since !== undefined && dayOf(input.since) > today)
      return refuse(
        "day-to-come",
        { zh: "登记日期不能晚于今天。", en: "The day of entry cannot be after today." },
        "since",
      );
    const fault = checkFacts(rules, input.kind, input.facts);
    if (fault !== undefined) return { refused: fault };
    const { subject, ...known } = input;
    // What is known of the household is known of who is entered into it: a newborn lives where the mother does.
    const facts = home === undefined ? known.facts : { ...whereabouts(home), ...known.facts };
    const body = { ...known, facts, since: input.since ?? dayText(today), import: null };
    return [{ kind: "subject-entered", parts: [partAbout({ id: subject, kind: input.kind }, body)] }];
  },
});
