import type { JournalLine } from "#record/journal-file.ts";
import { verifyJournal } from "#record/verify.ts";
import { type CliCommand, UsageError, sayBoth } from "./cli-command.ts";
import { BrokenFile, readLineFile } from "#record/line-file.ts";
import { placeOf, readOptions } from "./options.ts";

export const verify: CliCommand = {
  name: "verify",
  usage: "verify FILE",
  about: {
    zh: "核对导出的日志或备份；指出第一条被改、缺失、挪动或截去的。不需要数据库和密钥。",
    en: "Verifies an exported journal or a backup and names the first entry altered, missing, moved or cut off. Needs no database and no key.",
  },
  run: async (args, terminal) => {
    const { words } = readOptions(args, [], [], true);
    const [file] = words;
    if (file === undefined || words.length > 1)
      throw new UsageError(sayBoth({ zh: "写一个文件", en: "one file is wanted" }));
    const broken: string[] = [];
    const lines = untilBroken(readLineFile<JournalLine>(placeOf(file, terminal), file), broken);
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
    if (!(error instanceof BrokenFile)) throw error;
    broken.push(sayBoth(error.say));
  }
}
