import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { rolesIn, courseOf } from "../case/course.ts";
import { command, dayInput, idInput, openPart } from "../command.ts";
import { secretary } from "../office-rules.ts";

/** The people of another body act here without posts of this office: what they may do ends with one line, for all of them. */
export const grantGive = command({
  name: "grant.give",
  title: { zh: "授权外单位", en: "Let another body act here" },
  about: {
    zh: "让另一个机构的人以某个外单位岗位在这里办事，可限一件诉求、限到某日；只看得到这个岗位要办的。",
    en: "Lets people of another office act here in a role that is for other bodies, in one case or until a day if wished; they see what that role acts on and nothing else.",
  },
  may: "secretary",
  input: z.object({
    grant: idInput,
    to: z.string().max(60),
    /** The role by which somebody there acts here. */
    holders: z.string().max(60).default(secretary.id),
    role: z.string().max(60),
    case: idInput.optional(),
    from: dayInput.optional(),
    until: dayInput.optional(),
  }),
  needs: ({ grant, to, case: one }) => ({
    grants: [grant],
    offices: [to],
    ...(one !== undefined && { cases: [one] }),
  }),
  decide: ({ grants, offices, cases }, input, { rules, today }) => {
    if (grants.has(input.grant))
      return refuse(
        "grant-exists",
        { zh: "这项授权已经有了。", en: "This grant is there already." },
        "grant",
      );
    const to = offices.get(input.to);
    if (to === undefined)
      return refuse(
        "unknown-office",
        { zh: `这台机器上没有机构“${input.to}”。`, en: `There is no office “${input.to}” on this machine.` },
        "to",
      );
    if (input.to === rules.office)
      return refuse(
        "own-office",
        { zh: "本机构的人请任岗，不用授权。", en: "People of this office are given posts, not a grant." },
        "to",
      );
    const role = rules.roles.get(input.role);
    if (role?.outside !== true)
      return refuse(
        "not-for-outside",
        {
          zh: `“${input.role}”不是给外单位的岗位，不能授出去。`,
          en: `“${input.role}” is no role for other bodies, and cannot be granted.`,
        },
        "role",
      );
    const from = input.from ?? dayText(today);
    if (from < dayText(today))
      return refuse(
        "begins-before-today",
        { zh: "授权从今天或以后的一天开始，不能倒填。", en: "A grant begins today or later, not earlier." },
        "from",
      );
    if (input.until !== undefined && input.until < from)
      return refuse(
        "ends-before-it-begins",
        { zh: "授权的最后一天早于第一天。", en: "The grant's last day is before its first." },
        "until",
      );
    if (input.case !== undefined) {
      const found = cases.get(input.case);
      if (found === undefined)
        return refuse("unknown-case", { zh: "没有这件诉求。", en: "There is no such case." }, "case");
      const course = courseOf(rules, found.procedure, found.version);
      if (course === undefined || !rolesIn(course.procedure).has(input.role))
        return refuse(
          "no-part-in-it",
          {
            zh: `这件诉求的流程里没有“${role.title.zh}”的事。`,
            en: `Nothing in this case's procedure is for “${role.title.en ?? role.title.zh}”.`,
          },
          "role",
        );
    }
    return [
      {
        kind: "grant-given",
        parts: [
          openPart({
            grant: input.grant,
            to: { id: input.to, title: to.title },
            holders: input.holders,
            role: input.role,
            case: input.case ?? null,
            from,
            until: input.until ?? null,
          }),
        ],
      },
    ];
  },
});
