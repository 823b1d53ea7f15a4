import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, dayInput, idInput, openPart } from "../command.ts";
import { overlap } from "../staff.ts";

/**
 * A role in this office, for an area of it or for all. Whoever signs in may do what their posts allow, no more. An account that
 * is new is opened by it; the password for it is a command of its own, `account.give-password`.
 */
export const postGive = command({
  name: "post.give",
  title: { zh: "任岗", en: "Give a post" },
  about: {
    zh: "给一个人在本机构的岗位，可限定网格，可从某日起；新来的人同时有了账号。登录后能做什么、能看什么，全由岗位决定。",
    en: "Give someone a role in this office, for one area or all, from a day on; whoever is new gets an account with it. What they may do and see after signing in follows from it alone.",
  },
  may: "secretary",
  input: z.object({
    post: idInput,
    account: z.object({
      id: idInput,
      // In small letters, as it is typed in at sign-in: He and he are one.
      username: z
        .string()
        .regex(/^[\p{L}\p{N}._-]{2,40}$/u)
        .toLowerCase(),
      name: z.string().trim().min(1).max(60),
      demonstration: z.boolean().default(false),
    }),
    role: z.string(),
    area: z.string().nullable().default(null),
    from: dayInput.optional(),
  }),
  needs: ({ account }) => ({ staff: { accounts: [account.id], usernames: [account.username] } }),
  decide: ({ staff }, input, { rules, today, actor }) => {
    if (!rules.roles.has(input.role))
      return refuse(
        "unknown-role",
        {
          zh: `本机构采用的标准里没有“${input.role}”这个岗位。`,
          en: `No standard this office adopted has a role “${input.role}”.`,
        },
        "role",
      );
    if (input.area !== null && !rules.areas.some(({ id }) => id === input.area))
      return refuse(
        "unknown-area",
        { zh: `本机构没有“${input.area}”这个网格。`, en: `This office has no area “${input.area}”.` },
        "area",
      );
    const { account } = input;
    const from = input.from ?? dayText(today);
    if (from < dayText(today))
      return refuse(
        "begins-before-today",
        { zh: "岗位从今天或以后的一天开始，不能倒填。", en: "A post begins today or later, not earlier." },
        "from",
      );
    const namesake = [...staff.values()].find(
      ({ id, username }) => username === account.username && id !== account.id,
    );
    if (namesake !== undefined)
      return refuse(
        "username-taken",
        {
          zh: `用户名“${account.username}”已经有人用了，请换一个。`,
          en: `The username “${account.username}” is taken: choose another.`,
        },
        "account.username",
      );
    const known = staff.get(account.id);
    // Somebody who works for another office gets their post here from the machine: a secretary does not reach over there.
    if (known?.posts.length === 0 && actor.installation !== true)
      return refuse(
        "works-elsewhere",
        {
          zh: "这个账号属于别的机构，请由管理这台机器的人任岗（wellside account）。",
          en: "This account belongs to another office: whoever runs this machine gives the post (wellside account).",
        },
        "account.id",
      );
    // Who is known by a username alone, and needs no password, is invented: the machine enters them with the sample.
    if (known === undefined && account.demonstration && actor.installation !== true)
      return refuse(
        "demonstration-account",
        {
          zh: "演示账号不用密码，只随样例装入；请给来的人开自己的账号。",
          en: "Demonstration accounts need no password and come with the sample alone: give whoever is new an account of their own.",
        },
        "account.demonstration",
      );
    const held = known?.posts.find(
      ({ role, area, ...days }) =>
        role === input.role && area === input.area && overlap(days, { from, until: null }),
    );
    if (held !== undefined)
      return refuse(
        "post-held",
        { zh: `${known?.name}已经有这个岗位了。`, en: `${known?.name} holds this post already.` },
        "role",
      );
    const { id, username, name, demonstration } = known ?? account;
    return [
      {
        kind: "post-given",
        parts: [
          openPart({
            post: input.post,
            account: { id, username, name, demonstration },
            role: input.role,
            area: input.area,
            from,
            ...(known === undefined && { opened: true }),
          }),
        ],
      },
    ];
  },
});
