import type { Context } from "hono";
import { z } from "zod";
import { localDay } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import { isRefused } from "#basics/refusal.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { loadOffice } from "#record/office.ts";
import type { Office } from "#record/office.ts";
import { perform } from "#record/perform.ts";
import type { Answer } from "#record/perform.ts";
import { prepareImport, previewImport } from "#record/prepare-import.ts";
import type { LedgerFile, PreparedImport } from "#record/prepare-import.ts";
import { importPage, imports } from "#record/views/imports.ts";
import { idInput } from "#work/command.ts";
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
      const id = idInput.safeParse(context.req.param("id"));
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
      const { office, prepared } = await prepare(house, asker, await ledgerOf(context), house.clock.now());
      const preview = await scoped(
        house.keeper.database.app,
        engineScope(asker.office, asker.account),
        "read only",
        (tx) => previewImport(house.keeper, tx, office, prepared),
      );
      return context.json(preview);
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
  asker: Pick<Asker, "office" | "actor">,
  ledger: LedgerFile,
  now: Date,
): Promise<Answer[]> {
  const { input } = (await prepare(house, asker, ledger, now)).prepared;
  // The import's own id is the command's: sending the same twice is one import.
  const command = { id: ledger.import, name: "register.import", at: now.toISOString(), input };
  return perform(house.keeper, asker.office, asker.actor, [command], now);
}

/** Reads the ledger by the office's rules; outside any transaction, for a large one takes seconds. */
async function prepare(
  { keeper }: Pick<House, "keeper">,
  { office: id, actor }: Pick<Asker, "office" | "actor">,
  ledger: LedgerFile,
  now: Date,
): Promise<{ office: Office; prepared: PreparedImport }> {
  const office = await scoped(keeper.database.app, engineScope(id, actor.account), "read only", (tx) =>
    loadOffice(keeper, tx, id),
  );
  const prepared = prepareImport(office, ledger, localDay(now, office.rules.zone));
  if (isRefused(prepared)) throw new WrongCall(422, prepared.refused);
  return { office, prepared };
}

const columnsInput = z.record(z.string(), z.string().nullable());
const formInput = z.object({
  kind: z.enum(["person", "unit", "place"]),
  import: idInput.optional(),
  columns: z
    .string()
    .default("{}")
    .transform((text, context): z.output<typeof columnsInput> => {
      const columns = columnsInput.safeParse(parsed(text));
      if (!columns.success) context.addIssue("not headings and facts, as JSON");
      return columns.data ?? {};
    }),
});

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

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
      say: {
        zh: "请说明这是什么台账（人、单位或场所），各列认成什么。",
        en: "Please say what kind of ledger this is (people, units or places) and what its columns are.",
      },
      where: String(input.error.issues[0]?.path[0] ?? "kind"),
    });
  return {
    import: input.data.import ?? newId(),
    kind: input.data.kind,
    columns: input.data.columns,
    file: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
  };
}
