import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, officeKey } from "../command.ts";
import { questionInput, readQuestion } from "../ask/question.ts";

/** A list with names leaves the house: what was asked and how many it told of is kept, and nobody's name. */
export const registerExport = command({
  name: "register.export",
  title: { zh: "导出名单", en: "Export a list" },
  about: {
    zh: "把按条件找出的名单导出为 Excel；日志里留下谁、何时、按什么条件、多少人，不留姓名。",
    en: "Takes a list found by conditions out as Excel; the journal keeps who, when, by what conditions and how many, and no names.",
  },
  may: "inside",
  input: questionInput.extend({ count: z.number().int().min(0) }),
  needs: () => ({}),
  decide: (_, input, { rules }) => {
    const read = readQuestion(rules, input);
    if ("fault" in read) return refuse("not-understood", read.fault.say, "when");
    const { of, when, by, show, count } = input;
    // Sealed under the office's own key: a condition can be so narrow that it tells of somebody.
    return [
      {
        kind: "register-exported",
        parts: [{ subject: null, holder: officeKey, body: { of, when, by, show, count } }],
      },
    ];
  },
});
