import { z } from "zod";
import { textIn } from "#basics/text.ts";
import type { Stretch } from "#publish/period.ts";
import { draftOf, fillReport, isPeriodOf, reportNamed, reportsOf } from "#publish/report.ts";
import { reportDocx } from "#publish/report-docx.ts";
import { NotFound } from "#record/views/reader.ts";
import type { Reader } from "#record/views/reader.ts";
import { WrongCall, route } from "../route.ts";
import { period } from "./indicators.ts";

const which = { report: z.string(), period, language: z.enum(["zh", "en"]).default("zh") };

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
    query: z.object({ ...which, linked: z.enum(["yes", "no"]).default("no") }),
    answer: async ({ context, reading, query: { report, period: stretch, language, linked } }) =>
      context.json(
        await reading((reader) =>
          fillReport(reader, {
            report: reportOf(reader, report, stretch),
            stretch,
            language,
            linked: linked === "yes",
          }),
        ),
      ),
  }),
  route({
    method: "get",
    path: "/api/reports/document",
    who: "signed-in",
    about: {
      zh: "一期报告，公文格式的 Word 文档。",
      en: "One report as a Word document in the official layout.",
    },
    query: z.object(which),
    answer: async ({ context, reading, query: { report, period: stretch, language } }) => {
      const { paper, name } = await reading(async (reader) => {
        const id = reportOf(reader, report, stretch);
        const filled = await fillReport(reader, { report: id, stretch, language, linked: false });
        return {
          paper: draftOf(reader, stretch, filled, language),
          name: `${textIn(filled.title, language)} ${stretch.id}`,
        };
      });
      context.header(
        "content-type",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      );
      context.header(
        "content-disposition",
        `attachment; filename="report-${stretch.id}.docx"; filename*=UTF-8''${encodeURIComponent(name)}.docx`,
      );
      return context.body(Uint8Array.from(await reportDocx(paper)));
    },
  }),
];

/** The id of a report that there is and that has this period. */
function reportOf(reader: Reader, id: string, stretch: Stretch): string {
  const report = reportNamed(reader, id);
  if (report === undefined) throw new NotFound();
  if (!isPeriodOf(report, stretch))
    throw new WrongCall(422, {
      code: "wrong-period",
      say: { zh: `${stretch.id} 不是这份报告的一期。`, en: `${stretch.id} is not a period of this report.` },
      where: "period",
    });
  return report.id;
}
