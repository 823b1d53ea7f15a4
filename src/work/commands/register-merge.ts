import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, partAbout } from "../command.ts";

/** One who stands in the register twice: from now on one entry counts, with all that was known and done of either. */
export const registerMerge = command({
  name: "register.merge",
  title: { zh: "合并重复", en: "Merge doubles" },
  about: {
    zh: "同一个人（单位、场所）登记了两次：留一条，另一条的记录都算在它名下，缺的信息由另一条补上；先预览，再合并，可以撤回。",
    en: "When one person (unit, place) was entered twice: one entry stays, the other’s records count for it and its facts fill what is missing. Previewed first, and it can be undone.",
  },
  may: "secretary",
  input: z.object({
    merge: idInput,
    survivor: idInput,
    other: idInput,
    /** Facts taken from the other where both say something: ids of facts, and "household". */
    chosen: z.array(z.string().min(1).max(100)).max(300).default([]),
  }),
  needs: (input) => ({ subjects: [input.survivor, input.other], merges: [input.merge] }),
  decide: (state, input, { rules }) => {
    const [survivor, other] = [state.subjects.get(input.survivor), state.subjects.get(input.other)];
    if (survivor === undefined || other === undefined)
      return refuse(
        "unknown-subject",
        { zh: "台账里没有这个对象。", en: "The register has no such subject." },
        survivor === undefined ? "survivor" : "other",
      );
    if (state.merges.has(input.merge))
      return refuse(
        "merge-exists",
        { zh: "这次合并已经做过了。", en: "This merge has been made already." },
        "merge",
      );
    if (survivor === other)
      return refuse(
        "same-subject",
        { zh: "这是同一条，请选另一条。", en: "This is one and the same entry; choose another." },
        "other",
      );
    if (survivor.kind !== other.kind)
      return refuse(
        "different-kinds",
        {
          zh: "两条不是同一类，不能合并。",
          en: "The two are not of one kind and cannot be merged.",
        },
        "other",
      );
    if (survivor.kind === "household")
      return refuse(
        "household-merge",
        {
          zh: "两户合成一户，请用“并户”。",
          en: "To make one household of two, use “Merge households”.",
        },
        "other",
      );
    const gone = [survivor, other].find(({ merged }) => merged === true);
    if (gone !== undefined)
      return refuse(
        "merged-away",
        {
          zh: `${gone.name}这一条已经并入别的了。`,
          en: `This entry of ${gone.name} was merged into another already.`,
        },
        gone === survivor ? "survivor" : "other",
      );
    const unknown = input.chosen.findIndex(
      (id) => id !== "household" && rules.fact(survivor.kind, id) === undefined,
    );
    if (unknown !== -1)
      return refuse(
        "unknown-fact",
        {
          zh: `没有“${input.chosen[unknown]}”这个信息项。`,
          en: `There is no fact “${input.chosen[unknown]}”.`,
        },
        `chosen.${unknown}`,
      );
    const body = {
      merge: input.merge,
      kind: survivor.kind,
      survivor: survivor.id,
      other: other.id,
      chosen: [...new Set(input.chosen)],
      since: survivor.since,
      names: { survivor: survivor.name, other: other.name },
    };
    return [{ kind: "subjects-merged", parts: [partAbout(survivor, body), partAbout(other, body)] }];
  },
});
