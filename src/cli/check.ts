import { localDay } from "#basics/day.ts";
import { compileStandard } from "#standard/compile.ts";
import type { StandardDocument } from "#standard/document.ts";
import type { Fault } from "#standard/fault.ts";
import { readStandard } from "#standard/read.ts";
import { subjectsOf } from "#work/duty/owed.ts";
import { failedExamples } from "#work/failed-examples.ts";
import { unreached } from "#work/register-reach.ts";
import { type CliCommand, type Terminal, UsageError, sayBoth } from "./cli-command.ts";
import { readOptions } from "./options.ts";
import { readLists } from "./read-lists.ts";
import { faultLine, fileNamer, folderGiven } from "./read-standard.ts";

export const check: CliCommand = {
  name: "check",
  usage: "check DIR [DIR …] [--register FILE.json] [--json] [--strict]",
  about: {
    zh: "检查标准：每一处错误和提醒，写明文件、行、列；例子逐个算过。有错误退出码 1。",
    en: "Checks a standard: every mistake and warning with its file, line and column; its examples are worked out. Exit 1 on mistakes.",
  },
  options: {
    "--register FILE": {
      zh: "还指出台账里谁也碰不到的条文",
      en: "also names the clauses that nobody in this register reaches",
    },
    "--json": { zh: "印成 JSON", en: "prints JSON" },
    "--strict": { zh: "有提醒也算不过", en: "warnings fail too" },
  },
  run: async (args, terminal) => {
    const { values, flags, words } = readOptions(args, ["register"], ["json", "strict"], true);
    if (words.length === 0)
      throw new UsageError(sayBoth({ zh: "写标准的文件夹", en: "a standard's folder is wanted" }));
    const found: Fault[] = [];
    for (const given of words) {
      const faults = await faultsOf(given, values.register, terminal);
      found.push(...faults);
      if (!flags.json) for (const fault of faults) terminal.out(`${faultLine(fault, asIs)}\n`);
    }
    if (flags.json) terminal.out(`${JSON.stringify(found, null, 2)}\n`);
    const mistakes = found.filter(({ level }) => level === "mistake").length;
    const warnings = found.length - mistakes;
    terminal.err(
      `${sayBoth({
        zh: `${mistakes} 处错误，${warnings} 处提醒`,
        en: `${mistakes} ${mistakes === 1 ? "mistake" : "mistakes"}, ${warnings} ${warnings === 1 ? "warning" : "warnings"}`,
      })}\n`,
    );
    return mistakes > 0 || (flags.strict && warnings > 0) ? 1 : 0;
  },
};

const asIs = (file: string) => file;

async function faultsOf(given: string, register: string | undefined, terminal: Terminal): Promise<Fault[]> {
  const { folder, shown } = await folderGiven(given, terminal);
  const { document, examples, faults } = await readStandard(folder);
  if (document !== undefined) {
    if (examples !== undefined) faults.push(...failedExamples(document, examples));
    if (register !== undefined) faults.push(...(await unreachedBy(register, document, folder, terminal)));
  }
  const name = fileNamer(shown, folder);
  return faults.map((fault) => ({ ...fault, file: name(fault.file) }));
}

/** What no person of the register reaches, told at the standard's own file. */
async function unreachedBy(
  file: string,
  document: StandardDocument,
  folder: string,
  terminal: Terminal,
): Promise<Fault[]> {
  const standard = compileStandard(document);
  const { register } = await readLists(standard, { register: file }, terminal);
  const today = localDay(new Date(), "Asia/Shanghai");
  const name = folder.split(/[\\/]/).findLast((part) => part !== "") ?? "";
  return unreached(standard, subjectsOf(register), today).map(({ promise, unknown }): Fault => {
    const { number, localId, title } = promise;
    const facts = unknown.map(({ id }) => id).join(", ");
    const whole = {
      zh: `台账里没有谁碰得到第 ${number} 条 ${localId}（${title.zh}）`,
      en: `nobody in the register is reached by clause ${number}, ${localId} (${title.en ?? title.zh})`,
    };
    const say =
      unknown.length === 0
        ? whole
        : { zh: `${whole.zh}；谁也没有登记 ${facts}`, en: `${whole.en}; nobody there has ${facts}` };
    return { level: "warning", file: `${name}/standard.yaml`, line: 1, column: 1, say };
  });
}
