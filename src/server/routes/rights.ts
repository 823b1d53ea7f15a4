import { grants } from "#record/views/grants.ts";
import { rightsOf } from "#work/rights.ts";
import type { Rights } from "#work/rights.ts";
import { route } from "../route.ts";

type Tables = "commands" | "promises" | "facts" | "procedures";

/** The table of rights on its way: from role to right as an object. */
export type RightsTold = Pick<Rights, "roles"> & {
  [Table in Tables]: (Omit<Rights[Table][number], "by"> & { by: Record<string, string | boolean> })[];
};

export const rightsRoutes = [
  route({
    method: "get",
    path: "/api/rights",
    who: "inside",
    about: {
      zh: "每个岗位能办什么、看得到什么，由采用的标准算出来。",
      en: "What every role may do and see, worked out from the standards adopted.",
    },
    answer: async ({ context, reading }) => {
      const { roles, ...tables } = await reading(async ({ office }) => rightsOf(office.rules));
      const told = <Row extends { by: Map<string, string | boolean> }>(rows: Row[]) =>
        rows.map((row) => ({ ...row, by: Object.fromEntries(row.by) }));
      const answer: RightsTold = {
        roles,
        commands: told(tables.commands),
        promises: told(tables.promises),
        facts: told(tables.facts),
        procedures: told(tables.procedures),
      };
      return context.json(answer);
    },
  }),
  route({
    method: "get",
    path: "/api/grants",
    who: "secretary",
    about: {
      zh: "哪些外单位可以在这里办事，以什么岗位、到哪天。",
      en: "Which other bodies may act here, in what role and until when.",
    },
    answer: async ({ context, reading }) => context.json(await reading(grants)),
  }),
];
