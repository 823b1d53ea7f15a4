import { writeFile } from "node:fs/promises";
import { engineScope, scoped } from "#database/scope.ts";
import { loadOffice, officeIds } from "#record/office.ts";
import { lastMonth, rootOf } from "#record/root.ts";
import type { Root } from "#record/root.ts";
import { readSettings } from "#server/settings.ts";
import { nowOf } from "./acting.ts";
import { type CliCommand, InputError, UsageError, sayBoth } from "./cli-command.ts";
import { placeOf, readOptions } from "./options.ts";
import { withKeeper } from "./with-keeper.ts";

export const root: CliCommand = {
  name: "root",
  usage: "root [--month 2026-10] [--to FILE]",
  about: {
    zh: "各机构日志在一个月末的根（第几条、指纹），默认上个月；公布出去，多年以后用 verify --root 核对。",
    en: "The root of every office's journal at a month's end, its entry and hash; of last month by default. Publish it, and check it years later by verify --root.",
  },
  run: async (args, terminal) => {
    const { values } = readOptions(args, ["month", "to"]);
    const { month, to } = values;
    if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
      throw new UsageError(
        sayBoth({
          zh: `--month ${month}：写成 2026-10`,
          en: `--month ${month}: write it as 2026-10`,
        }),
      );
    const roots = await withKeeper(readSettings(process.env), async (keeper) => {
      const now = await nowOf(keeper);
      const found: Root[] = [];
      for (const id of await officeIds(keeper.database)) {
        const its = await scoped(keeper.database.app, engineScope(id, null), "read only", async (tx) => {
          const { rules } = await loadOffice(keeper, tx, id);
          const last = lastMonth(now, rules.zone);
          if (month !== undefined && month > last)
            throw new InputError({
              zh: `${month} 还没有过完，它的根还会变。`,
              en: `${month} has not ended yet, and its root would still change.`,
            });
          return rootOf(tx, rules, month ?? last);
        });
        if (its !== undefined) found.push(its);
      }
      return found;
    });
    const text = `[\n${roots.map((one) => JSON.stringify(one)).join(",\n")}\n]\n`;
    if (to === undefined) terminal.out(text);
    else {
      await writeFile(placeOf(to, terminal), text);
      terminal.out(`${to}\n`);
    }
    return 0;
  },
};
