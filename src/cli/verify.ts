import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { JournalLine } from "#record/journal-file.ts";
import { verifyJournal } from "#record/verify.ts";
import type { Root } from "#record/root.ts";
import { type CliCommand, InputError, UsageError, sayBoth } from "./cli-command.ts";
import { BrokenFile, isSealed, readLineFile } from "#record/line-file.ts";
import { readMasterKeys } from "#record/master-key.ts";
import { NotOpened } from "#record/sealed-bytes.ts";
import { readSettings } from "#server/settings.ts";
import { placeOf, readOptions } from "./options.ts";

export const verify: CliCommand = {
  name: "verify",
  usage: "verify FILE [--root FILE]",
  about: {
    zh: "核对导出的日志或备份；指出第一条被改、缺失、挪动或截去的。不需要数据库；核对备份要有主密钥。",
    en: "Verifies an exported journal or a backup and names the first entry altered, missing, moved or cut off. Needs no database, and the master key for a backup alone.",
  },
  options: {
    "--root FILE": {
      zh: "再看它是否经过以前公布的根（root 写出的文件）",
      en: "also whether it goes through roots published before (a file that root wrote)",
    },
  },
  run: async (args, terminal) => {
    const { words, values } = readOptions(args, ["root"], [], true);
    const [file] = words;
    if (file === undefined || words.length > 1)
      throw new UsageError(sayBoth({ zh: "写一个文件", en: "one file is wanted" }));
    const broken: string[] = [];
    const place = placeOf(file, terminal);
    const settings = readSettings(process.env);
    const isThere = settings.keyCommand !== undefined || existsSync(settings.keyFile);
    const needsKey = isThere && (await isSealed(place));
    const master = needsKey ? await readMasterKeys(settings, false) : undefined;
    const lines = untilBroken(readLineFile<JournalLine>(place, file, false, master), broken);
    const roots = values.root === undefined ? [] : await rootsIn(placeOf(values.root, terminal), values.root);
    const { offices, fault } = await verifyJournal(lines, roots);
    for (const { office, length, head } of offices) terminal.out(`${office}  ${length}  ${head}\n`);
    const faults = [...broken, ...(fault === null ? [] : [sayBoth(fault.say)])];
    const compared = roots.filter(({ office }) => offices.some((one) => one.office === office));
    if (faults.length === 0 && values.root !== undefined && compared.length === 0)
      faults.push(sayBoth({ zh: "公布的根里没有这些机构。", en: "None of these offices has a root there." }));
    for (const say of faults) terminal.err(`${say}\n`);
    if (faults.length > 0) return 1;
    for (const { office, month, number } of compared)
      terminal.err(
        `${sayBoth({ zh: `${office} ${month} 的根（第 ${number} 条）相符`, en: `${office}: the root of ${month} (entry ${number}) agrees` })}\n`,
      );
    return 0;
  },
};

async function rootsIn(file: string, shown: string): Promise<Root[]> {
  const text = await readFile(file, "utf8");
  try {
    return rootsShape.parse(JSON.parse(text));
  } catch {
    throw new InputError({
      zh: `${shown} 不是 root 命令写出的根。`,
      en: `${shown} is no list of roots as the command root writes it.`,
    });
  }
}

const rootsShape = z.array(
  z.object({ office: z.string(), month: z.string(), number: z.number().int().positive(), head: z.string() }),
);

/** What stands before a line that is none is followed all the same: the chain says more exactly where it breaks. */
async function* untilBroken<Line>(lines: AsyncIterable<Line>, broken: string[]): AsyncGenerator<Line> {
  try {
    yield* lines;
  } catch (error) {
    if (!(error instanceof BrokenFile || error instanceof NotOpened)) throw error;
    broken.push(sayBoth(error.say));
  }
}
