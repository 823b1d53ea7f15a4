import { z } from "zod";
import { dayOf, dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, dayInput, idInput, openPart } from "../command.ts";

/** From a day on nobody of that body acts here by this grant; what they did stays theirs. */
export const grantEnd = command({
  name: "grant.end",
  title: { zh: "收回授权", en: "End a grant" },
  about: {
    zh: "从某日起外单位不再凭这项授权在这里办事；当日即止，正在用的页面也一样。",
    en: "From a day on nobody acts here by this grant any more, on open pages too; what they did stays theirs.",
  },
  may: "secretary",
  input: z.object({ grant: idInput, from: dayInput }),
  needs: ({ grant }) => ({ grants: [grant] }),
  decide: ({ grants }, { grant: id, from }, { today }) => {
    const grant = grants.get(id);
    if (grant === undefined)
      return refuse("unknown-grant", { zh: "没有这项授权。", en: "There is no such grant." }, "grant");
    if (grant.until !== null && grant.until < dayText(today))
      return refuse(
        "ended-already",
        { zh: `这项授权 ${grant.until} 就结束了。`, en: `This grant ended on ${grant.until}.` },
        "grant",
      );
    if (from < dayText(today))
      return refuse(
        "ends-before-today",
        { zh: "从今天或以后的一天起收回，不能倒填。", en: "A grant ends today or later, not earlier." },
        "from",
      );
    const until = dayText(dayOf(from) - 1);
    return [
      {
        kind: "grant-ended",
        parts: [openPart({ grant: id, to: grant.to, role: grant.role, until })],
      },
    ];
  },
});
