import { z } from "zod";
import { caseEntry, foundCase } from "../case/entries.ts";
import { move } from "../case/take-step.ts";
import { command, factValueInput, idInput, reasonInput } from "../command.ts";

export const caseMove = command({
  name: "case.move",
  title: { zh: "办一步", en: "Move a case on" },
  about: {
    zh: "办完一个环节，选下一步；要填的栏目一并填。退回要写明理由。",
    en: "When a stage is done: choose what comes next, and fill in what it needs. Sending back needs a reason.",
  },
  may: "anyone",
  input: z.object({
    case: idInput,
    move: z.string(),
    stage: z.string().optional(),
    fields: z.record(z.string(), factValueInput).default({}),
    reason: reasonInput.optional(),
  }),
  needs: (input) => ({ cases: [input.case] }),
  decide: (state, input, context) => {
    const known = foundCase(state, input.case, context);
    if ("refused" in known) return known;
    const step = move(known.course, known.found.state, input, known.act);
    if ("refused" in step) return step;
    return [caseEntry("case-moved", known.found.about, { case: input.case, step })];
  },
});
