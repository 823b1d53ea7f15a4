import { dayText, localDay } from "#basics/day.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Text } from "#basics/text.ts";
import type { Clock } from "#record/clock.ts";
import { loadOffice, officeIds } from "#record/office.ts";
import { mayGive } from "#work/rights.ts";
import { me } from "#record/views/me.ts";
import { commands } from "#work/commands.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { WrongCall, route } from "../route.ts";
import type { House } from "../route.ts";

/** Who can be chosen in a demonstration, and its clock. */
export interface Demonstration {
  demonstration: boolean;
  clock: Clock;
  accounts: {
    username: string;
    name: string;
    office: { id: string; title: Text };
    posts: { title: Text; area: Text | null }[];
  }[];
}

export const signInRoutes = [
  route({
    method: "get",
    path: "/healthz",
    who: "anyone",
    about: {
      zh: "就绪时回答 200；数据库没有应答时 503。",
      en: "Answers 200 when ready, and 503 while the database does not answer.",
    },
    answer: async ({ context, house }) => {
      await house.signIn.hasDemonstrationAccounts(); // a small question, that needs nobody's rights
      return context.text("ok");
    },
  }),
  route({
    method: "get",
    path: "/api/demonstration",
    who: "anyone",
    about: {
      zh: "是不是演示；演示可选的岗位。",
      en: "Whether this is a demonstration, and who can be chosen in it.",
    },
    answer: async ({ context, house }) => {
      const demonstration = await house.signIn.hasDemonstrationAccounts();
      const shown: Demonstration = {
        demonstration,
        clock: house.clock.show(),
        accounts: demonstration ? await demonstrationAccounts(house) : [],
      };
      return context.json(shown);
    },
  }),
  route({
    method: "post",
    path: "/api/demonstration/set-back",
    who: "signed-in",
    about: { zh: "把演示时钟拨回起点。", en: "Sets the demonstration's clock back to where it opens." },
    answer: async ({ context, house }) => {
      if (!house.clock.isDemonstration())
        throw new WrongCall(409, {
          code: "no-demonstration",
          say: {
            zh: "这里不是演示，时钟就是实际时间。",
            en: "This is no demonstration; its clock is the real time.",
          },
        });
      await house.clock.setBack();
      for (const office of await officeIds(house.keeper.database))
        await dailyPass(house.keeper, office, house.clock.now(), true);
      return context.json(house.clock.show());
    },
  }),
  route({
    method: "get",
    path: "/api/me",
    who: "signed-in",
    about: {
      zh: "登录的人、岗位、机构的用语。",
      en: "Who is signed in, their posts, and the office's language.",
    },
    answer: async ({ context, house, asker, reading }) =>
      context.json(
        await reading(async (reader) => {
          const { roles } = reader.office.rules;
          const posts = asker.posts.map((post) => ({
            ...post,
            title: roles.get(post.role)?.title ?? { zh: post.role },
          }));
          const may = [...commands.values()]
            .filter((spec) => mayGive(spec, asker.actor, roles))
            .map(({ name }) => name);
          const shown = await me(reader, asker.offices, posts, may, house.clock.show());
          return { ...shown, secondFactorBy: asker.secondFactorBy };
        }),
      ),
  }),
];

async function demonstrationAccounts(house: House): Promise<Demonstration["accounts"]> {
  const accounts: Demonstration["accounts"] = [];
  for (const id of await officeIds(house.keeper.database))
    await scoped(house.keeper.database.app, engineScope(id, null), "read only", async (tx) => {
      const { rules } = await loadOffice(house.keeper, tx, id);
      const today = dayText(localDay(house.clock.now(), rules.zone));
      const rows = await tx.rows<{
        username: string;
        name: string;
        posts: { role: string; area: string | null }[];
      }>(
        `select account.username, account.name, json_agg(json_build_object('role', post.role, 'area', post.area) order by post.role, post.area) as posts
         from post join account on account.id = post.account
         where post.office = $1 and post.from_day <= $2 and (post.until_day is null or post.until_day >= $2) and account.demonstration
         group by account.id, account.username, account.name order by bool_or(post.role = 'secretary') desc, min(post.area), account.name`,
        [id, today],
      );
      for (const { username, name, posts } of rows)
        accounts.push({
          username,
          name,
          office: { id, title: rules.title },
          posts: posts.map(({ role, area }) => ({
            title: rules.roles.get(role)?.title ?? { zh: role },
            area: rules.areas.find((known) => known.id === area)?.title ?? null,
          })),
        });
    });
  // The office with the most people to choose from comes first.
  const inOffice = Map.groupBy(accounts, ({ office }) => office.id);
  return [...inOffice.values()].sort((a, b) => b.length - a.length).flat();
}
