import { z } from "zod";
import { command, dayInput, idInput, reasonInput } from "../command.ts";
import { decideSetAside } from "../set-aside.ts";

/** The word of the person served: they do not want this, until a day they name. */
export const dutyDecline = command({
  name: "duty.decline",
  title: { zh: "记下谢绝", en: "Record a decline" },
  about: {
    zh: "本人谢绝某项服务时，记下本人的话和期限；期限内不再打扰。",
    en: "When a person declines a service: their word and until when. It is not asked for in that time.",
  },
  may: "inside",
  input: z.object({
    record: idInput,
    subject: idInput,
    promise: z.string(),
    reason: reasonInput,
    until: dayInput,
  }),
  needs: (input) => ({ subjects: [input.subject], records: [input.record] }),
  decide: (state, input, context) => decideSetAside("decline", state, input, context),
});
