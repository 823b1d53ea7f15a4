import { z } from "zod";
import { caseEntry, foundCase } from "../case/entries.ts";
import { fill } from "../case/take-step.ts";
import { command, factValueInput, idInput } from "../command.ts";

export const caseFill = command({
  name: "case.fill",
  title: { zh: "补填栏目", en: "Fill in a case" },
  about: {
    zh: "事项还在这个环节，先把知道的栏目填上；期限不变。",
    en: "Fills in what is known while the case stays at its stage; the deadline does not change.",
  },
  may: "anyone",
  input: z.object({ case: idInput, fields: z.record(z.string(), factValueInput) }),
  needs: (input) => ({ cases: [input.case] }),
  decide: (state, input, context) => {
    const known = foundCase(state, input.case, context);
    if ("refused" in known) return known;
    const step = fill(known.course, known.found.state, input.fields, known.act);
    if ("refused" in step) return step;
    return [caseEntry("case-filled", known.found.about, { case: input.case, step })];
  },
});
