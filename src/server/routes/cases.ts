import { z } from "zod";
import { casePage } from "#record/views/case-page.ts";
import { caseList, caseShows } from "#record/views/cases.ts";
import type { CasePlace } from "#record/views/cases.ts";
import { idInput } from "#work/command.ts";
import { WrongCall, route } from "../route.ts";

/** PostgreSQL takes no text with a NUL in it. */
const name = z
  .string()
  .max(100)
  .refine((text) => !text.includes("\0"))
  .optional();

/** `next` of the page before. */
const place = z
  .string()
  .regex(/^\d+(\.\d+)?_[0-9a-f-]{36}$/)
  .transform((text): CasePlace => {
    const [at = "", id = ""] = text.split("_");
    return { place: Number(at), id };
  })
  .refine(({ id }) => z.uuid().safeParse(id).success);

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
      show: z.enum(caseShows).default("open"),
      procedure: name,
      stage: name,
      mine: z.stringbool().default(false),
      subject: idInput.optional(),
      after: place.optional(),
    }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => caseList(reader, query))),
  }),
  route({
    method: "get",
    path: "/api/cases/:id",
    who: "signed-in",
    about: {
      zh: "一件事项：走到哪一步、期限、各栏、经过、下一步。",
      en: "One case: where it stands, its deadlines, fields, what happened and what may come next.",
    },
    answer: async ({ context, reading }) => {
      const id = idInput.safeParse(context.req.param("id"));
      if (!id.success)
        throw new WrongCall(404, {
          code: "not-found",
          say: { zh: "没有这件事项。", en: "There is no such case." },
        });
      return context.json(await reading((reader) => casePage(reader, id.data)));
    },
  }),
];
