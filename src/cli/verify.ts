import { existsSync } from "node:fs";
import type { JournalLine } from "#record/journal-file.ts";
import { verifyJournal } from "#record/verify.ts";
import { type CliCommand, UsageError, sayBoth } from "./cli-command.ts";
import { BrokenFile, isSealed, readLineFile } from "#record/line-file.ts";
import { readMasterKey } from "#record/master-key.ts";
import { NotOpened } from "#record/sealed-bytes.ts";
import { readSettings } from "#server/settings.ts";
import { placeOf, readOptions } from "./options.ts";

export const verify: CliCommand = {
  name: "verify",
  usage: "verify FILE",
  about: {
    zh: "核对导出的日志或备份；指出第一条被改、缺失、挪动或截去的。不需要数据库；核对备份要有主密钥。",
    en: "Verifies an exported journal or a backup and names the first entry altered, missing, moved or cut off. Needs no database, and the master key for a backup alone.",
  },
  run: async (args, terminal) => {
    const { words } = readOptions(args, [], [], true);
    const [file] = words;
    if (file === undefined || words.length > 1)
      throw new UsageError(sayBoth({ zh: "写一个文件", en: "one file is wanted" }));
    const broken: string[] = [];
    const place = placeOf(file, terminal);
    const { keyFile } = readSettings(process.env);
    const needsKey = existsSync(keyFile) && (await isSealed(place));
    const master = needsKey ? await readMasterKey(keyFile, false) : undefined;
    const lines = untilBroken(readLineFile<JournalLine>(place, file, false, master), broken);
    const { offices, fault } = await verifyJournal(lines);
    for (const { office, length, head } of offices) terminal.out(`${office}  ${length}  ${head}\n`);
    const faults = [...broken, ...(fault === null ? [] : [sayBoth(fault.say)])];
    for (const say of faults) terminal.err(`${say}\n`);
    return faults.length === 0 ? 0 : 1;
  },
};

/** What stands before a line that is none is followed all the same: the chain says more exactly where it breaks. */
async function* untilBroken<Line>(lines: AsyncIterable<Line>, broken: string[]): AsyncGenerator<Line> {
  try {
    yield* lines;
  } catch (error) {
    if (!(error instanceof BrokenFile || error instanceof NotOpened)) throw error;
    broken.push(sayBoth(error.say));
  }
}
