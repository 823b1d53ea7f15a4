import type { Context } from "hono";
import { z } from "zod";
import { localDay } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import { isRefused } from "#basics/refusal.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { loadOffice } from "#record/office.ts";
import { perform } from "#record/perform.ts";
import { prepareImport, previewImport } from "#record/prepare-import.ts";
import type { LedgerFile, PreparedImport } from "#record/prepare-import.ts";
import { importPage, imports } from "#record/views/imports.ts";
import { WrongCall, route } from "../route.ts";
import type { Asker, House } from "../route.ts";

export const importRoutes = [
  route({
    method: "get",
    path: "/api/imports",
    who: "secretary",
    about: { zh: "导入过的台账。", en: "The ledgers imported so far." },
    answer: async ({ context, reading }) => context.json(await reading(imports)),
  }),
  route({
    method: "get",
    path: "/api/imports/:id",
    who: "secretary",
    about: { zh: "一次导入，连同没有读入的每一行。", en: "One import, with every row that was not read." },
    answer: async ({ context, reading }) => {
      const id = z.uuid().safeParse(context.req.param("id"));
      if (!id.success)
        throw new WrongCall(404, {
          code: "not-found",
          say: { zh: "没有这次导入。", en: "There is no such import." },
        });
      return context.json(await reading((reader) => importPage(reader, id.data)));
    },
  }),
  route({
    method: "post",
    path: "/api/import/preview",
    who: "secretary",
    about: { zh: "先看导入会怎样，什么也不写。", en: "What an import would do; writes nothing." },
    answer: async ({ context, house, asker }) => {
      const ledger = await ledgerOf(context);
      return context.json(
        await scoped(
          house.keeper.database.app,
          engineScope(asker.office, asker.account),
          "read only",
          async (tx) => {
            const office = await loadOffice(house.keeper, tx, asker.office);
            return previewImport(
              house.keeper,
              tx,
              office,
              prepared(prepareImport(office, ledger, localDay(house.clock.now(), office.rules.zone))),
            );
          },
        ),
      );
    },
  }),
  route({
    method: "post",
    path: "/api/import",
    who: "secretary",
    about: { zh: "导入一份台账。", en: "Imports a ledger." },
    answer: async ({ context, house, asker }) => {
      const [answer] = await importLedger(house, asker, await ledgerOf(context), house.clock.now());
      if (answer?.status === "refused") throw new WrongCall(409, answer);
      if (answer?.status === "malformed")
        throw new WrongCall(422, {
          code: "malformed",
          say: answer.faults[0]?.say ?? { zh: "台账的内容不对。", en: "The ledger's content is wrong." },
          where: answer.faults[0]?.path ?? "",
        });
      return context.json({ answers: [answer] });
    },
  }),
];

/** The one way a ledger enters, a user's own file and the sample's alike. */
export async function importLedger(
  house: Pick<House, "keeper">,
  { office: id, actor }: Pick<Asker, "office" | "actor">,
  ledger: LedgerFile,
  now: Date,
) {
  const office = await scoped(house.keeper.database.app, engineScope(id, actor.account), "read only", (tx) =>
    loadOffice(house.keeper, tx, id),
  );
  const { input } = prepared(prepareImport(office, ledger, localDay(now, office.rules.zone)));
  // The import's own id is the command's: sending the same twice is one import.
  return perform(
    house.keeper,
    id,
    actor,
    [{ id: ledger.import, name: "register.import", at: now.toISOString(), input }],
    now,
  );
}

function prepared(answer: ReturnType<typeof prepareImport>): PreparedImport {
  if (isRefused(answer)) throw new WrongCall(422, answer.refused);
  return answer;
}

const formInput = z.object({
  kind: z.enum(["person", "unit", "place"]),
  import: z.uuid().optional(),
  columns: z
    .string()
    .optional()
    .transform((text) =>
      text === undefined ? {} : z.record(z.string(), z.string().nullable()).parse(JSON.parse(text)),
    ),
});

async function ledgerOf(context: Context): Promise<LedgerFile> {
  const form: Record<string, unknown> = await context.req.parseBody().catch(() => ({}));
  const file = form["file"];
  if (!(file instanceof File))
    throw new WrongCall(422, {
      code: "no-file",
      say: { zh: "请选一份 Excel 或 CSV 台账。", en: "Please choose an Excel or CSV ledger." },
      where: "file",
    });
  const input = formInput.safeParse(form);
  if (!input.success)
    throw new WrongCall(422, {
      code: "wrong-form",
      say: { zh: "请说明这是什么台账。", en: "Please say what kind of ledger this is." },
      where: "kind",
    });
  return {
    import: input.data.import ?? newId(),
    kind: input.data.kind,
    columns: input.data.columns,
    file: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
  };
}
