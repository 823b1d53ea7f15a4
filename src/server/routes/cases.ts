import { z } from "zod";
import { caseBoard } from "#record/views/case-board.ts";
import { casePage } from "#record/views/case-page.ts";
import { casesAlike } from "#record/views/cases-alike.ts";
import { caseList, caseShows } from "#record/views/cases.ts";
import type { CasePlace } from "#record/views/cases.ts";
import { idInput } from "#work/command.ts";
import { keepReading } from "../reading-kept.ts";
import { WrongCall, route } from "../route.ts";

/** PostgreSQL takes no text with a NUL in it. */
const text = z
  .string()
  .max(100)
  .refine((said) => !said.includes("\0"));
const name = text.optional();

/** `next` of the page before. */
const place = z
  .string()
  .regex(/^\d+(\.\d+)?_[0-9a-f-]{36}$/)
  .transform((text): CasePlace => {
    const [at = "", id = ""] = text.split("_");
    return { place: Number(at), id };
  })
  .refine(({ id }) => z.uuid().safeParse(id).success);

/** Which cases: the list and the board ask with the same. */
const which = {
  procedure: name,
  stage: name,
  mine: z.stringbool().default(false),
  office: z.stringbool().default(false),
  text: name,
};

export const caseRoutes = [
  route({
    method: "get",
    path: "/api/cases",
    who: "signed-in",
    about: {
      zh: "事项：在办的按下一个期限排，办结的按办结时间排。",
      en: "Cases: those that stand open by their next deadline, those that ended by their end.",
    },
    query: z.object({
      ...which,
      show: z.enum(caseShows).default("open"),
      subject: idInput.optional(),
      after: place.optional(),
    }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => caseList(reader, query))),
  }),
  route({
    method: "get",
    path: "/api/cases/board",
    who: "signed-in",
    about: {
      zh: "事项看板：在办的按环节一列一列排，每件能走到哪里；还有近几天办结的。",
      en: "The board of cases: those that stand open by stage, where each may go, and what ended in the last days.",
    },
    query: z.object({ ...which, overdue: z.stringbool().default(false) }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => caseBoard(reader, query))),
  }),
  route({
    method: "get",
    path: "/api/cases/alike",
    who: "signed-in",
    about: {
      zh: "可能是同一件的事项：同一个对象、写得像、同一栋楼，在办的或近三十天登记的。",
      en: "Cases that may be the same as one about to be opened: same subject, written alike, same building; open, or opened in the last thirty days.",
    },
    query: z.object({
      procedure: text,
      subject: idInput.optional(),
      text: name,
    }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => casesAlike(reader, query))),
  }),
  route({
    method: "get",
    path: "/api/cases/:id",
    who: "signed-in",
    about: {
      zh: "一件事项：走到哪一步、期限、各栏、经过、下一步。",
      en: "One case: where it stands, its deadlines, fields, what happened and what may come next.",
    },
    answer: async ({ context, house, asker, reading }) => {
      const id = idInput.safeParse(context.req.param("id"));
      if (!id.success)
        throw new WrongCall(404, {
          code: "not-found",
          say: { zh: "没有这件事项。", en: "There is no such case." },
        });
      const page = await reading((reader) => casePage(reader, id.data));
      if (page.guarded || page.fields.some(({ guard, value }) => guard !== null && value !== null))
        await keepReading(house, asker, "case.read", { case: id.data });
      return context.json(page);
    },
  }),
];
