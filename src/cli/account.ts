import { newId } from "#basics/id.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Keeper } from "#record/keeper.ts";
import { perform } from "#record/perform.ts";
import { readSettings } from "#server/settings.ts";
import { openSignIn } from "#server/sign-in.ts";
import { nowOf, settingUp } from "./acting.ts";
import { UsageError, sayBoth } from "./cli-command.ts";
import type { CliCommand } from "./cli-command.ts";
import { needed, readOptions } from "./options.ts";
import { reported } from "./reported.ts";
import { withKeeper } from "./with-keeper.ts";

export const account: CliCommand = {
  name: "account",
  usage:
    "account --office ID --username NAME --name NAME --role ROLE [--area ID] [--as USERNAME]  (password from standard input)",
  about: {
    zh: "给一个人开账号并任岗；密码从标准输入读，至少十位。岗位 secretary 管理机构，其余见标准。",
    en: "Gives someone an account and a post; the password, ten characters or more, is read from standard input. The role secretary runs the office; others come from its standard.",
  },
  run: async (args, terminal) => {
    const { values } = readOptions(args, ["office", "username", "name", "role", "area", "as"]);
    const [office, name, role] = [needed(values, "office"), needed(values, "name"), needed(values, "role")];
    const username = needed(values, "username").toLowerCase();
    const { area } = values;
    const settings = readSettings(process.env);
    return withKeeper(settings, async (keeper) => {
      const actor = await settingUp(keeper, office, values.as);
      const now = await nowOf(keeper);
      const known = await accountCalled(keeper, username);
      if (known !== undefined && known.name !== name) {
        terminal.err(
          `${sayBoth({
            zh: `用户名 ${username} 已经是${known.name}的；要给${known.name}再任一岗，姓名照写，否则换一个用户名。`,
            en: `The username ${username} belongs to ${known.name} already: to give ${known.name} one more post write that name, or choose another username.`,
          })}\n`,
        );
        return 1;
      }
      const password = known === undefined ? firstLineOf(await terminal.input()) : undefined;
      if (known === undefined && (password === undefined || password.length < 10))
        throw new UsageError(sayBoth({ zh: "密码至少十位", en: "a password of ten characters or more" }));
      const person = known ?? { id: newId(), username, name, demonstration: false };
      const code = reported(
        await perform(
          keeper,
          office,
          actor,
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
        terminal,
      );
      if (code !== 0) return code;
      if (password !== undefined) {
        const signIn = await openSignIn(keeper.database.auth, keeper.master, settings.port);
        await signIn.addAccount({ ...person, password });
      }
      terminal.out(
        `${sayBoth(
          password === undefined
            ? {
                zh: `${name}（${username}）又任 ${role}，密码照旧`,
                en: `${name} (${username}) also holds the post ${role}; the password is as before`,
              }
            : {
                zh: `${name}（${username}）已任 ${role}`,
                en: `${name} (${username}) now holds the post ${role}`,
              },
        )}\n`,
      );
      return 0;
    });
  },
};

function firstLineOf(text: string): string {
  return text.split(/\r?\n/)[0] ?? "";
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
