import { z } from "zod";
import { officePage } from "#pages/office-page.ts";
import { publicFigures } from "#publish/public-figures.ts";
import type { PublicFigures } from "#publish/public-figures.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { loadOffice, officeIds } from "#record/office.ts";
import { lastMonth, rootOf } from "#record/root.ts";
import type { Root } from "#record/root.ts";
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
      const [figures, root] = await Promise.all([together(house, id), lastRoot(house, id)]);
      return context.html(officePage(figures, query.language, root));
    },
  }),
];

/** Of the last whole month: there for everybody, so that nobody here can write the past anew unseen. */
function lastRoot({ keeper, clock }: House, id: string): Promise<Root | undefined> {
  return scoped(keeper.database.app, engineScope(id, null), "read only", async (tx) => {
    const { rules } = await loadOffice(keeper, tx, id);
    return rootOf(tx, rules, lastMonth(clock.now(), rules.zone));
  });
}

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
