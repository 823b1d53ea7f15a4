import { z } from "zod";
import { localDay } from "#basics/day.ts";
import { scoped } from "#database/scope.ts";
import { officePage } from "#pages/office-page.ts";
import { publicFigures } from "#publish/public-figures.ts";
import { loadOffice, officeIds } from "#record/office.ts";
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
      // The public is nobody: no account, no role, nothing guarded. What is counted is counted by the engine.
      const scope = { offices: [id], account: null, veils: [], sealed: [] };
      const figures = await scoped(house.keeper.database.app, scope, "read only", async (tx) => {
        const office = await loadOffice(house.keeper, tx, id);
        const now = house.clock.now();
        const today = localDay(now, office.rules.zone);
        return publicFigures({
          keeper: house.keeper,
          tx,
          office,
          scope,
          account: "",
          roles: [],
          areas: null,
          today,
          now,
        });
      });
      return context.html(officePage(figures, query.language));
    },
  }),
];
