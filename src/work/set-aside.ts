import { dayOf, dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { partAbout } from "./command.ts";
import type { Context, Decision, State } from "./command.ts";
import { guardedPromisesOf } from "./office-rules.ts";

/** Excuses and declines are records of a built-in kind, made today, that hold until a day. */
export function decideSetAside(
  kind: "excuse" | "decline",
  state: State,
  input: { record: string; subject: string; promise?: string | undefined; reason: string; until: string },
  { rules, actor, today }: Context,
): Decision {
  const subject = state.subjects.get(input.subject);
  if (subject === undefined)
    return refuse(
      "unknown-subject",
      { zh: "台账里没有这个对象。", en: "The register has no such subject." },
      "subject",
    );
  if (state.records.has(input.record))
    return refuse("record-exists", { zh: "这条记录已经有了。", en: "This record exists already." }, "record");
  const promise = input.promise === undefined ? undefined : rules.promise(input.promise);
  const known =
    promise?.to === subject.kind &&
    (promise.guards.length === 0 || guardedPromisesOf(rules, actor.roles).includes(promise.id));
  if (input.promise !== undefined && !known)
    return refuse(
      "unknown-promise",
      {
        zh: "本机构对这类对象没有这项承诺。",
        en: "This office has no such promise to this kind of subject.",
      },
      "promise",
    );
  if (dayOf(input.until) < today)
    return refuse("until-past", { zh: "期限不能早于今天。", en: "It cannot end before today." }, "until");
  const fields = {
    reason: input.reason,
    until: input.until,
    ...(input.promise === undefined ? {} : { promise: input.promise }),
  };
  return [
    {
      kind: "record-made",
      parts: [partAbout(subject, { record: input.record, kind, on: dayText(today), fields })],
    },
  ];
}

/** Is a record of this kind an excuse or a decline? */
export function isSetAside(kind: string): boolean {
  return kind === "excuse" || kind === "decline";
}
