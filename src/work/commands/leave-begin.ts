import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, dayInput, idInput, openPart } from "../command.ts";
import { awayIn, overlap, sayPost, standsInFor } from "../staff.ts";

/** Somebody is away from day to day, and others stand in for each of their posts: named in one act, over by itself. */
export const leaveBegin = command({
  name: "leave.begin",
  title: { zh: "请假代岗", en: "Leave, with stand-ins" },
  about: {
    zh: "有人请假、出差、培训：写明哪天到哪天、每个岗位谁代。代岗的人那几天看得到也办得了，到期自动还原。不问事由。",
    en: "When somebody is away: from which day to which, and who stands in for each post. Stand-ins see and may do the work meanwhile, and it returns by itself. No reason is asked.",
  },
  may: "secretary",
  input: z.object({
    leave: idInput,
    account: idInput,
    from: dayInput,
    until: dayInput,
    standIns: z
      .array(z.object({ post: idInput, account: idInput }))
      .min(1)
      .max(100),
  }),
  needs: () => ({ staff: {} }),
  decide: ({ staff }, { leave, account, from, until, standIns }, { rules, today }) => {
    const who = staff.get(account);
    if (who === undefined)
      return refuse(
        "unknown-person",
        { zh: "本机构没有这个人。", en: "Nobody in this office is that." },
        "account",
      );
    const days = { from, until };
    if (until < from)
      return refuse(
        "ends-before-it-begins",
        { zh: "假期的最后一天早于第一天。", en: "The last day away is before the first." },
        "until",
      );
    if (until < dayText(today))
      return refuse(
        "over-already",
        {
          zh: "这几天已经过去，不用再安排代岗。",
          en: "These days have passed: nobody can stand in for them.",
        },
        "until",
      );
    const other = awayIn(who, days);
    if (other !== undefined)
      return refuse(
        "away-already",
        {
          zh: `${who.name}从 ${other.from} 到 ${other.until} 已经请了假；要改，先提前结束那一次。`,
          en: `${who.name} is away from ${other.from} until ${other.until} already: end that leave first to change it.`,
        },
        "from",
      );
    const forWhom = standsInFor(staff, who.id, days);
    if (forWhom !== undefined)
      return refuse(
        "stands-in-then",
        {
          zh: `${who.name}那几天正代${forWhom.name}；请先结束那一次，另请人代。`,
          en: `${who.name} stands in for ${forWhom.name} in those days: end that first, and name somebody else.`,
        },
        "from",
      );
    const posts = who.posts.filter((post) => overlap(post, days));
    for (const [place, { post, account: by }] of standIns.entries()) {
      if (!posts.some(({ id }) => id === post))
        return refuse(
          "unknown-post",
          { zh: `${who.name}那几天没有这个岗位。`, en: `${who.name} does not hold this post in those days.` },
          `standIns.${place}.post`,
        );
      const standIn = staff.get(by);
      const own = standIn?.posts.filter((each) => overlap(each, days)) ?? [];
      if (standIn === undefined || own.length === 0)
        return refuse(
          "unknown-stand-in",
          {
            zh: "代岗的人那几天在本机构没有岗位。",
            en: "Whoever stands in holds no post here in those days.",
          },
          `standIns.${place}.account`,
        );
      if (standIn === who)
        return refuse(
          "own-stand-in",
          { zh: "请假的人不能代自己。", en: "Whoever is away cannot stand in for themselves." },
          `standIns.${place}.account`,
        );
      if (awayIn(standIn, days) !== undefined)
        return refuse(
          "stand-in-away",
          {
            zh: `${standIn.name}那几天也请假，请换人代。`,
            en: `${standIn.name} is away in those days too: choose somebody else.`,
          },
          `standIns.${place}.account`,
        );
      // What an inside role sees is not given to a body of its own by the way.
      const isOutside = (role: string) => rules.roles.get(role)?.outside === true;
      const role = posts.find(({ id }) => id === post)?.role ?? "";
      if (!isOutside(role) && own.every((each) => isOutside(each.role)))
        return refuse(
          "outside-stand-in",
          {
            zh: `${standIn.name}是外单位的，不能代本机构的岗位。`,
            en: `${standIn.name} belongs to a body of its own and cannot stand in for a post of this office.`,
          },
          `standIns.${place}.account`,
        );
    }
    const open = posts.find(({ id }) => standIns.filter(({ post }) => post === id).length !== 1);
    if (open !== undefined) {
      const said = sayPost(rules, open);
      return refuse(
        "stand-in-needed",
        { zh: `“${said.zh}”请写明由谁代（一个人）。`, en: `Say who stands in as ${said.en}: one person.` },
        "standIns",
      );
    }
    const named = standIns.map(({ post, account: by }) => {
      const { role = "", area = null } = posts.find(({ id }) => id === post) ?? {};
      return { post, role, area, account: by, name: staff.get(by)?.name ?? "" };
    });
    return [
      {
        kind: "leave-begun",
        parts: [openPart({ leave, account, name: who.name, from, until, standIns: named })],
      },
    ];
  },
});
