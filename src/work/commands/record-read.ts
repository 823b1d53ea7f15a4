import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, partAbout } from "../command.ts";

/** Records of a guarded line are read in order to do what it asks: that is the purpose, and nobody has to type it. */
export const recordRead = command({
  name: "record.read",
  title: { zh: "看过受限记录", en: "Read guarded records" },
  about: {
    zh: "打开一个人的页面、上面有受限记录时自动记下，一人一天一次；本人可以查是谁看的。",
    en: "Kept by itself when somebody opens a page with guarded records on it, once a day for each person; they can see who read it.",
  },
  may: "anyone",
  input: z.object({ subject: idInput, kinds: z.array(z.string().max(60)).min(1).max(50) }),
  needs: (input) => ({ subjects: [input.subject] }),
  decide: ({ subjects }, input, { rules }) => {
    const subject = subjects.get(input.subject);
    if (subject === undefined)
      return refuse(
        "unknown-subject",
        { zh: "台账里没有这个对象。", en: "The register has no such subject." },
        "subject",
      );
    const unknown = input.kinds.findIndex((kind) => !rules.records.has(kind));
    if (unknown !== -1)
      return refuse(
        "unknown-kind",
        { zh: "本机构没有这种记录。", en: "This office has no such kind of record." },
        `kinds.${unknown}`,
      );
    return [{ kind: "read-records", parts: [partAbout(subject, { kinds: input.kinds })] }];
  },
});
