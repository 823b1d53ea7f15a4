import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { engineScope, scoped } from "#database/scope.ts";
import { firstLine, journalLines } from "#record/journal-file.ts";
import { officeIds } from "#server/routes/sign-in.ts";
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
      const known = await officeIds({ keeper });
      if (values.office !== undefined && !known.includes(values.office)) {
        console.error(
          sayBoth({ zh: `没有 ${values.office} 这个机构。`, en: `There is no office ${values.office}.` }),
        );
        return 1;
      }
      const out = createWriteStream(to, { mode: 0o600 });
      const write = async (line: unknown) => {
        if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, "drain");
      };
      await write(firstLine);
      for (const office of values.office === undefined ? known : [values.office])
        await scoped(keeper.database.app, engineScope(office, null), "read only", async (tx) => {
          for await (const line of journalLines(tx, office)) await write(line);
        });
      out.end();
      await finished(out);
      console.log(to);
      return 0;
    });
  },
};
