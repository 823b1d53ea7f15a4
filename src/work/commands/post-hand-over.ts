import { z } from "zod";
import { dayOf, dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, dayInput, idInput, openPart } from "../command.ts";
import { isOn, overlap, sayPost } from "../staff.ts";

/** From a day on these areas are somebody else's: posts end for one and begin for the other, in one act. */
export const postHandOver = command({
  name: "post.hand-over",
  title: { zh: "片区移交", en: "Hand over areas" },
  about: {
    zh: "换人包片：从某日起，一个人的这些岗位由另一个人接。应办和在办的事项都跟着岗位和片区走，不用逐件移交。",
    en: "When an area changes hands: from a day on another person holds these posts. Duties and open cases stay with the role and the area, so nothing has to be handed over one by one.",
  },
  may: "secretary",
  input: z.object({
    account: idInput,
    to: idInput,
    from: dayInput,
    /** Each with the id of the post that follows it. */
    posts: z
      .array(z.object({ post: idInput, next: idInput }))
      .min(1)
      .max(100),
  }),
  needs: () => ({ staff: {} }),
  decide: ({ staff }, { account, to, from, posts }, { rules, today }) => {
    const [giver, taker] = [staff.get(account), staff.get(to)];
    if (giver === undefined || taker === undefined)
      return refuse(
        "unknown-person",
        { zh: "本机构没有这个人。", en: "Nobody in this office is that." },
        giver === undefined ? "account" : "to",
      );
    if (giver === taker)
      return refuse(
        "same-person",
        { zh: "请选另一个人来接。", en: "Choose somebody else to take over." },
        "to",
      );
    if (from < dayText(today))
      return refuse(
        "begins-before-today",
        {
          zh: "从今天或以后的一天起移交，不能倒填。",
          en: "Areas are handed over today or later, not earlier.",
        },
        "from",
      );
    const ended = [];
    for (const [place, { post: id, next }] of posts.entries()) {
      const post = giver.posts.find((each) => each.id === id);
      if (post === undefined || !isOn(post, from))
        return refuse(
          "unknown-post",
          { zh: `${giver.name}那天没有这个岗位。`, en: `${giver.name} does not hold this post on that day.` },
          `posts.${place}.post`,
        );
      const held = taker.posts.some(
        ({ role, area, ...days }) =>
          role === post.role && area === post.area && overlap(days, { from, until: null }),
      );
      const said = sayPost(rules, post);
      if (held)
        return refuse(
          "post-held",
          {
            zh: `${taker.name}已经任${said.zh}，免去${giver.name}的就行。`,
            en: `${taker.name} is ${said.en} already: ending that post of ${giver.name}'s is enough.`,
          },
          `posts.${place}.post`,
        );
      ended.push({ post: id, next, role: post.role, area: post.area });
    }
    const until = dayText(dayOf(from) - 1);
    const [giving, taking] = [giver, taker].map(({ id, name }) => ({ id, name }));
    return [
      { kind: "posts-handed-over", parts: [openPart({ by: giving, to: taking, from, until, posts: ended })] },
    ];
  },
});
