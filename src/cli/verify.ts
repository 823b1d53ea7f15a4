import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import type { JournalLine } from "#record/journal-file.ts";
import { verifyJournal } from "#record/verify.ts";
import { UsageError, sayBoth } from "./cli-command.ts";
import type { CliCommand } from "./cli-command.ts";

export const verify: CliCommand = {
  name: "verify",
  usage: "verify FILE.ndjson",
  about: {
    zh: "核对导出的日志；指出第一条被改、缺失、挪动或截去的。不需要数据库和密钥。",
    en: "Verifies an exported journal and names the first entry altered, missing, moved or cut off. Needs no database and no key.",
  },
  run: async (args) => {
    const { positionals } = parseArgs({ args, allowPositionals: true });
    const [file] = positionals;
    if (file === undefined) throw new UsageError("FILE.ndjson");
    const { offices, fault } = await verifyJournal(linesOf(file));
    for (const { office, length, head } of offices) console.log(`${office}  ${length}  ${head}`);
    if (fault === null) return 0;
    console.error(sayBoth(fault.say));
    return 1;
  },
};

async function* linesOf(file: string): AsyncGenerator<JournalLine> {
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number++;
    if (text === "") continue;
    let line: unknown;
    try {
      line = JSON.parse(text);
    } catch {
      throw new Error(
        sayBoth({
          zh: `${file} 第 ${number} 行不是完整的一条：这里被改动或截断过。`,
          en: `Line ${number} of ${file} is not whole: it was altered or cut there.`,
        }),
      );
    }
    if (typeof line === "object" && line !== null) yield line as JournalLine;
  }
}
