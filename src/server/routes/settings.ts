import { z } from "zod";
import { calendarOfYear } from "#record/views/calendar.ts";
import { goesAlong, people } from "#record/views/people.ts";
import type { People, Person } from "#record/views/people.ts";
import { idInput } from "#work/command.ts";
import { route } from "../route.ts";
import type { Standing } from "../sign-in.ts";

/** Who holds posts here, with how each of them signs in; a demonstration account by its name alone. */
export interface PeopleHere {
  people: (Person & { signIn?: Standing })[];
  roles: People["roles"];
}

const nothingYet: Standing = { signedInOn: null, password: "none", secondFactor: false };

export const settingsRoutes = [
  route({
    method: "get",
    path: "/api/people",
    who: "secretary",
    about: {
      zh: "在本机构任岗的人：岗位、起止、请假与代岗；密码是不是本人的，最近哪天登录过。",
      en: "Who holds posts here, from when to when, who is away and who stands in; whether their password is their own, and the day they last signed in.",
    },
    answer: async ({ context, house, reading }) => {
      const found = await reading(people);
      const standing = await house.signIn.standingOf(found.people.map(({ id }) => id));
      const shown: PeopleHere = {
        ...found,
        people: found.people.map((who) => ({
          ...who,
          ...(!who.demonstration && { signIn: standing.get(who.id) ?? nothingYet }),
        })),
      };
      return context.json(shown);
    },
  }),
  route({
    method: "get",
    path: "/api/people/goes-along",
    who: "secretary",
    about: {
      zh: "一个人的岗位移交时随之走的：应办、在办事项各多少。",
      en: "What goes along when somebody's posts are handed over: how many duties and open cases.",
    },
    query: z.object({ account: idInput }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => goesAlong(reader, query.account))),
  }),
  route({
    method: "get",
    path: "/api/calendar",
    who: "signed-in",
    about: {
      zh: "一年的放假、调休与通知文号；没公布的年份按周末暂计。",
      en: "A year's holidays, make-up workdays and notice; a year not announced is counted by weekdays.",
    },
    query: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
    answer: async ({ context, reading, query }) =>
      context.json(await reading((reader) => calendarOfYear(reader, query.year))),
  }),
];
