import { newId } from "#basics/id.ts";
import { perform } from "#record/perform.ts";
import { afterCommand } from "#server/after-command.ts";
import { openSignIn } from "#server/sign-in.ts";
import { readSettings } from "#server/settings.ts";
import { actorNamed, nowOf } from "./acting.ts";
import type { CliCommand } from "./cli-command.ts";
import { needed, readOptions } from "./options.ts";
import { readJson } from "./read-json.ts";
import { withKeeper } from "./with-keeper.ts";

export const give: CliCommand = {
  name: "do",
  usage: "do --office ID --as USERNAME --command NAME --input FILE.json|- [--id ID]",
  about: {
    zh: "以某人的名义下一条命令（如 record.make），印出回答；与页面上做的一样，岗位不许的也不许。",
    en: "Gives a command (record.make …) in somebody's name and prints its answer: the same as on the screens, and refused alike.",
  },
  options: {
    "--input FILE|-": { zh: "命令的内容，JSON；- 是标准输入", en: "its input, JSON; - is standard input" },
    "--id ID": { zh: "同一编号发两遍只做一遍", en: "sent twice with one id, it is done once" },
  },
  run: async (args, terminal) => {
    const { values } = readOptions(args, ["office", "as", "command", "input", "id"]);
    const [office, username] = [needed(values, "office"), needed(values, "as")];
    const [name, file] = [needed(values, "command"), needed(values, "input")];
    const input = await readJson(file, terminal);
    return withKeeper(readSettings(process.env), async (keeper) => {
      const actor = await actorNamed(keeper, office, username);
      const now = await nowOf(keeper);
      const command = { id: values.id ?? newId(), name, at: now.toISOString(), input };
      const [answer] = await perform(keeper, office, actor, [command], now);
      if (answer === undefined) throw new Error("perform answers every command");
      const settings = readSettings(process.env);
      const signIn = await openSignIn(keeper.database.auth, keeper.master, settings.port);
      const told = await afterCommand({ keeper, signIn }, office, command, answer, now);
      terminal.out(`${JSON.stringify(told)}\n`);
      return answer.status === "applied" || answer.status === "already" ? 0 : 1;
    });
  },
};
