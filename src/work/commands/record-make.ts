import { z } from "zod";
import { dayOf, dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { checkValue } from "#register/check-value.ts";
import { command, dayInput, factValueInput, idInput, partAbout } from "../command.ts";
import type { OfficeRules } from "../office-rules.ts";
import { isSetAside } from "../set-aside.ts";

/** One visit, call, check-up, opening …: written once, it keeps every promise that it can keep. */
export const recordMake = command({
  name: "record.make",
  title: { zh: "记一次", en: "Make a record" },
  about: {
    zh: "做完一次走访、电话、开放或体检后记下；一次记录可以关于许多人，并了结它能了结的每一件应办。",
    en: "Write down a visit, call, opening or check-up once it is done; one record may be about many people and settles every duty it can.",
  },
  may: "anyone",
  input: z.object({
    record: idInput,
    kind: z.string(),
    about: z.array(idInput).min(1).max(500),
    on: dayInput,
    fields: z.record(z.string(), factValueInput).default({}),
  }),
  needs: (input) => ({ subjects: input.about, records: [input.record] }),
  decide: (state, input, { rules, actor, today }) => {
    const kind = rules.records.get(input.kind);
    if (kind === undefined || isSetAside(kind.id))
      return refuse(
        "unknown-record-kind",
        { zh: `没有“${input.kind}”这种记录。`, en: `There is no kind of record “${input.kind}”.` },
        "kind",
      );
    if (state.records.has(input.record))
      return refuse(
        "record-exists",
        { zh: "这条记录已经有了。", en: "This record exists already." },
        "record",
      );
    if (!mayRecord(rules, actor.roles, kind.id))
      return refuse(
        "not-your-record",
        {
          zh: `您的岗位不记“${kind.title.zh}”。`,
          en: `Your role does not record “${kind.title.en ?? kind.title.zh}”.`,
        },
        "kind",
      );
    if (dayOf(input.on) > today)
      return refuse(
        "day-to-come",
        {
          zh: `${input.on} 还没到，只能记已经做了的事。`,
          en: `${input.on} is still to come; only what was done can be recorded.`,
        },
        "on",
      );

    for (const [field, value] of Object.entries(input.fields)) {
      const declared = kind.fields.find(({ id }) => id === field);
      if (declared === undefined)
        return refuse(
          "unknown-field",
          {
            zh: `“${kind.title.zh}”没有“${field}”这一栏。`,
            en: `“${kind.title.en ?? kind.title.zh}” has no field “${field}”.`,
          },
          `fields.${field}`,
        );
      const fault = checkValue(declared, value);
      if (fault !== undefined) return refuse("wrong-value", fault, `fields.${field}`);
    }
    const missing = kind.fields.find(({ id, required }) => required && isEmpty(input.fields[id]));
    if (missing !== undefined)
      return refuse(
        "field-needed",
        {
          zh: `请填“${missing.label.zh}”。`,
          en: `Please fill in “${missing.label.en ?? missing.label.zh}”.`,
        },
        `fields.${missing.id}`,
      );

    const about = [];
    for (const [place, id] of [...new Set(input.about)].entries()) {
      const subject = state.subjects.get(id);
      if (subject === undefined)
        return refuse(
          "unknown-subject",
          { zh: "台账里没有这个对象。", en: "The register has no such subject." },
          `about.${place}`,
        );
      if (!kind.about.includes(subject.kind))
        return refuse(
          "wrong-kind-of-subject",
          {
            zh: `“${kind.title.zh}”不能记在${subject.name}名下。`,
            en: `“${kind.title.en ?? kind.title.zh}” cannot be about ${subject.name}.`,
          },
          `about.${place}`,
        );
      if (input.on < subject.since)
        return refuse(
          "before-since",
          {
            zh: `${subject.name} ${subject.since} 才登记入册，请查日期。`,
            en: `${subject.name} has been in the register since ${subject.since} only; please check the date.`,
          },
          "on",
        );
      about.push(subject);
    }
    const body = { record: input.record, kind: kind.id, on: dayText(dayOf(input.on)), fields: input.fields };
    return [{ kind: "record-made", parts: about.map((subject) => partAbout(subject, body)) }];
  },
});

/** Inside roles may record anything; an outside body only what keeps a promise it owes. */
export function mayRecord(rules: OfficeRules, roles: string[], kind: string): boolean {
  return roles.some((role) => rules.roles.get(role)?.outside === false || owes(rules, role, kind));
}

/** Does this role owe a promise that such a record keeps? */
export function owes(rules: OfficeRules, role: string, kind: string): boolean {
  return rules.standards.some((standard) =>
    standard.promises.some((promise) => promise.by === role && promise.keptBy.includes(kind)),
  );
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}
