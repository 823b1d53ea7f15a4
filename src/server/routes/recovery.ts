import { z } from "zod";
import { newId } from "#basics/id.ts";
import { ownScope, scoped } from "#database/scope.ts";
import { perform } from "#record/perform.ts";
import type { Actor } from "#record/perform.ts";
import { officesOf } from "#record/posts-held.ts";
import { secretary } from "#work/office-rules.ts";
import { afterCommand } from "../after-command.ts";
import { WrongCall, route } from "../route.ts";
import type { House } from "../route.ts";

// A secretary who has lost the second step is let in by two: they themselves, by their password, and a colleague, to whom they read
// a code. The machine gives both commands in their names, so that neither can be sent without the other half of it.

/** Asked half-way through signing in. */
export async function askRecovery(house: House, headers: Headers): Promise<{ code: string }> {
  const asked = await house.signIn.recoveryCode(headers);
  if (asked === null)
    throw new WrongCall(401, {
      code: "sign-in-needed",
      say: { zh: "等得太久了，请重新登录。", en: "That took too long: please sign in anew." },
    });
  const { account, code } = asked;
  const now = house.clock.now();
  const held = await scoped(house.keeper.database.app, ownScope(account), "read only", (tx) =>
    officesOf(tx, account, now),
  );
  const office = held.find(({ posts }) => posts.some(({ role }) => role === secretary.id)) ?? held[0];
  if (office === undefined)
    throw new WrongCall(403, {
      code: "no-post",
      say: { zh: "您现在没有岗位。", en: "You hold no post at present." },
    });
  const roles = office.posts.map(({ role }) => role);
  await must(house, office.id, { account, roles, installation: true }, "account.ask-recovery", {});
  return { code };
}

export const recoveryRoutes = [
  route({
    method: "post",
    path: "/api/recovery/confirm",
    who: "signed-in",
    about: {
      zh: "书记丢了手机：由一位同事写书记念的恢复码，撤去两步验证。",
      en: "A secretary's telephone is lost: a colleague gives the code that was read to them, and the second step is removed.",
    },
    answer: async ({ context, house, asker }) => {
      const given = z
        .object({ code: z.string().max(40) })
        .safeParse(await context.req.json().catch(() => undefined));
      const account = given.success ? await house.signIn.recovering(given.data.code) : null;
      if (account === null)
        throw new WrongCall(422, {
          code: "wrong-code",
          say: {
            zh: "恢复码不对，或过了三十分钟。请书记再念一遍，或重新申请。",
            en: "This code is not right, or is older than thirty minutes. Have it read again, or asked for anew.",
          },
          where: "code",
        });
      const actor = { ...asker.actor, installation: true as const };
      await must(house, asker.office, actor, "account.confirm-recovery", { account });
      return context.json({ confirmed: true });
    },
  }),
];

async function must(house: House, office: string, actor: Actor, name: string, input: object): Promise<void> {
  const now = house.clock.now();
  const command = { id: newId(), name, at: now.toISOString(), input };
  const [answer] = await perform(house.keeper, office, actor, [command], now);
  if (answer?.status === "refused") throw new WrongCall(409, answer);
  if (answer?.status !== "applied") throw new Error(`${name}: ${answer?.status}`);
  await afterCommand(house, office, command, answer, now);
}
