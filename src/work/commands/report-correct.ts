import { z } from "zod";
import { isRefused, refuse } from "#basics/refusal.ts";
import { command, reasonInput } from "../command.ts";
import { differences } from "../report.ts";
import { issuable, issueParts } from "./report-issue.ts";

/** A further edition of an issued report, with the figures of today; the one before stays, and this one says what it changes. */
export const reportCorrect = command({
  name: "report.correct",
  title: { zh: "更正报告", en: "Correct a report" },
  about: {
    zh: "签发之后有记录补来、划去，数变了，就发一份更正：编新号，写明原由，列出改了哪几处；原来的一份照样能看。数没有变的，发不了。",
    en: "Records came late or were struck after a report was issued, and figures changed: issue a correction. It has a number of its own, says why, and lists what it changes; the earlier edition can still be read. Where no figure has changed there is nothing to correct.",
  },
  may: "anyone",
  input: z.object({ report: z.string().max(200), period: z.string().max(50), reason: reasonInput }),
  needs: ({ report, period }) => ({ report: { report, period } }),
  decide: (state, { reason }, context) => {
    const found = issuable(state, context);
    if (isRefused(found)) return found;
    const { drawn, editions, next } = found;
    const last = editions.at(-1);
    if (last === undefined)
      return refuse(
        "not-issued",
        {
          zh: "这一期还没有签发，直接签发就好。",
          en: "This period's report has not been issued: just issue it.",
        },
        "period",
      );
    const changes = differences(last.figures, drawn.figures);
    if (changes.length === 0)
      return refuse(
        "nothing-differs",
        {
          zh: "和已签发的一样，没有要更正的。",
          en: "Nothing differs from what was issued: there is nothing to correct.",
        },
        "period",
      );
    const more = { edition: last.edition + 1, issue: next, today: context.today, changes, reason };
    return [{ kind: "report-corrected", parts: issueParts(drawn, more) }];
  },
});
