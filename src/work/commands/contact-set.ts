import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { checkValue } from "#register/check-value.ts";
import { command, dayInput, idInput, partAbout } from "../command.ts";
import { bases } from "../contact.ts";
import type { Contact } from "../contact.ts";

/** Whom to ring up about somebody, and who speaks for them. Given again with the same id, it is corrected. */
export const contactSet = command({
  name: "contact.set",
  title: { zh: "登记联系人", en: "Set a contact" },
  about: {
    zh: "有事找谁、谁替本人办事：女儿、邻居、监护人、受委托的人。登记过的再登记一次就是更正。",
    en: "Whom to ring up and who speaks for somebody: a daughter, a neighbour, a guardian, an agent. Set again, it is corrected.",
  },
  may: "inside",
  input: z.object({
    contact: idInput,
    subject: idInput,
    other: idInput.nullable().default(null),
    name: z.string().trim().max(100).default(""),
    relation: z.string().trim().min(1).max(30),
    phone: z.string().trim().max(20).nullable().default(null),
    emergency: z.boolean().default(false),
    speaks: z
      .object({ basis: z.enum(bases), for: z.string().trim().max(200).default("") })
      .nullable()
      .default(null),
    from: dayInput.optional(),
    until: dayInput.nullable().default(null),
  }),
  needs: ({ contact, subject, other }) => ({
    subjects: other === null ? [subject] : [subject, other],
    contacts: [contact],
  }),
  decide: (state, input, { today }) => {
    const subject = state.subjects.get(input.subject);
    if (subject === undefined)
      return refuse(
        "unknown-subject",
        { zh: "台账里没有这个人。", en: "The register has no such person." },
        "subject",
      );
    if (subject.kind !== "person")
      return refuse(
        "not-a-person",
        { zh: "联系人登记在人的名下。", en: "A contact is entered for a person." },
        "subject",
      );
    if (subject.merged === true)
      return refuse(
        "merged-away",
        {
          zh: "这一条已经并入别的，请登记在那一条上。",
          en: "This entry was merged into another: set it there.",
        },
        "subject",
      );
    const known = state.contacts.get(input.contact);
    if (known !== undefined && known.subject.id !== subject.id)
      return refuse(
        "other-contact",
        { zh: "这个编号是别人的联系人。", en: "This id is a contact of somebody else." },
        "contact",
      );
    const other = input.other === null ? null : state.subjects.get(input.other);
    if (other === undefined || (other !== null && other.kind !== "person"))
      return refuse(
        "unknown-other",
        {
          zh: "台账里没有这个联系人，请重选，或写姓名。",
          en: "The register has no such contact: choose again, or give a name.",
        },
        "other",
      );
    if (other?.id === subject.id)
      return refuse(
        "oneself",
        { zh: "本人不能是自己的联系人。", en: "Nobody is their own contact." },
        "other",
      );
    const name = other?.name ?? input.name;
    if (name === "")
      return refuse(
        "name-needed",
        { zh: "请写联系人的姓名。", en: "Please give the contact's name." },
        "name",
      );
    const phone = input.phone === "" ? null : input.phone;
    const fault = checkValue({ type: "phone" }, phone);
    if (fault !== undefined) return refuse("wrong-phone", fault, "phone");
    const from = input.from ?? dayText(today);
    if (input.until !== null && input.until < from)
      return refuse(
        "until-before-from",
        { zh: "到期不能早于起始。", en: "It cannot end before it begins." },
        "until",
      );
    if (input.speaks?.basis === "entrusted") {
      // Art. 165: the written authority names the matters, the powers and the term.
      if (input.speaks.for === "")
        return refuse(
          "scope-needed",
          { zh: "委托代理要写明代办什么事。", en: "Say what the agent is entrusted with." },
          "speaks.for",
        );
      if (input.until === null)
        return refuse(
          "until-needed",
          { zh: "委托代理要写明到哪天为止。", en: "Say until when the agent is entrusted." },
          "until",
        );
    }
    const body = {
      contact: input.contact,
      other: other?.id ?? null,
      name,
      relation: input.relation,
      phone,
      emergency: input.emergency,
      speaks: input.speaks,
      from,
      until: input.until,
    } satisfies Contact;
    const ofOther = other === null ? [] : [partAbout(other, { contact: input.contact, of: subject.id })];
    return [{ kind: "contact-set", parts: [partAbout(subject, body), ...ofOther] }];
  },
});
