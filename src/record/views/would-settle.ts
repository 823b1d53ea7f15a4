import type { Day } from "#basics/day.ts";
import { wouldSettle } from "#work/duty/settle.ts";
import { guardedPromisesOf } from "#work/office-rules.ts";
import { knownSubject } from "./known-subject.ts";
import type { Reader } from "./reader.ts";

/** What a record would settle, before it is saved: the promises of which it would close a window. */
export async function promisesSettledBy(
  reader: Reader,
  asked: { subject: string; kind: string; on: Day },
): Promise<{ promises: string[] }> {
  const { rules } = reader.office;
  const { subject, records } = await knownSubject(reader, asked.subject);
  const guarded = new Set(guardedPromisesOf(rules, reader.roles));
  const mine = rules
    .promisesTo(subject.kind)
    .filter(({ id }) => (rules.promise(id)?.guards.length ?? 0) === 0 || guarded.has(id));
  return {
    promises: wouldSettle(
      mine,
      subject,
      records,
      { id: "to-be-made", kind: asked.kind, on: asked.on },
      reader.today,
    ),
  };
}
