import { dayText, localDay } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import { perform } from "#record/perform.ts";
import { readSettings } from "#server/settings.ts";
import { mustBeOffice, nowOf, settingUp } from "./acting.ts";
import { type CliCommand, sayBoth } from "./cli-command.ts";
import { dayIfGiven, needed, readOptions } from "./options.ts";
import { withParameters } from "./read-lists.ts";
import { standardAt } from "./read-standard.ts";
import { reported } from "./reported.ts";
import { withKeeper } from "./with-keeper.ts";

export const adopt: CliCommand = {
  name: "adopt",
  usage: "adopt --office ID --standard DIR [--as USERNAME] [--from DAY] [--parameters FILE.json]",
  about: {
    zh: "机构从某日（默认今天）起采用一个标准，或它的新一版；可以调参数，只能更严。",
    en: "An office adopts a standard, or its next version, from a day (today by default); parameters may be made stronger.",
  },
  options: {
    "--as USERNAME": {
      zh: "记在谁名下；不写是本机设置",
      en: "in whose name; without it, the machine's own set-up",
    },
  },
  run: async (args, terminal) => {
    const { values } = readOptions(args, ["office", "standard", "as", "from", "parameters"]);
    const office = needed(values, "office");
    const begins = dayIfGiven(values, "from");
    const document = await standardAt(needed(values, "standard"), terminal);
    const { parameters } = await withParameters(document, values.parameters, terminal);
    return withKeeper(readSettings(process.env), async (keeper) => {
      await mustBeOffice(keeper, office);
      const actor = await settingUp(keeper, office, values.as);
      const now = await nowOf(keeper);
      const from = dayText(begins ?? localDay(now, "Asia/Shanghai"));
      const command = {
        id: newId(),
        name: "standard.adopt",
        at: now.toISOString(),
        input: { document, from, parameters },
      };
      const code = reported(await perform(keeper, office, actor, [command], now), terminal);
      if (code === 0)
        terminal.out(
          `${sayBoth({
            zh: `${office} 从 ${from} 起采用《${document.title.zh}》${document.version} 版`,
            en: `${office} serves by ${document.title.en ?? document.title.zh}, version ${document.version}, from ${from}`,
          })}\n`,
        );
      return code;
    });
  },
};
