import { z } from "zod";
import { fillReport, isPeriodOf, reportNamed, reportsOf } from "#publish/report.ts";
import { NotFound } from "#record/views/reader.ts";
import { WrongCall, route } from "../route.ts";
import { period } from "./indicators.ts";

export const reportRoutes = [
  route({
    method: "get",
    path: "/api/reports",
    who: "signed-in",
    about: {
      zh: "标准写明的报告，各能出哪几期。",
      en: "The reports that the standards declare, and the periods each can be drawn up for.",
    },
    answer: async ({ context, reading }) => context.json(await reading(async (reader) => reportsOf(reader))),
  }),
  route({
    method: "get",
    path: "/api/reports/filled",
    who: "signed-in",
    about: {
      zh: "一期报告，数已填好；linked：每个数连着它的依据。",
      en: "One report with its figures filled in; linked: each leads to its evidence.",
    },
    query: z.object({
      report: z.string(),
      period,
      language: z.enum(["zh", "en"]).default("zh"),
      linked: z.enum(["yes", "no"]).default("no"),
    }),
    answer: async ({ context, reading, query: { report: id, period: stretch, language, linked } }) =>
      context.json(
        await reading(async (reader) => {
          const report = reportNamed(reader, id);
          if (report === undefined) throw new NotFound();
          if (!isPeriodOf(report, stretch))
            throw new WrongCall(422, {
              code: "wrong-period",
              say: {
                zh: `${stretch.id} 不是这份报告的一期。`,
                en: `${stretch.id} is not a period of this report.`,
              },
              where: "period",
            });
          return fillReport(reader, { report: report.id, stretch, language, linked: linked === "yes" });
        }),
      ),
  }),
];
