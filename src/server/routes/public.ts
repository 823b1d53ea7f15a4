import { z } from "zod";
import { officePage } from "#pages/office-page.ts";
import { publicFigures } from "#publish/public-figures.ts";
import { officeIds } from "#record/office.ts";
import { NotFound } from "#record/views/reader.ts";
import { route } from "../route.ts";

export const publicRoutes = [
  route({
    method: "get",
    path: "/open/:office",
    who: "anyone",
    about: {
      zh: "公开页面：承诺了什么，办到了多少。不用登录。",
      en: "The public page: what was promised and how much was kept. No signing in.",
    },
    query: z.object({ language: z.enum(["zh", "en"]).default("zh") }),
    answer: async ({ context, house, query }) => {
      const id = context.req.param("office") ?? "";
      if (!(await officeIds(house.keeper.database)).includes(id)) throw new NotFound();
      const figures = await publicFigures(house.keeper, id, house.clock.now());
      return context.html(officePage(figures, query.language));
    },
  }),
];
