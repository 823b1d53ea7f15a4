import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, partAbout, reasonInput } from "../command.ts";
import { guardedFactsOf } from "../office-rules.ts";

/** Reading a guarded fact is itself something that happened, and the person it is about can see it. */
export const factOpen = command({
  name: "fact.open",
  title: { zh: "查看受限信息", en: "Open a guarded fact" },
  about: {
    zh: "受限的信息（身份证号、电话、健康等）打开前要说明用途；谁在何时为何看过，本人可以查。",
    en: "A guarded fact (identity number, phone, health …) is opened for a stated purpose; who looked, when and why can be seen by the person.",
  },
  may: "anyone",
  input: z.object({ subject: idInput, fact: z.string(), purpose: reasonInput }),
  needs: (input) => ({ subjects: [input.subject] }),
  decide: (state, input, { rules, actor }) => {
    const subject = state.subjects.get(input.subject);
    const shown =
      subject !== undefined && guardedFactsOf(rules, actor.roles).includes(`${subject.kind}/${input.fact}`);
    if (!shown)
      return refuse(
        "not-shown",
        {
          zh: "您的岗位办的事用不到这项信息，不能查看。",
          en: "Nothing your role does needs this fact, so it is not shown.",
        },
        "fact",
      );
    return [
      { kind: "fact-opened", parts: [partAbout(subject, { fact: input.fact, purpose: input.purpose })] },
    ];
  },
});
