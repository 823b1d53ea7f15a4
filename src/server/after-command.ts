import { dayText, localDay } from "#basics/day.ts";
import { engineScope, ownScope, scoped } from "#database/scope.ts";
import type { Keeper } from "#record/keeper.ts";
import { loadStaff } from "#record/load-staff.ts";
import type { Answer } from "#record/perform.ts";
import type { Command, StaffState } from "#work/command.ts";
import { zoneOfMachine } from "#record/clock.ts";
import type { OneTimePassword, SignIn } from "./sign-in.ts";

/** An answer, and the password that was asked for: this once. */
export type AnswerWithPassword = Answer & { oneTime?: OneTimePassword };

/**
 * What follows from a command outside the record. Sign-in stands in a schema of its own, which no transaction of ours reaches: should
 * it fail here, the command stands, is answered by an error, and is given again.
 */
export async function afterCommand(
  { keeper, signIn }: { keeper: Keeper; signIn: SignIn },
  office: string,
  { name, input }: Command,
  answer: Answer,
  now: Date,
): Promise<AnswerWithPassword> {
  if (answer.status !== "applied") return answer;
  if (name === "account.give-password") {
    const { account } = input as { account: string };
    const who = (await staffOf(keeper, office)).find(({ id }) => id === account.toLowerCase());
    if (who === undefined) throw new Error(`${name} was applied to nobody`);
    return { ...answer, oneTime: await signIn.giveOneTimePassword(who) };
  }
  if (removesSecondFactor.includes(name))
    await signIn.removeSecondFactor((input as { account: string }).account.toLowerCase());
  if (endsPosts.includes(name))
    for (const { id } of await staffOf(keeper, office))
      if (!(await hasPost(keeper, id, now))) await signIn.endSessions(id, "all");
  return answer;
}

const removesSecondFactor = ["account.remove-second-factor", "account.confirm-recovery"];
const endsPosts = ["account.close", "post.end", "post.hand-over"];

function staffOf(keeper: Keeper, office: string): Promise<StaffState[]> {
  return scoped(keeper.database.app, engineScope(office, null), "read only", (tx) =>
    loadStaff(tx, office, {}),
  );
}

/** In any office, now or to come: under the account's own scope, which sees its own posts everywhere. */
async function hasPost(keeper: Keeper, account: string, now: Date): Promise<boolean> {
  const posts = await scoped(keeper.database.app, ownScope(account), "read only", (tx) =>
    tx.rows(
      "select from post where account = $1 and (until_day is null or (until_day >= $2 and until_day >= from_day)) limit 1",
      [account, dayText(localDay(now, zoneOfMachine))],
    ),
  );
  return posts.length > 0;
}
