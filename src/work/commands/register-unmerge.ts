import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, partAbout, reasonInput } from "../command.ts";

/** They were two after all: each has its own facts and records again, as though they had never been merged. */
export const registerUnmerge = command({
  name: "register.unmerge",
  title: { zh: "撤回合并", en: "Undo a merge" },
  about: {
    zh: "合并错了，原来是两个人：撤回后各归各的信息和记录；合并以后新记的，留在保留的那一条上。",
    en: "They were two after all: each has its own facts and records again. What was written since stays with the entry that was kept.",
  },
  may: "secretary",
  input: z.object({ merge: idInput, reason: reasonInput }),
  needs: (input) => ({ merges: [input.merge] }),
  decide: (state, input) => {
    const merge = state.merges.get(input.merge);
    if (merge === undefined)
      return refuse("unknown-merge", { zh: "没有这次合并。", en: "There is no such merge." }, "merge");
    if (merge.undone)
      return refuse(
        "already-undone",
        { zh: "这次合并已经撤回了。", en: "This merge has been undone already." },
        "merge",
      );
    if (merge.followed)
      return refuse(
        "merged-since",
        {
          zh: `${merge.survivor.name}后来又与别的合并过，请先撤回后来的那次。`,
          en: `${merge.survivor.name} was merged again since: undo the later merge first.`,
        },
        "merge",
      );
    const body = {
      merge: merge.id,
      survivor: merge.survivor.id,
      other: merge.other.id,
      reason: input.reason,
    };
    return [{ kind: "merge-undone", parts: [partAbout(merge.survivor, body), partAbout(merge.other, body)] }];
  },
});
