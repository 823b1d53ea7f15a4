import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { engineScope, scoped } from "#database/scope.ts";
import { firstLine, journalLines } from "#record/journal-file.ts";
import type { JournalLine } from "#record/journal-file.ts";
import type { Keeper } from "#record/keeper.ts";
import { listsOfOffice } from "#record/lists-of-office.ts";
import { loadOffice, officeIds } from "#record/office.ts";
import { readSettings } from "#server/settings.ts";
import { mustBeOffice } from "./acting.ts";
import { type CliCommand, type Terminal, UsageError, sayBoth } from "./cli-command.ts";
import { needed, placeOf, readOptions } from "./options.ts";
import { withKeeper } from "./with-keeper.ts";

export const exported: CliCommand = {
  name: "export",
  usage: "export --to FILE [--office ID] [--register | --records]",
  about: {
    zh: "导出日志（各机构，或一个）；--register、--records 导出一个机构的台账、记录，供 owed、simulate、diff 用。",
    en: "Exports the journal of every office, or of one; --register or --records: one office's register or records, for owed, simulate and diff.",
  },
  options: {
    "--register": {
      zh: "台账，JSON；没有姓名，不含受限的信息",
      en: "the register as JSON; no names, nothing guarded",
    },
    "--records": {
      zh: "记录，JSON；不含只说明受限承诺的",
      en: "the records as JSON, but those that tell of guarded promises alone",
    },
  },
  run: async (args, terminal) => {
    const { values, flags } = readOptions(args, ["to", "office"], ["register", "records"]);
    const to = needed(values, "to");
    const { office } = values;
    const which = flags.register ? "register" : flags.records ? "records" : undefined;
    if (which !== undefined && (office === undefined || (flags.register && flags.records)))
      throw new UsageError(
        sayBoth({
          zh: "--register 或 --records 要写 --office，一次导出一样。",
          en: "--register or --records needs --office, and one of them at a time.",
        }),
      );
    return withKeeper(readSettings(process.env), async (keeper) => {
      if (office !== undefined) await mustBeOffice(keeper, office);
      const file = placeOf(to, terminal);
      if (which !== undefined && office !== undefined)
        await writeLists(keeper, office, which, file, terminal);
      else await writeJournal(keeper, office, file);
      terminal.out(`${to}\n`);
      return 0;
    });
  },
};

async function writeJournal(keeper: Keeper, office: string | undefined, file: string): Promise<void> {
  await writeFile(file, `${JSON.stringify(firstLine)}\n`, { mode: 0o600 });
  for (const one of office === undefined ? await officeIds(keeper.database) : [office])
    await scoped(keeper.database.app, engineScope(one, null), "read only", (tx) =>
      pipeline(journalLines(tx, one), asText, createWriteStream(file, { flags: "a" })),
    );
}

async function* asText(lines: AsyncIterable<JournalLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

async function writeLists(
  keeper: Keeper,
  id: string,
  which: "register" | "records",
  file: string,
  terminal: Terminal,
): Promise<void> {
  const lists = await scoped(keeper.database.app, engineScope(id, null), "read only", async (tx) =>
    listsOfOffice(keeper, tx, await loadOffice(keeper, tx, id)),
  );
  const rows = lists[which].map((row) => JSON.stringify(row));
  await writeFile(file, `[\n${rows.join(",\n")}\n]\n`, { mode: 0o600 });
  const count = which === "register" ? lists.leftOut.facts : lists.leftOut.records;
  if (count > 0)
    terminal.err(
      `${sayBoth({
        zh: `受限的没有导出（${count} 处）：靠它们判断的承诺，这里算不出来。`,
        en: `What is guarded was left out (${count}): promises that depend on it cannot be worked out from this file.`,
      })}\n`,
    );
}
