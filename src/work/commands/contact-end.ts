import { z } from "zod";
import { dayOf, dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, dayInput, idInput, partAbout } from "../command.ts";

/** From a day on this is nobody to ring up any more, or to hear in their place. */
export const contactEnd = command({
  name: "contact.end",
  title: { zh: "取消联系人", en: "End a contact" },
  about: {
    zh: "不再是联系人、监护人或代理人；以前是，仍可查。",
    en: "Not a contact, guardian or agent any more; that they were stays known.",
  },
  may: "inside",
  input: z.object({ contact: idInput, on: dayInput.optional() }),
  needs: ({ contact }) => ({ contacts: [contact] }),
  decide: (state, input, { today }) => {
    const known = state.contacts.get(input.contact);
    if (known === undefined)
      return refuse(
        "unknown-contact",
        { zh: "没有这个联系人。", en: "There is no such contact." },
        "contact",
      );
    if (known.ended)
      return refuse("already-ended", { zh: "已经取消了。", en: "It has been ended already." }, "contact");
    const on = input.on ?? dayText(today);
    if (dayOf(on) > today)
      return refuse(
        "day-to-come",
        { zh: "以后到期的，请写在“到期”里。", en: "For a day to come, set until when it holds." },
        "on",
      );
    const { subject, other } = known;
    const body = { contact: input.contact, on };
    return [
      {
        kind: "contact-ended",
        parts: [partAbout(subject, body), ...(other === null ? [] : [partAbout(other, body)])],
      },
    ];
  },
});
