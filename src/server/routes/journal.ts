import { stream } from "hono/streaming";
import { z } from "zod";
import { scoped } from "#database/scope.ts";
import { firstLine, journalLines } from "#record/journal-file.ts";
import { verifyJournal } from "#record/verify.ts";
import { journalPage } from "#record/views/journal.ts";
import { idInput } from "#work/command.ts";
import { route } from "../route.ts";

export const journalRoutes = [
  route({
    method: "get",
    path: "/api/journal",
    who: "signed-in",
    about: { zh: "发生过的事，一条一句。", en: "What happened, a sentence each." },
    query: z.object({ before: z.coerce.number().int().optional(), subject: idInput.optional() }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => journalPage(reader, query))),
  }),
  route({
    method: "get",
    path: "/api/journal/verify",
    who: "signed-in",
    about: { zh: "从头核对日志的链。", en: "Follows the journal's chain from its beginning." },
    answer: async ({ context, reading }) => {
      const verified = await reading(({ tx, office }) =>
        verifyJournal(journalLines(tx, office.rules.office)),
      );
      const [first] = verified.offices;
      return context.json({
        ok: verified.fault === null,
        length: first?.length ?? 0,
        head: first?.head ?? "",
        fault: verified.fault?.say ?? null,
      });
    },
  }),
  route({
    method: "get",
    path: "/api/journal/export",
    who: "secretary",
    about: { zh: "导出日志，离线也能核对。", en: "The journal as a file that can be verified anywhere." },
    answer: ({ context, house, asker }) => {
      context.header("content-type", "application/x-ndjson; charset=utf-8");
      context.header("content-disposition", `attachment; filename="${asker.office}-journal.ndjson"`);
      return stream(context, async (out) => {
        await out.write(`${JSON.stringify(firstLine)}\n`);
        await scoped(
          house.keeper.database.app,
          { offices: [asker.office], account: asker.account, veils: [], sealed: [] },
          "read only",
          async (tx) => {
            for await (const line of journalLines(tx, asker.office)) {
              if (out.aborted) return; // whoever asked has gone
              await out.write(`${JSON.stringify(line)}\n`);
            }
          },
        );
      });
    },
  }),
];
