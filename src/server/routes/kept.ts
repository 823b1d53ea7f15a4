import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { keptEvidence, keptRates } from "#publish/kept-rate.ts";
import { route } from "../route.ts";

const month = z.string().regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/);

export const keptRoutes = [
  route({
    method: "get",
    path: "/api/kept",
    who: "figures",
    about: { zh: "承诺兑现率，按服务线、颜色、月份。", en: "The kept rate by line, colour and month." },
    query: z.object({ month: month.optional() }),
    answer: async ({ context, reading, query }) =>
      context.json(
        await reading((reader) => keptRates(reader, query.month ?? dayText(reader.today).slice(0, 7))),
      ),
  }),
  route({
    method: "get",
    path: "/api/kept/evidence",
    who: "inside",
    about: { zh: "一个数字数了哪些：逐件列出。", en: "What a figure counted, one by one." },
    query: z.object({
      month,
      line: z.string().optional(),
      colour: z.string().optional(),
      promise: z.string().optional(),
    }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => keptEvidence(reader, query))),
  }),
];
