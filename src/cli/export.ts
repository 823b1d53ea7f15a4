import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { engineScope, scoped } from "#database/scope.ts";
import { firstLine, journalLines } from "#record/journal-file.ts";
import type { JournalLine } from "#record/journal-file.ts";
import { officeIds } from "#record/office.ts";
import { readSettings } from "#server/settings.ts";
import { UsageError, sayBoth, withKeeper } from "./cli-command.ts";
import type { CliCommand } from "./cli-command.ts";

export const exportJournal: CliCommand = {
  name: "export",
  usage: "export --to FILE.ndjson [--office ID]",
  about: {
    zh: "导出日志（各机构，或一个）；不用数据库就能核对，配上主密钥就能重建。",
    en: "Exports the journal of every office, or of one; it verifies without a database, and with the master key it rebuilds one.",
  },
  run: async (args) => {
    const { values } = parseArgs({ args, options: { to: { type: "string" }, office: { type: "string" } } });
    const { to } = values;
    if (to === undefined) throw new UsageError("--to FILE.ndjson");
    return withKeeper(readSettings(process.env), async (keeper) => {
      const known = await officeIds(keeper.database);
      if (values.office !== undefined && !known.includes(values.office)) {
        console.error(
          sayBoth({ zh: `没有 ${values.office} 这个机构。`, en: `There is no office ${values.office}.` }),
        );
        return 1;
      }
      await writeFile(to, `${JSON.stringify(firstLine)}\n`, { mode: 0o600 });
      for (const office of values.office === undefined ? known : [values.office])
        await scoped(keeper.database.app, engineScope(office, null), "read only", (tx) =>
          pipeline(journalLines(tx, office), asText, createWriteStream(to, { flags: "a" })),
        );
      console.log(to);
      return 0;
    });
  },
};

async function* asText(lines: AsyncIterable<JournalLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}
