import { z } from "zod";
import { dayOf, dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { checkFacts } from "../check-facts.ts";
import { command, dayInput, factValueInput, idInput, partAbout } from "../command.ts";

/** A fact takes another value from a day on; what it was before stays known. */
export const registerChange = command({
  name: "register.change",
  title: { zh: "更新信息", en: "Change a fact" },
  about: {
    zh: "情况变了（搬来、独居、换了电话）就更新，可写明从哪天起；应办随之重新推算，原来的值仍可查。",
    en: "When something changes (moved, living alone, a new number), from a day that may be in the past; duties are worked out again, and the former value stays known.",
  },
  may: "inside",
  input: z.object({ subject: idInput, fact: z.string(), value: factValueInput, from: dayInput.optional() }),
  needs: (input) => ({ subjects: [input.subject] }),
  decide: (state, input, { rules, today }) => {
    const subject = state.subjects.get(input.subject);
    if (subject === undefined)
      return refuse(
        "unknown-subject",
        { zh: "台账里没有这个对象。", en: "The register has no such subject." },
        "subject",
      );
    const fault = checkFacts(rules, subject.kind, { [input.fact]: input.value });
    if (fault !== undefined)
      return { refused: { ...fault, where: fault.code === "unknown-fact" ? "fact" : "value" } };
    const from = input.from ?? dayText(today);
    if (dayOf(from) > today)
      return refuse(
        "day-to-come",
        { zh: "不能登记以后才发生的变化。", en: "A change that is still to come cannot be entered." },
        "from",
      );
    if (from < subject.since)
      return refuse(
        "before-since",
        {
          zh: `${subject.name} ${subject.since} 才登记入册。`,
          en: `${subject.name} has been in the register since ${subject.since} only.`,
        },
        "from",
      );
    return [
      {
        kind: "facts-changed",
        parts: [partAbout(subject, { kind: subject.kind, from, facts: { [input.fact]: input.value } })],
      },
    ];
  },
});
