import { stream } from "hono/streaming";
import { z } from "zod";
import { newId } from "#basics/id.ts";
import { ownScope, scoped } from "#database/scope.ts";
import { firstLine, journalLines } from "#record/journal-file.ts";
import { perform } from "#record/perform.ts";
import { verifyJournal } from "#record/verify.ts";
import type { JournalLine } from "#record/journal-file.ts";
import type { JournalFault, Verified } from "#record/verify.ts";
import { journalPage, journalTopics } from "#record/views/journal.ts";
import type { JournalTopic } from "#record/views/journal.ts";
import { idInput } from "#work/command.ts";
import { WrongCall, route } from "../route.ts";
import type { Asker, House } from "../route.ts";

export const journalRoutes = [
  route({
    method: "get",
    path: "/api/journal",
    who: "journal",
    about: { zh: "发生过的事，一条一句。", en: "What happened, a sentence each." },
    query: z.object({
      before: z.coerce.number().int().optional(),
      subject: idInput.optional(),
      by: idInput.optional(),
      topic: z.enum(Object.keys(journalTopics) as [JournalTopic, ...JournalTopic[]]).optional(),
      from: z.iso.date().optional(),
      until: z.iso.date().optional(),
    }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => journalPage(reader, query))),
  }),
  route({
    method: "get",
    path: "/api/journal/verify",
    who: "journal",
    about: {
      zh: "从头核对日志的链；progress=true 时一行一行报到了第几条，最后一行是结果。",
      en: "Follows the journal's chain from its beginning; with progress=true line by line how far it is, and the result last.",
    },
    query: z.object({ progress: z.stringbool().default(false) }),
    answer: async ({ context, house, asker, reading, query }) => {
      if (!query.progress)
        return context.json(
          await reading(async ({ tx, office }) =>
            told(await verifyJournal(journalLines(tx, office.rules.office))),
          ),
        );
      context.header("content-type", "application/x-ndjson; charset=utf-8");
      return stream(context, (out) =>
        scoped(
          house.keeper.database.app,
          { ...ownScope(asker.account, [asker.office]), reach: ["journal"] },
          "read only",
          async (tx) => {
            const [head] = await tx.rows<{ length: number }>(
              "select length from journal_head where office = $1",
              [asker.office],
            );
            const say = (line: VerifyLine) => out.write(`${JSON.stringify(line)}\n`);
            const lines = counting(journalLines(tx, asker.office), async (checked) => {
              // Whoever asked has gone: what is left need not be followed.
              if (out.aborted) throw new Error("nobody waits for it any more");
              await say({ checked, of: head?.length ?? 0 });
            });
            await say(told(await verifyJournal(lines)));
          },
        ),
      );
    },
  }),
  route({
    method: "get",
    path: "/api/journal/export",
    who: "secretary",
    about: {
      zh: "导出日志，离线也能核对；谁导出的先记入日志，文件里也有那一条。",
      en: "The journal as a file that can be verified anywhere; who took it goes into the journal first, and is in the file.",
    },
    answer: async ({ context, house, asker }) => {
      await kept(house, asker);
      context.header("content-type", "application/x-ndjson; charset=utf-8");
      context.header("content-disposition", `attachment; filename="${asker.office}-journal.ndjson"`);
      return stream(context, async (out) => {
        await out.write(`${JSON.stringify(firstLine)}\n`);
        await scoped(
          house.keeper.database.app,
          { ...ownScope(asker.account, [asker.office]), reach: ["journal"] },
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

/** Kept before anything is told: a reading that broke off was one. */
async function kept({ keeper, clock }: House, { office, actor }: Asker): Promise<void> {
  const now = clock.now();
  const [written] = await perform(
    keeper,
    office,
    actor,
    [{ id: newId(), name: "journal.export", at: now.toISOString(), input: {} }],
    now,
  );
  if (written?.status === "refused") throw new WrongCall(403, written);
  if (written?.status !== "applied") throw new Error(`an export was not kept: ${written?.status}`);
}

/** How far the chain has been followed, or what came of it. */
export type VerifyLine = { checked: number; of: number } | VerifyTold;

export interface VerifyTold {
  ok: boolean;
  length: number;
  head: string;
  fault: JournalFault | null;
}

function told({ offices: [first], fault }: Verified): VerifyTold {
  return {
    ok: fault === null,
    length: first?.length ?? 0,
    head: first?.head ?? "",
    fault,
  };
}

/** A year of the sample is 14,000 entries: so it is told some seven times. */
const toldEvery = 2_000;

async function* counting(
  lines: AsyncIterable<JournalLine>,
  tell: (checked: number) => Promise<void>,
): AsyncGenerator<JournalLine> {
  let checked = 0;
  for await (const line of lines) {
    yield line;
    if (!("entry" in line)) continue;
    checked += 1;
    if (checked % toldEvery === 0) await tell(checked);
  }
}
