import { z } from "zod";
import type { Stretch } from "#publish/period.ts";
import { isPeriodOf, reportNamed, reportsOf } from "#publish/report.ts";
import { reportDocx } from "#publish/report-docx.ts";
import { reportPage, reportPaper } from "#publish/report-page.ts";
import { NotFound } from "#record/views/reader.ts";
import type { Reader } from "#record/views/reader.ts";
import { WrongCall, route } from "../route.ts";
import { period } from "./indicators.ts";

const which = { report: z.string(), period, language: z.enum(["zh", "en"]).default("zh") };

export const reportRoutes = [
  route({
    method: "get",
    path: "/api/reports",
    who: "figures",
    about: {
      zh: "标准写明的报告，各能出哪几期。",
      en: "The reports that the standards declare, and the periods each can be drawn up for.",
    },
    answer: async ({ context, reading }) => context.json(await reading(async (reader) => reportsOf(reader))),
  }),
  route({
    method: "get",
    path: "/api/reports/filled",
    who: "figures",
    about: {
      zh: "一期报告：今天填出来的，签发过的各份，和现在有哪些数不同；每个数连着它的依据。",
      en: "One report: as it would be filled today, each edition issued, and which figures would differ now; each leads to its evidence.",
    },
    query: z.object(which),
    answer: async ({ context, reading, query: { report, period: stretch, language } }) =>
      context.json(
        await reading((reader) =>
          reportPage(reader, { report: reportOf(reader, report, stretch), stretch, language }),
        ),
      ),
  }),
  route({
    method: "get",
    path: "/api/reports/document",
    who: "figures",
    about: {
      zh: "一期报告，公文格式的 Word 文档；不写 edition，是最近签发的一份，没有签发过的是草稿。",
      en: "One report as a Word document in the official layout; without an edition the last one issued, or else a draft.",
    },
    query: z.object({ ...which, edition: z.coerce.number().int().min(1).optional() }),
    answer: async ({ context, reading, query: { report, period: stretch, language, edition } }) => {
      const paper = await reading((reader) =>
        reportPaper(reader, { report: reportOf(reader, report, stretch), stretch, language, edition }),
      );
      const name = [paper.office, paper.period, paper.number ?? paper.note].join(" ");
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
