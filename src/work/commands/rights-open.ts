import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, partAbout } from "../command.ts";

/** Somebody has looked by a code. The server gives this command itself, before it shows anything. */
export const rightsOpen = command({
  name: "rights.open",
  title: { zh: "凭码查阅", en: "Look by a code" },
  about: {
    zh: "居民凭查阅码打开自己的信息时，由服务器自己记下：哪一天、是看还是取走一份。",
    en: "Given by the server itself whenever somebody opens what is held of them by a code: when, and whether they looked or took a copy.",
  },
  may: "installation",
  input: z.object({ code: idInput, copy: z.boolean().default(false) }),
  needs: (input) => ({ codesToLook: [input.code] }),
  decide: (state, { code: id, copy }) => {
    const code = state.codesToLook.get(id);
    if (code === undefined || code.ended)
      return refuse("unknown-code", { zh: "没有这个查阅码。", en: "There is no such code." }, "code");
    return [{ kind: "rights-opened", parts: [partAbout(code.subject, { code: id, copy })] }];
  },
});
