import { newId } from "#basics/id.ts";
import { passwordFault } from "#basics/password.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Keeper } from "#record/keeper.ts";
import { perform } from "#record/perform.ts";
import { readSettings } from "#server/settings.ts";
import { openSignIn } from "#server/sign-in.ts";
import { nowOf, settingUp } from "./acting.ts";
import { UsageError, sayBoth } from "./cli-command.ts";
import type { CliCommand, Terminal } from "./cli-command.ts";
import { needed, readOptions } from "./options.ts";
import { reported } from "./reported.ts";
import { withKeeper } from "./with-keeper.ts";

export const account: CliCommand = {
  name: "account",
  usage:
    "account --office ID --username NAME (--name NAME --role ROLE [--area ID] | --reset | --remove-second-step) [--as USERNAME]  (password from standard input)",
  about: {
    zh: "给一个人开账号并任岗；密码从标准输入读，至少十二个字符。岗位 secretary 管理机构，其余见标准。--reset：给已有账号的人发一次性密码；--remove-second-step：撤去两步验证。",
    en: "Gives someone an account and a post; the password, twelve characters or more, is read from standard input. The role secretary runs the office; others come from its standard. --reset: a one-time password for somebody who has an account; --remove-second-step: their second step is removed.",
  },
  run: async (args, terminal) => {
    const { values, flags } = readOptions(
      args,
      ["office", "username", "name", "role", "area", "as"],
      ["reset", "remove-second-step"],
    );
    const renews = flags.reset
      ? "account.give-password"
      : flags["remove-second-step"]
        ? "account.remove-second-factor"
        : undefined;
    if (renews !== undefined)
      return renew(renews, needed(values, "office"), needed(values, "username"), values.as, terminal);
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
      const fault = password === undefined ? undefined : passwordFault(password, { username, name });
      if (fault !== undefined) throw new UsageError(sayBoth(fault.say));
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

/** For the one secretary there is, who has forgotten theirs, and for whoever works in two offices. */
async function renew(
  name: "account.give-password" | "account.remove-second-factor",
  office: string,
  username: string,
  as: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const settings = readSettings(process.env);
  return withKeeper(settings, async (keeper) => {
    const actor = await settingUp(keeper, office, as);
    const known = await accountCalled(keeper, username.toLowerCase());
    if (known === undefined) {
      terminal.err(
        `${sayBoth({ zh: `没有用户名是 ${username} 的人。`, en: `Nobody has the username ${username}.` })}\n`,
      );
      return 1;
    }
    const now = await nowOf(keeper);
    const command = {
      id: newId(),
      name,
      at: now.toISOString(),
      input: { account: known.id },
    };
    const answers = await perform(keeper, office, actor, [command], now);
    const code = reported(answers, terminal);
    if (code !== 0) return code;
    const signIn = await openSignIn(keeper.database.auth, keeper.master, settings.port);
    if (name === "account.remove-second-factor") {
      await signIn.removeSecondFactor(known.id);
      terminal.err(
        `${sayBoth({
          zh: `已撤去${known.name}（${known.username}）的两步验证，登录全部退出。`,
          en: `The second step of ${known.name} (${known.username}) is removed, and they are signed out.`,
        })}\n`,
      );
      return 0;
    }
    const { password, until } = await signIn.giveOneTimePassword(known);
    terminal.out(`${password}\n`);
    terminal.err(
      `${sayBoth({
        zh: `${known.name}（${known.username}）的一次性密码，只显示这一次，到 ${until.slice(0, 10)} 为止；登录后要换成自己的。`,
        en: `The one-time password of ${known.name} (${known.username}), shown this once, good until ${until.slice(0, 10)}; they choose their own on signing in.`,
      })}\n`,
    );
    return 0;
  });
}

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
