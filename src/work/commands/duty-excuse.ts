import { z } from "zod";
import { command, dayInput, idInput, reasonInput } from "../command.ts";
import { decideSetAside } from "../set-aside.ts";

/** A duty that cannot be done for now (in hospital, away), with the reason and until when. */
export const dutyExcuse = command({
  name: "duty.excuse",
  title: { zh: "暂缓", en: "Excuse a duty" },
  about: {
    zh: "暂时办不了（住院、外出）时说明原因和期限；到期前不再催办，提前办了就按办了算。不写承诺的，对这个对象的全部承诺有效。",
    en: "When something cannot be done for now (in hospital, away): the reason and until when. It is not asked for until then, and an earlier record ends it. Without a promise it covers all that is owed to the subject.",
  },
  may: "inside",
  input: z.object({
    record: idInput,
    subject: idInput,
    promise: z.string().optional(),
    reason: reasonInput,
    until: dayInput,
  }),
  needs: (input) => ({ subjects: [input.subject], records: [input.record] }),
  decide: (state, input, context) => decideSetAside("excuse", state, input, context),
});
