import { dayText, localDay } from "#basics/day.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { mustNotBeBehind } from "#record/clock.ts";
import type { Keeper } from "#record/keeper.ts";
import { loadOffice, officeIds } from "#record/office.ts";
import { installation } from "#record/perform.ts";
import type { Actor } from "#record/perform.ts";
import { postsOn } from "#record/posts-held.ts";
import { InputError } from "./cli-command.ts";

/** What time it is for the office: in a demonstration its own clock counts, here as on the screens. */
export async function nowOf(keeper: Keeper): Promise<Date> {
  const { rows } = await keeper.database.app.query<{ shown: Date }>("select shown from clock");
  if (rows[0] !== undefined) return rows[0].shown;
  await mustNotBeBehind(keeper.database, Date.now());
  return new Date();
}

/** @throws InputError where there is no such office; it names those there are. */
export async function mustBeOffice(keeper: Keeper, office: string): Promise<void> {
  const known = await officeIds(keeper.database);
  if (known.includes(office)) return;
  throw new InputError({
    zh: `没有 ${office} 这个机构；有：${known.join("、") || "（一个也没有）"}`,
    en: `There is no office ${office}; there is ${known.join(", ") || "none"}.`,
  });
}

/** Whoever has this username, with the posts they hold in the office today. @throws InputError where they hold none. */
export async function actorNamed(keeper: Keeper, office: string, username: string): Promise<Actor> {
  await mustBeOffice(keeper, office);
  const now = await nowOf(keeper);
  const found = await scoped(keeper.database.app, engineScope(office, null), "read only", async (tx) => {
    const [account] = await tx.rows<{ id: string }>("select id from account where username = $1", [
      username.toLowerCase(),
    ]);
    const { rules } = await loadOffice(keeper, tx, office);
    const posts = account && (await postsOn(tx, office, account.id, dayText(localDay(now, rules.zone))));
    return account && { account: account.id, roles: [...new Set(posts?.map(({ role }) => role))] };
  });
  if (found === undefined)
    throw new InputError({
      zh: `没有用户名是 ${username} 的人（--as）。`,
      en: `Nobody has the username ${username} (--as).`,
    });
  if (found.roles.length === 0)
    throw new InputError({
      zh: `${username} 在 ${office} 没有岗位（--as）。`,
      en: `${username} holds no post in ${office} (--as).`,
    });
  return found;
}

/** Who sets up: the machine itself, or, where `--as` says so, somebody by name, with the machine's right to do it. */
export async function settingUp(
  keeper: Keeper,
  office: string,
  username: string | undefined,
): Promise<Actor> {
  if (username === undefined) return installation;
  return { ...(await actorNamed(keeper, office, username)), installation: true };
}
