import { dayText } from "#basics/day.ts";
import { owed as workedOut } from "#work/duty/owed.ts";
import type { CliCommand } from "./cli-command.ts";
import { dayGiven, needed, readOptions } from "./options.ts";
import { readLists, withParameters } from "./read-lists.ts";
import { standardAt } from "./read-standard.ts";

export const owed: CliCommand = {
  name: "owed",
  usage:
    "owed --standard DIR --register FILE.json --records FILE.json --on DAY [--parameters FILE.json] [--outcomes]",
  about: {
    zh: "算出某一天对每个人欠着什么，印成 JSON；--outcomes：每一次结果如何。",
    en: "Works out what is owed to everyone on a day, as JSON; --outcomes: how each window that closed ended.",
  },
  options: {
    "--standard DIR": { zh: "标准的文件夹", en: "the folder of a standard" },
    "--register FILE": { zh: "台账", en: "the register" },
    "--records FILE": { zh: "记录", en: "the records" },
    "--on DAY": { zh: "哪一天，如 2021-11-29", en: "the day, such as 2021-11-29" },
    "--parameters FILE": { zh: "机构调过的参数", en: "the parameters an office has tuned" },
    "--outcomes": { zh: "改印每一次的结果", en: "prints outcomes instead" },
  },
  run: async (args, terminal) => {
    const { values, flags } = readOptions(
      args,
      ["standard", "register", "records", "on", "parameters"],
      ["outcomes"],
    );
    const files = { register: needed(values, "register"), records: needed(values, "records") };
    const on = dayGiven(values, "on");
    const document = await standardAt(needed(values, "standard"), terminal);
    const { standard, parameters } = await withParameters(document, values.parameters, terminal);
    const { register, records } = await readLists(standard, files, terminal);
    const { duties, outcomes } = workedOut(document, register, records, dayText(on), parameters);
    terminal.out(asList(flags.outcomes ? outcomes : duties));
    return 0;
  },
};

/** One thing a line, so that two answers can be compared by any tool. */
export function asList(things: object[]): string {
  if (things.length === 0) return "[]\n";
  return `[\n${things.map((thing) => JSON.stringify(thing)).join(",\n")}\n]\n`;
}
