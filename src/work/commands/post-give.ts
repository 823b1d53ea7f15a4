import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, openPart } from "../command.ts";

/** A role in this office, for an area of it or for all. Whoever signs in may do what their posts allow, no more. */
export const postGive = command({
  name: "post.give",
  title: { zh: "任岗", en: "Give a post" },
  about: {
    zh: "给一个人在本机构的岗位，可限定网格；登录后能做什么、能看什么，全由岗位决定。",
    en: "Give someone a role in this office, for one area or all; what they may do and see after signing in follows from it alone.",
  },
  may: "installation",
  input: z.object({
    post: idInput,
    account: z.object({
      id: idInput,
      // In small letters, as it is typed in at sign-in: He and he are one.
      username: z
        .string()
        .regex(/^[\p{L}\p{N}._-]{2,40}$/u)
        .toLowerCase(),
      name: z.string().min(1).max(60),
      demonstration: z.boolean().default(false),
    }),
    role: z.string(),
    area: z.string().nullable().default(null),
  }),
  needs: () => ({}),
  decide: (_state, input, { rules, today }) => {
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
    return [{ kind: "post-given", parts: [openPart({ ...input, from: dayText(today) })] }];
  },
});
