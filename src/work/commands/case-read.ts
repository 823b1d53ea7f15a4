import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { courseOf, isVeiled } from "../case/course.ts";
import { command, idInput, officeKey, partAbout } from "../command.ts";

/** What a case keeps under guard is read in order to handle it: that is the purpose, and nobody has to type it. */
export const caseRead = command({
  name: "case.read",
  title: { zh: "看过受限事项", en: "Read what a case keeps under guard" },
  about: {
    zh: "打开一件有受限内容的事项时自动记下，一人一件一天一次；本人可以查是谁看的。",
    en: "Kept by itself when somebody opens a case with guarded content, once a day for each; the person can see who read it.",
  },
  may: "anyone",
  input: z.object({ case: idInput }),
  needs: (input) => ({ cases: [input.case] }),
  decide: ({ cases }, input, { rules }) => {
    const found = cases.get(input.case);
    const course = found && courseOf(rules, found.procedure, found.version);
    if (found === undefined || course === undefined)
      return refuse("unknown-case", { zh: "没有这件事项。", en: "There is no such case." }, "case");
    if (!isVeiled(course.procedure) && course.procedure.fields.every(({ guard }) => guard === undefined))
      return refuse(
        "nothing-guarded",
        {
          zh: "这件事项没有受限内容，不用记。",
          en: "Nothing in this case is guarded: there is nothing to keep.",
        },
        "case",
      );
    const body = { case: input.case, procedure: found.procedure };
    return [
      {
        kind: "read-case",
        parts:
          found.about.length === 0
            ? [{ subject: null, holder: officeKey, body }]
            : found.about.map((subject) => partAbout(subject, body)),
      },
    ];
  },
});
