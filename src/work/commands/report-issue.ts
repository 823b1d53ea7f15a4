import { z } from "zod";
import { dayParts } from "#basics/day.ts";
import { isRefused, refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import { command, officeKey, openPart } from "../command.ts";
import type { Context, PartDraft, ReportState, State } from "../command.ts";
import type { DrawnReport, FigureChange } from "../report.ts";
import { secretary } from "../office-rules.ts";

/** A report as it stands on this day, kept for good. Its figures come from the record, never from whoever sends this. */
export const reportIssue = command({
  name: "report.issue",
  title: { zh: "签发报告", en: "Issue a report" },
  about: {
    zh: "一期过完了，把这一期的报告定下来：编上号，中英文原文和每个数都存进日志，以后不再变。数由系统当场数出来。过后有变的，用 report.correct 更正。",
    en: "The period is over: its report is settled. It gets a number, and its text in both languages and every figure go into the journal, where they stay as they are. The figures are counted on the spot. What changes later is corrected by report.correct.",
  },
  may: "anyone",
  input: z.object({ report: z.string().max(200), period: z.string().max(50) }),
  needs: (input) => ({ report: input }),
  decide: (state, _input, context) => {
    const found = issuable(state, context);
    if (isRefused(found)) return found;
    const { drawn, editions, next } = found;
    const [issued] = editions;
    if (issued !== undefined)
      return refuse(
        "already-issued",
        {
          zh: `这一期已经签发了（${issued.year}年第${issued.issue}号）；数有变的，请发更正。`,
          en: `This period's report has been issued already (No. ${issued.issue} of ${issued.year}); where figures have changed, issue a correction.`,
        },
        "period",
      );
    return [
      { kind: "report-issued", parts: issueParts(drawn, { edition: 1, issue: next, today: context.today }) },
    ];
  },
});

/** The report asked for, where it can be issued by this one on this day. */
export function issuable(
  { report }: State,
  { rules, actor, today }: Context,
): (ReportState & { drawn: DrawnReport }) | { refused: Refusal } {
  if (report === undefined || report.drawn === "unknown-report")
    return refuse(
      "unknown-report",
      {
        zh: "采用的标准里没有这份报告。",
        en: "The standards adopted have no such report.",
      },
      "report",
    );
  const { drawn } = report;
  if (drawn === "wrong-period")
    return refuse(
      "wrong-period",
      {
        zh: "这不是这份报告的一期；月报写成 2021-10。",
        en: "This is not a period of this report; a monthly one has 2021-10.",
      },
      "period",
    );
  if (![secretary.id, drawn.by].some((role) => role !== undefined && actor.roles.includes(role)))
    return refuse("not-allowed", {
      zh: "报告由社区书记或标准写明的岗位签发。",
      en: "A report is issued by the secretary or by the role that the standard names.",
    });
  if (drawn.last >= today)
    return refuse(
      "period-running",
      { zh: "这一期还没过完，过完了再签发。", en: "This period is not over; issue its report when it is." },
      "period",
    );
  if (rules.standardOn(drawn.report.split("/")[0] ?? "", drawn.last) === undefined)
    return refuse(
      "not-adopted-then",
      {
        zh: "那时还没有采用这个标准，没有可报的。",
        en: "The standard had not been adopted by then: there is nothing to report.",
      },
      "period",
    );
  return { ...report, drawn };
}

/** What the report is stands open; what it says names nobody, but its small counts could tell, and so it is sealed. */
export function issueParts(
  { report, version, period, title, say, texts, figures }: DrawnReport,
  {
    edition,
    issue,
    today,
    changes = [],
    reason = null,
  }: { edition: number; issue: number; today: number; changes?: FigureChange[]; reason?: string | null },
): PartDraft[] {
  const { year } = dayParts(today);
  return [
    openPart({ report, version, period, title, say, edition, year, issue, changed: changes.length }),
    { subject: null, holder: officeKey, body: { texts, figures, changes, reason } },
  ];
}
