import { z } from "zod";
import { caseEntry, foundCase } from "../case/entries.ts";
import { extend } from "../case/take-step.ts";
import { command, idInput, reasonInput } from "../command.ts";

export const caseExtend = command({
  name: "case.extend",
  title: { zh: "延期", en: "Extend" },
  about: {
    zh: "到期之前写明理由延期，从原期限往后算；过了期限就不能再延。",
    en: "Lengthens a stage before its time is up, with the reason, counted from the deadline it had; once that has passed it cannot be.",
  },
  may: "anyone",
  input: z.object({ case: idInput, stage: z.string().optional(), reason: reasonInput }),
  needs: (input) => ({ cases: [input.case] }),
  decide: (state, input, context) => {
    const known = foundCase(state, input.case, context);
    if ("refused" in known) return known;
    const step = extend(known.course, known.found.state, input, known.act);
    if ("refused" in step) return step;
    return [caseEntry("case-extended", known.found.about, { case: input.case, step })];
  },
});
