import { z } from "zod";
import { dayOf, dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, dayInput, idInput, openPart } from "../command.ts";
import { secretary } from "../office-rules.ts";
import { keepsASecretary, postOf } from "../staff.ts";

/** From a day on somebody has a role no more. Whoever has none left finds every door closed. */
export const postEnd = command({
  name: "post.end",
  title: { zh: "免岗", en: "End a post" },
  about: {
    zh: "从某日起不再任这个岗位：权限当日即止，正在用的页面也一样；一个岗位也不剩的人进不来了。记过的仍是本人记的。",
    en: "From a day on somebody no longer holds a post: the right ends with it, on open pages too, and whoever has no post left can no longer come in. What they recorded stays theirs.",
  },
  may: "secretary",
  input: z.object({ post: idInput, from: dayInput }),
  needs: () => ({ staff: {} }),
  decide: ({ staff }, { post: id, from }, { today }) => {
    const found = postOf(staff, id);
    if (found === undefined)
      return refuse("unknown-post", { zh: "没有这个岗位。", en: "There is no such post." }, "post");
    const { who, post } = found;
    if (post.until !== null && post.until < dayText(today))
      return refuse(
        "ended-already",
        { zh: `这个岗位 ${post.until} 就结束了。`, en: `This post ended on ${post.until}.` },
        "post",
      );
    if (from < dayText(today))
      return refuse(
        "ends-before-today",
        { zh: "从今天或以后的一天起免岗，不能倒填。", en: "A post ends today or later, not earlier." },
        "from",
      );
    if (post.role === secretary.id && !keepsASecretary(staff, post.id, from))
      return refuse(
        "last-secretary",
        {
          zh: `${who.name}是最后一位${secretary.title.zh}。请先给接任的人任岗，再免。`,
          en: `${who.name} is the last secretary: give the post to whoever follows first.`,
        },
        "post",
      );
    const until = dayText(dayOf(from) - 1);
    return [
      {
        kind: "post-ended",
        parts: [openPart({ post: post.id, name: who.name, role: post.role, area: post.area, until })],
      },
    ];
  },
});
