import { z } from "zod";
import { caseEntry, foundCase } from "../case/entries.ts";
import { reopen } from "../case/take-step.ts";
import { command, idInput, reasonInput } from "../command.ts";

export const caseReopen = command({
  name: "case.reopen",
  title: { zh: "重新打开", en: "Reopen" },
  about: {
    zh: "办结以后又出现、又不满意的，在约定期限内写明理由重新打开，接着办。",
    en: "Takes up again what had ended, within the time the procedure gives, with the reason.",
  },
  may: "anyone",
  input: z.object({ case: idInput, reason: reasonInput }),
  needs: (input) => ({ cases: [input.case] }),
  decide: (state, input, context) => {
    const known = foundCase(state, input.case, context);
    if ("refused" in known) return known;
    const step = reopen(known.course, known.found.state, input.reason, known.act);
    if ("refused" in step) return step;
    return [caseEntry("case-reopened", known.found.about, { case: input.case, step })];
  },
});
