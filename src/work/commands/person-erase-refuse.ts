import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, partAbout, reasonInput } from "../command.ts";

/** A lawful no: whoever refuses to erase says by which article, and why. */
export const personEraseRefuse = command({
  name: "person.erase-refuse",
  title: { zh: "答复不予删除", en: "Refuse to erase" },
  about: {
    zh: "本人要求删除而依法不能删除时用：写明依据哪一条、为什么；答复记入日志，本人可以看到。",
    en: "When a person asks to be erased and the law does not allow it: by which article, and why. The answer is kept in the journal, and the person can see it.",
  },
  may: "secretary",
  input: z.object({ person: idInput, article: z.string().trim().min(1).max(100), reason: reasonInput }),
  needs: (input) => ({ subjects: [input.person] }),
  decide: (state, { person: id, article, reason }) => {
    const person = state.subjects.get(id);
    if (person?.kind !== "person")
      return refuse(
        "unknown-person",
        { zh: "台账里没有这个人。", en: "The register has no such person." },
        "person",
      );
    return [{ kind: "erasure-refused", parts: [partAbout(person, { article, reason })] }];
  },
});
