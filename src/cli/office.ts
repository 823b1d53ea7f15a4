import { dayText, localDay } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import { installation, perform } from "#record/perform.ts";
import { readSettings } from "#server/settings.ts";
import { nowOf } from "./acting.ts";
import type { CliCommand } from "./cli-command.ts";
import { dayIfGiven, needed, readOptions } from "./options.ts";
import { standardAt } from "./read-standard.ts";
import { reported } from "./reported.ts";
import { withNewKeeper } from "./with-keeper.ts";

export const office: CliCommand = {
  name: "office",
  usage: "office --id ID --title TITLE --standard DIR [--areas TITLE,TITLE] [--from DAY]",
  about: {
    zh: "设立一个机构，并从今天（或某日）起采用一个标准。",
    en: "Opens an office, which adopts a standard from today, or from a day.",
  },
  options: {
    "--standard DIR": {
      zh: "标准的文件夹；standards/ 下的只写名字也行",
      en: "the folder of a standard; of those under standards/ the name is enough",
    },
    "--areas TITLE,TITLE": { zh: "网格，逗号隔开", en: "areas, with commas between" },
  },
  run: async (args, terminal) => {
    const { values } = readOptions(args, ["id", "title", "standard", "areas", "from"]);
    const [id, title] = [needed(values, "id"), needed(values, "title")];
    const folder = needed(values, "standard");
    const begins = dayIfGiven(values, "from");
    const document = await standardAt(folder, terminal);
    const areas = (values.areas ?? "")
      .split(",")
      .filter((name) => name !== "")
      .map((name, place) => ({ id: `area-${place + 1}`, title: { zh: name } }));
    return withNewKeeper(readSettings(process.env), async (keeper) => {
      const now = await nowOf(keeper);
      const from = dayText(begins ?? localDay(now, "Asia/Shanghai"));
      const given = [
        { name: "office.open", input: { title: { zh: title }, areas } },
        { name: "standard.adopt", input: { document, from } },
      ].map(({ name, input }) => ({ id: newId(), name, at: now.toISOString(), input }));
      return reported(await perform(keeper, id, installation, given, now), terminal);
    });
  },
};
