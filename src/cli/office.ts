import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { dayText, localDay } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import { installation, perform } from "#record/perform.ts";
import { readSettings } from "#server/settings.ts";
import { readStandard } from "#standard/read.ts";
import { UsageError, sayBoth, withKeeper } from "./cli-command.ts";
import type { CliCommand } from "./cli-command.ts";
import { reported } from "./reported.ts";

const standards = fileURLToPath(new URL("../../standards", import.meta.url));

export const office: CliCommand = {
  name: "office",
  usage: "office --id ID --title TITLE --standard FOLDER [--areas TITLE,TITLE]",
  about: {
    zh: "设立一个机构，并从今天起采用 standards/ 下的一个标准。",
    en: "Opens an office, which adopts a standard under standards/ from today.",
  },
  run: async (args) => {
    const { values } = parseArgs({
      args,
      options: {
        id: { type: "string" },
        title: { type: "string" },
        standard: { type: "string" },
        areas: { type: "string", default: "" },
      },
    });
    const { id, title, standard } = values;
    if (id === undefined || title === undefined || standard === undefined)
      throw new UsageError("--id --title --standard");
    const { document, faults } = await readStandard(join(standards, standard));
    const mistakes = faults.filter(({ level }) => level === "mistake");
    for (const { file, line, column, say } of mistakes)
      console.error(`${file}:${line}:${column} ${sayBoth(say)}`);
    if (document === undefined || mistakes.length > 0) return 1;
    const areas = values.areas
      .split(",")
      .filter((name) => name !== "")
      .map((name, place) => ({ id: `area-${place + 1}`, title: { zh: name } }));
    return withKeeper(readSettings(process.env), async (keeper) => {
      const now = new Date();
      const from = dayText(localDay(now, "Asia/Shanghai"));
      const given = [
        { name: "office.open", input: { title: { zh: title }, areas } },
        { name: "standard.adopt", input: { document, from } },
      ].map(({ name, input }) => ({ id: newId(), name, at: now.toISOString(), input }));
      return reported(await perform(keeper, id, installation, given, now));
    });
  },
};
