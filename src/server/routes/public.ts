import { z } from "zod";
import { officePage } from "#pages/office-page.ts";
import { publicFigures } from "#publish/public-figures.ts";
import type { PublicFigures } from "#publish/public-figures.ts";
import { officeIds } from "#record/office.ts";
import { NotFound } from "#record/views/reader.ts";
import { route } from "../route.ts";
import type { House } from "../route.ts";

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
      const figures = await together(house, id);
      return context.html(officePage(figures, query.language));
    },
  }),
];

const underWay = new WeakMap<House, Map<string, Promise<PublicFigures>>>();

/** Everything is counted anew, 0.3 s for a month of 4,500 people, and anybody may ask: those who ask meanwhile share the answer. */
function together(house: House, office: string): Promise<PublicFigures> {
  const its = underWay.get(house) ?? new Map<string, Promise<PublicFigures>>();
  underWay.set(house, its);
  const known = its.get(office);
  if (known !== undefined) return known;
  const figures = publicFigures(house.keeper, office, house.clock.now()).finally(() => its.delete(office));
  its.set(office, figures);
  return figures;
}
