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
    const settings = readSettings(process.env);
    return withKeeper(settings, async (keeper) => {
      const now = new Date();
      const known = await accountCalled(keeper, username);
      if (known !== undefined && known.name !== name) {
        console.error(
          sayBoth({
            zh: `用户名 ${username} 已经是${known.name}的；要给${known.name}再任一岗，姓名照写，否则换一个用户名。`,
            en: `The username ${username} belongs to ${known.name} already: to give ${known.name} one more post write that name, or choose another username.`,
          }),
        );
        return 1;
      }
      const password = known === undefined ? await firstLineTyped() : undefined;
      if (known === undefined && (password === undefined || password.length < 10))
        throw new UsageError(sayBoth({ zh: "密码至少十位", en: "a password of ten characters or more" }));
      const person = known ?? { id: newId(), username, name, demonstration: false };
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
      if (code !== 0) return code;
      if (password !== undefined) {
        const signIn = await openSignIn(keeper.database.auth, keeper.master, settings.port);
        await signIn.addAccount({ ...person, password });
      }
      console.log(
        sayBoth(
          password === undefined
            ? {
                zh: `${name}（${username}）又任 ${role}，密码照旧`,
                en: `${name} (${username}) also holds the post ${role}; the password is as before`,
              }
            : {
                zh: `${name}（${username}）已任 ${role}`,
                en: `${name} (${username}) now holds the post ${role}`,
              },
        ),
      );
      return 0;
    });
  },
};

async function firstLineTyped(): Promise<string | undefined> {
  const asking = createInterface({ input: process.stdin });
  const { value } = (await asking[Symbol.asyncIterator]().next()) as { value: string | undefined };
  asking.close();
  return value;
}

interface Known {
  id: string;
  username: string;
  name: string;
  demonstration: boolean;
}

/** Somebody who has an account already gets one more post, and keeps their password. */
async function accountCalled(keeper: Keeper, username: string): Promise<Known | undefined> {
  const rows = await scoped(keeper.database.app, engineScope("", null), "read only", (tx) =>
    tx.rows<Known & Record<string, unknown>>(
      "select id, username, name, demonstration from account where username = $1",
      [username],
    ),
  );
  return rows[0];
}
