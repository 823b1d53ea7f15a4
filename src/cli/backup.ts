import { dirname } from "node:path";
import { backupTo } from "#record/backup.ts";
import { keepErasures } from "#record/erasures.ts";
import { readSettings } from "#server/settings.ts";
import { type CliCommand, sayBoth } from "./cli-command.ts";
import { writeLineFile } from "#record/line-file.ts";
import { needed, placeOf, readOptions } from "./options.ts";
import { withKeeper } from "./with-keeper.ts";

export const backup: CliCommand = {
  name: "backup",
  usage: "backup --to FILE",
  about: {
    zh: "把全部机构备份成一个文件，服务开着也行；主密钥不在里面，要另外保存。",
    en: "Backs up every office into one file, beside a running server too; the master key is not in it and must be kept apart.",
  },
  run: async (args, terminal) => {
    const { values } = readOptions(args, ["to"]);
    const to = needed(values, "to");
    const settings = readSettings(process.env);
    const file = placeOf(to, terminal);
    await withKeeper(settings, async (keeper) => {
      await backupTo(keeper, (lines) => writeLineFile(file, lines, keeper.master));
      await keepErasures(keeper, dirname(file));
    });
    terminal.out(`${to}\n`);
    terminal.err(
      `${sayBoth({
        zh: `恢复还需要主密钥 ${settings.keyFile}，它不在备份里；请另存一份，不要放在一起。`,
        en: `A restore also needs the master key ${settings.keyFile}, which is not in the backup: keep a copy of it elsewhere.`,
      })}\n`,
    );
    return 0;
  },
};
