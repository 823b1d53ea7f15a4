import { z } from "zod";
import { dayText } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { indicatorEvidence } from "#publish/indicator-evidence.ts";
import type { Group } from "#publish/groups.ts";
import { indicatorFigures } from "#publish/indicators.ts";
import type { IndicatorFigures } from "#publish/indicators.ts";
import { indicatorMatrix } from "#publish/matrix.ts";
import { parseStretch, sayStretch, stretchAround } from "#publish/period.ts";
import type { Stretch } from "#publish/period.ts";
import { periodsSince } from "#publish/report.ts";
import type { PeriodBrief } from "#publish/report.ts";
import { groupings } from "#standard/document.ts";
import { route } from "../route.ts";

/** What is answered about a period. */
export interface IndicatorsOfPeriod {
  period: string;
  say: Text;
  /** Where the period is not over: the day as of which the figures stand. */
  asOf: string | null;
  indicators: IndicatorFigures[];
  /** What else can be asked for, the newest first. */
  periods: Record<"month" | "quarter" | "year", PeriodBrief[]>;
}

/** "2021-11", "2021-W48", "2021-Q4", "2021-H2", "2021", "2021-01-01/2021-11-30" */
export const period = z.string().transform((text, context): Stretch => {
  const stretch = parseStretch(text);
  if (stretch === undefined) context.addIssue({ code: "custom", message: "not-a-period" });
  return stretch ?? z.NEVER;
});

/** One group of an indicator: "line=small/elders&month=2021-11"; an empty key stands for what is under none. */
const group = z.string().transform((text, context): Group["keys"] => {
  const keys = [...new URLSearchParams(text)];
  if (!keys.every(([grouping]) => groupings.some((each) => each === grouping)))
    context.addIssue({ code: "custom", message: "not-a-group" });
  return Object.fromEntries(keys.map(([grouping, key]) => [grouping, key === "" ? null : key]));
});

export const indicatorRoutes = [
  route({
    method: "get",
    path: "/api/indicators",
    who: "figures",
    about: {
      zh: "标准写明的指标，在一段时间里的数，按它们各自的分组。",
      en: "The indicators that the standards declare, over a period, in their own groups.",
    },
    query: z.object({ period: period.optional() }),
    answer: async ({ context, reading, query }) =>
      context.json(
        await reading(async (reader): Promise<IndicatorsOfPeriod> => {
          const stretch = query.period ?? stretchAround(reader.today, "month");
          return {
            period: stretch.id,
            say: sayStretch(stretch),
            asOf: stretch.last >= reader.today ? dayText(reader.today) : null,
            indicators: await indicatorFigures(reader, stretch),
            periods: {
              month: periodsSince(reader, "month"),
              quarter: periodsSince(reader, "quarter"),
              year: periodsSince(reader, "year"),
            },
          };
        }),
      ),
  }),
  route({
    method: "get",
    path: "/api/indicators/matrix",
    who: "figures",
    about: {
      zh: "各项指标近几个月的数，可以只看一条服务线或一个网格；是零的，写明是不是真的零。",
      en: "Every indicator over the last months, of one line or area where asked; of a zero, whether it is a real one.",
    },
    query: z.object({
      months: z.coerce.number().int().min(1).max(12).default(12),
      until: period.optional(),
      line: z.string().optional(),
      area: z.string().optional(),
    }),
    answer: async ({ context, reading, query: { months, until, line, area } }) =>
      context.json(
        await reading((reader) =>
          indicatorMatrix(reader, {
            months,
            until: until && stretchAround(until.last, "month"),
            only: { ...(line && { line }), ...(area && { area }) },
          }),
        ),
      ),
  }),
  route({
    method: "get",
    path: "/api/indicators/evidence",
    who: "inside",
    about: {
      zh: "一个指标数了哪些，逐件列出；是零的，列出看过哪些。",
      en: "What an indicator counted, one by one; where that is nothing, what it looked at.",
    },
    query: z.object({
      indicator: z.string(),
      period,
      offset: z.coerce.number().int().min(0).default(0),
      group: group.default({}),
    }),
    answer: async ({ context, reading, query: { indicator, period: stretch, offset, group: keys } }) =>
      context.json(
        await reading((reader) => indicatorEvidence(reader, { indicator, stretch, keys, offset })),
      ),
  }),
];
