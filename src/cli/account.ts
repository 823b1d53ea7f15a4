import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { newId } from "#basics/id.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Keeper } from "#record/keeper.ts";
import { installation, perform } from "#record/perform.ts";
import { readSettings } from "#server/settings.ts";
import { openSignIn } from "#server/sign-in.ts";
import { UsageError, sayBoth, withKeeper } from "./cli-command.ts";
import type { CliCommand } from "./cli-command.ts";
import { reported } from "./reported.ts";

export const account: CliCommand = {
  name: "account",
  usage:
    "account --office ID --username NAME --name NAME --role ROLE [--area ID]  (password from standard input)",
  about: {
    zh: "给一个人开账号并任岗；密码从标准输入读，至少十位。岗位 secretary 管理机构，其余见标准。",
    en: "Gives someone an account and a post; the password, ten characters or more, is read from standard input. The role secretary runs the office; others come from its standard.",
  },
  run: async (args) => {
    const { values } = parseArgs({
      args,
      options: {
        office: { type: "string" },
        username: { type: "string" },
        name: { type: "string" },
        role: { type: "string" },
        area: { type: "string" },
      },
    });
    const { office, name, role, area } = values;
    const username = values.username?.toLowerCase();
    if (office === undefined || username === undefined || name === undefined || role === undefined)
      throw new UsageError("--office --username --name --role");
    const asking = createInterface({ input: process.stdin });
    const password = (await asking[Symbol.asyncIterator]().next()).value as string | undefined;
    asking.close();
    if (password === undefined || password.length < 10)
      throw new UsageError(sayBoth({ zh: "密码至少十位", en: "a password of ten characters or more" }));
    const settings = readSettings(process.env);
    return withKeeper(settings, async (keeper) => {
      const now = new Date();
      const person = {
        id: (await accountCalled(keeper, username)) ?? newId(),
        username,
        name,
        demonstration: false,
      };
      const code = reported(
        await perform(
          keeper,
          office,
          installation,
          [
            {
              id: newId(),
              name: "post.give",
              at: now.toISOString(),
              input: { post: newId(), account: person, role, area: area ?? null },
            },
          ],
          now,
        ),
      );
      if (code === 0)
        await (
          await openSignIn(keeper.database.auth, keeper.master, settings.port)
        ).addAccount({ ...person, password });
      return code;
    });
  },
};

/** Somebody who has an account already gets one more post, and keeps their password. */
async function accountCalled(keeper: Keeper, username: string): Promise<string | undefined> {
  const rows = await scoped(keeper.database.app, engineScope("", null), "read only", (tx) =>
    tx.rows<{ id: string }>("select id from account where username = $1", [username]),
  );
  return rows[0]?.id;
}
