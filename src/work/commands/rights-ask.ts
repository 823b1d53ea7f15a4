import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, partAbout, reasonInput } from "../command.ts";
import { answerWithin, asked } from "../requests/requests.ts";

/** Somebody asks for what is theirs by right; the clock of the answer begins. */
export const rightsAsk = command({
  name: "rights.ask",
  title: { zh: "本人提出要求", en: "Ask by right" },
  about: {
    zh: "居民凭查阅码要求更正、删除或说明时，由服务器记下，从当天起算答复期限。",
    en: "Given by the server when somebody asks, by their code, for correction, erasure or an explanation: from that day the time to answer runs.",
  },
  may: "installation",
  input: z.object({ request: idInput, code: idInput, what: z.enum(asked), words: reasonInput }),
  needs: (input) => ({ codesToLook: [input.code], requests: [input.request] }),
  decide: (state, { request, code: id, what, words }, { today }) => {
    const code = state.codesToLook.get(id);
    if (code === undefined || code.ended)
      return refuse("unknown-code", { zh: "没有这个查阅码。", en: "There is no such code." }, "code");
    if (state.requests.has(request))
      return refuse(
        "request-exists",
        { zh: "这一项要求已经提过了。", en: "This was asked already." },
        "request",
      );
    const due = dayText(today + answerWithin);
    return [{ kind: "right-asked", parts: [partAbout(code.subject, { request, what, words, due })] }];
  },
});
