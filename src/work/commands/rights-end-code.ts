import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, partAbout } from "../command.ts";

/** Lost, or given to the wrong one: from now on it opens nothing. */
export const rightsEndCode = command({
  name: "rights.end-code",
  title: { zh: "作废查阅码", en: "End a code" },
  about: {
    zh: "查阅码丢了、给错了，立即作废；再来可以重发。",
    en: "When a code was lost or went to the wrong person: it opens nothing from now on; another can be given.",
  },
  may: "inside",
  input: z.object({ code: idInput }),
  needs: (input) => ({ codesToLook: [input.code] }),
  decide: (state, input) => {
    const code = state.codesToLook.get(input.code);
    if (code === undefined)
      return refuse("unknown-code", { zh: "没有这个查阅码。", en: "There is no such code." }, "code");
    if (code.ended)
      return refuse(
        "code-ended",
        { zh: "这个查阅码已经作废了。", en: "This code has been ended already." },
        "code",
      );
    return [{ kind: "rights-code-ended", parts: [partAbout(code.subject, { code: code.id })] }];
  },
});
