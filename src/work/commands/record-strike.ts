import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, openPart, partAbout, reasonInput } from "../command.ts";
import { secretary } from "../office-rules.ts";

/** What was recorded by mistake is struck, never deleted: duties are then worked out as though it had not been made. */
export const recordStrike = command({
  name: "record.strike",
  title: { zh: "划去记录", en: "Strike a record" },
  about: {
    zh: "记错了就划去并说明原因；原文仍在日志里，应办按没有这条记录重新推算。本人和社区书记可以划去。",
    en: "Strike what was recorded by mistake and say why; it stays in the journal, and duties are worked out as though it had never been made. Its author and the secretary may.",
  },
  may: "anyone",
  input: z.object({ record: idInput, reason: reasonInput }),
  needs: (input) => ({ records: [input.record] }),
  decide: (state, input, { actor }) => {
    const record = state.records.get(input.record);
    if (record === undefined)
      return refuse(
        "unknown-record",
        { zh: "没有这条记录，或您无权查看。", en: "There is no such record, or it is not yours to see." },
        "record",
      );
    if (record.struck)
      return refuse(
        "already-struck",
        { zh: "这条记录已经划去了。", en: "This record has been struck already." },
        "record",
      );
    if (record.by !== actor.account && !actor.roles.includes(secretary.id))
      return refuse(
        "not-your-record",
        {
          zh: "只有记录人或社区书记可以划去。",
          en: "Only whoever made a record, or the secretary, may strike it.",
        },
        "record",
      );
    const body = { record: record.id, reason: input.reason };
    return [
      {
        kind: "record-struck",
        parts:
          record.about.length === 0
            ? [openPart(body)]
            : record.about.map((subject) => partAbout(subject, body)),
      },
    ];
  },
});
