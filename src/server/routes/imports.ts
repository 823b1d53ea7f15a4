import type { Context } from "hono";
import { z } from "zod";
import { newId } from "#basics/id.ts";
import { isRefused } from "#basics/refusal.ts";
import { importLedger } from "#record/import-ledger.ts";
import type { ImportProgress, ImportReport, LedgerAsked } from "#record/import-ledger.ts";
import { importPage, imports } from "#record/views/imports.ts";
import { idInput } from "#work/command.ts";
import { ledgerKinds } from "#work/import/read-sheets.ts";
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
    answer: async ({ context, house, asker }) => context.json(await answered(house, asker, context, true)),
  }),
  route({
    method: "post",
    path: "/api/import",
    who: "secretary",
    about: { zh: "导入一份台账。", en: "Imports a ledger." },
    answer: async ({ context, house, asker }) => context.json(await answered(house, asker, context, false)),
  }),
  route({
    method: "get",
    path: "/api/import/progress",
    who: "secretary",
    about: {
      zh: "一次预览或导入进行到哪里；没有在进行的，答 null。",
      en: "How far a preview or import has come; null where none is under way.",
    },
    query: z.object({ import: idInput }),
    answer: ({ context, asker, query }) =>
      context.json(progress.get(`${asker.office}/${query.import}`) ?? null),
  }),
];

/** Of what is under way now, by office and import: what is written is kept in the record itself. */
const progress = new Map<string, ImportProgress>();

async function answered(
  house: House,
  { office, actor }: Asker,
  context: Context,
  dryRun: boolean,
): Promise<ImportReport> {
  const ledger = await ledgerOf(context);
  const key = `${office}/${ledger.import}`;
  try {
    const report = await importLedger({
      ...ledger,
      keeper: house.keeper,
      office,
      actor,
      now: house.clock.now(),
      dryRun,
      onProgress: (now) => progress.set(key, now),
    });
    if (isRefused(report)) throw new WrongCall(whose.has(report.refused.code) ? 409 : 422, report.refused);
    return report;
  } finally {
    progress.delete(key);
  }
}

/** Refused for what stands in the record, not for what the file is. */
const whose = new Set(["not-allowed", "import-exists", "import-undone", "other-file", "taken"]);

function jsonOf<Shape extends z.ZodType>(shape: Shape) {
  return z
    .string()
    .default("{}")
    .transform((text, context): z.output<Shape> => {
      const read = shape.safeParse(parsed(text));
      if (!read.success) context.addIssue("not the JSON that is wanted here");
      return read.data as z.output<Shape>;
    });
}

const formInput = z.object({
  kind: z.enum(ledgerKinds).optional(),
  record: z.string().min(1).optional(),
  procedure: z.string().min(1).optional(),
  year: z.coerce.number().int().min(1900).max(2199).optional(),
  import: idInput.optional(),
  columns: jsonOf(z.record(z.string(), z.string().nullable())),
  choices: jsonOf(z.record(z.string(), z.string())),
});

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

async function ledgerOf(context: Context): Promise<
  Pick<LedgerAsked, "kind" | "record" | "procedure" | "year" | "columns" | "choices" | "file"> & {
    import: string;
  }
> {
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
        zh: "请说明这是什么台账（人、单位、场所、走访记录或事项），各列认成什么。",
        en: "Please say what kind of ledger this is (people, units, places, records or cases) and what its columns are.",
      },
      where: String(input.error.issues[0]?.path[0] ?? "kind"),
    });
  return {
    ...input.data,
    import: input.data.import ?? newId(),
    file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
  };
}
