import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, partAbout } from "../command.ts";
import { codeDays } from "../requests/requests.ts";

/** Given face to face. The code itself is made where it is printed: the record learns its digest and never the code. */
export const rightsGiveCode = command({
  name: "rights.give-code",
  title: { zh: "发查阅码", en: "Give a code to look" },
  about: {
    zh: "居民当面来问登记了自己什么时，核对身份后发一个查阅码：不用账号就能看登记了什么、谁看过，能要求更正、删除，也能取走一份。",
    en: "When somebody asks in person what is held of them, and has shown who they are: a code by which they see it without an account, and who read it, ask for correction or erasure, and take a copy.",
  },
  may: "inside",
  input: z.object({
    code: idInput,
    person: idInput,
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    days: z.number().int().min(1).max(codeDays.most).default(codeDays.usual),
  }),
  needs: (input) => ({ subjects: [input.person], codesToLook: [input.code] }),
  decide: (state, { code, person: id, digest, days }, { today }) => {
    const person = state.subjects.get(id);
    if (person?.kind !== "person")
      return refuse(
        "unknown-person",
        { zh: "台账里没有这个人。", en: "The register has no such person." },
        "person",
      );
    if (person.merged === true)
      return refuse(
        "merged-away",
        {
          zh: "这一条已并入另一条，请在那一条上发。",
          en: "This entry was merged into another: give the code there.",
        },
        "person",
      );
    if (state.codesToLook.has(code))
      return refuse(
        "code-exists",
        { zh: "这个查阅码已经发过了。", en: "This code has been given already." },
        "code",
      );
    return [
      {
        kind: "rights-code-given",
        parts: [partAbout(person, { code, digest, until: dayText(today + days) })],
      },
    ];
  },
});
