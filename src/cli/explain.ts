import { compileStandard } from "#standard/compile.ts";
import { readExamples } from "#standard/examples.ts";
import { explain as explained } from "#standard/explain.ts";
import { type CliCommand, UsageError, sayBoth } from "./cli-command.ts";
import { oneOf, readOptions } from "./options.ts";
import { folderGiven, standardAt } from "./read-standard.ts";

export const explain: CliCommand = {
  name: "explain",
  usage: "explain DIR [--lang zh|en]",
  about: {
    zh: "把标准写成人读的一页（Markdown）：每条给谁、办什么、隔多久、由谁办、凭什么，连同例子。",
    en: "A standard as a page for people (Markdown): to whom, what, how often, by whom, on what ground, with its examples.",
  },
  run: async (args, terminal) => {
    const { values, words } = readOptions(args, ["lang"], [], true);
    const [given] = words;
    if (given === undefined || words.length > 1)
      throw new UsageError(sayBoth({ zh: "写一个标准的文件夹", en: "one standard's folder is wanted" }));
    const language = oneOf(values.lang ?? "zh", "lang", ["zh", "en"]);
    const document = await standardAt(given, terminal);
    const { folder } = await folderGiven(given, terminal);
    const examples = await readExamples(folder, document);
    terminal.out(`${explained(compileStandard(document), examples, language).trimEnd()}\n`);
    return 0;
  },
};
