import { dayText } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { sayValue } from "#register/say-value.ts";
import type { SubjectKind } from "#register/subject.ts";
import type { OutcomeKind } from "#work/duty/duty.ts";
import { whyOf } from "#work/duty/why.ts";
import type { Why, WhyFact } from "#work/duty/why.ts";
import { guardedFactsOf, guardedPromisesOf } from "#work/office-rules.ts";
import { knownSubject } from "./known-subject.ts";
import { NotFound } from "./reader.ts";
import type { Reader } from "./reader.ts";

/** Why a promise is owed to a subject now, or why not: the clause, the facts with their days, the arithmetic. */
export interface WhyAnswer {
  promise: string;
  number: number;
  clause: Text;
  standard: Text;
  owed: boolean;
  because: { say: Text; holds: boolean | null; facts: WhyFactAnswer[] }[];
  /** The record that closed the last window. */
  last: { record: string; kind: Text; on: string; by: string } | null;
  /** From which day, how long, until when. */
  arithmetic: Text | null;
  settled: { outcome: OutcomeKind; opens: string; due: string; on: string; say: Text } | null;
  /** One sentence. */
  summary: Text;
}

/** `value` is null where the fact is guarded and not shown to this reader. */
export interface WhyFactAnswer {
  label: Text;
  value: Text | null;
  from: string;
  guarded: boolean;
}

export async function why(reader: Reader, asked: { subject: string; promise: string }): Promise<WhyAnswer> {
  const { rules } = reader.office;
  const inForce = rules.promises.get(asked.promise);
  const current = rules.promise(asked.promise);
  const guarded = (current?.guards.length ?? 0) > 0;
  if (
    inForce === undefined ||
    current === undefined ||
    (guarded && !guardedPromisesOf(rules, reader.roles).includes(asked.promise))
  )
    throw new NotFound();
  const { subject, records } = await knownSubject(reader, asked.subject);
  const answer = whyOf(inForce, subject, records, reader.today);
  const last = await lastRecord(reader, answer);
  return {
    promise: asked.promise,
    number: answer.promise.number,
    clause: answer.promise.clause,
    standard: rules.standards.find(({ id }) => id === current.standard)?.title ?? { zh: current.standard },
    owed: answer.windows.length > 0,
    because: [
      ...answer.terms.map(({ say, holds, facts }) => ({
        say,
        holds: holds === "unknown" ? null : holds,
        facts: facts.map((fact) => factAnswer(reader, subject.kind, fact)),
      })),
      ...(answer.countedFrom.length === 0
        ? []
        : [
            {
              say: { zh: "起算", en: "Counted from" },
              holds: true,
              facts: answer.countedFrom.map((fact) => factAnswer(reader, subject.kind, fact)),
            },
          ]),
    ],
    last,
    arithmetic: answer.windows[0]?.say ?? null,
    settled:
      answer.settled === undefined
        ? null
        : {
            ...daysOf(answer.settled),
            outcome: answer.settled.outcome,
            on: dayText(answer.settled.on),
            say: sayOutcome(answer.settled.outcome),
          },
    summary: summarise(answer),
  };
}

function factAnswer(
  reader: Reader,
  kind: SubjectKind,
  { fact, label, value, from, guard }: WhyFact,
): WhyFactAnswer {
  const guarded = guard !== undefined;
  const shown = !guarded || guardedFactsOf(reader.office.rules, reader.roles).includes(`${kind}/${fact}`);
  const declared = reader.office.rules.fact(kind, fact);
  return { label, value: shown ? sayValue(declared, value ?? null) : null, from: dayText(from), guarded };
}

async function lastRecord(reader: Reader, { settled }: Why): Promise<WhyAnswer["last"]> {
  if (settled?.record === undefined) return null;
  const { rules, names } = reader.office;
  const [row] = await reader.tx.rows<{ kind: string; on_day: string; author: string | null }>(
    `select record.kind, record.on_day, account.name as author from record
     left join account on account.id = record.by
     where record.office = $1 and record.id = $2`,
    [rules.office, settled.record],
  );
  if (row === undefined) return null;
  const kind = names.plain(row.kind);
  return {
    record: settled.record,
    kind: rules.records.get(kind)?.title ?? { zh: kind },
    on: row.on_day,
    by: row.author ?? "",
  };
}

function summarise(answer: Why): Text {
  const [window] = answer.windows;
  if (answer.covered !== undefined) {
    const until = dayText(answer.covered.until);
    return answer.covered.outcome === "declined"
      ? {
          zh: `本人谢绝，至 ${until} 不再打扰。`,
          en: `Declined by the person; not asked for until ${until}.`,
        }
      : {
          zh: `已说明原因暂缓，至 ${until} 不再催办。`,
          en: `Excused with a reason; not asked for until ${until}.`,
        };
  }
  if (window !== undefined) return { zh: `${window.say.zh}。`, en: `${window.say.en ?? window.say.zh}.` };
  if (answer.outside === "kind")
    return { zh: "这项承诺不是对这类对象作出的。", en: "This promise is not made to this kind of subject." };
  if (answer.outside === "not-yet")
    return {
      zh: "登记入册或采用标准之前，不产生应办。",
      en: "Nothing is owed before the day of entry or of adoption.",
    };
  if (answer.outside === "left")
    return {
      zh: "人已去世，或这一户已不在，不再产生应办。",
      en: "They have died, or the household is no more: nothing is owed.",
    };
  if (answer.failed !== undefined) {
    const { say, holds } = answer.failed;
    return holds === "unknown"
      ? {
          zh: `没有登记“${say.zh}”所需的信息，因此不算应办。`,
          en: `What “${say.en ?? say.zh}” needs to know is not in the register, so nothing is owed.`,
        }
      : {
          zh: `不符合“${say.zh}”，因此不算应办。`,
          en: `“${say.en ?? say.zh}” does not hold, so nothing is owed.`,
        };
  }
  if (answer.settled !== undefined) {
    const on = dayText(answer.settled.on);
    const { zh, en } = sayOutcome(answer.settled.outcome);
    return { zh: `${on} ${zh}，眼下没有要办的。`, en: `${en ?? zh} on ${on}; nothing is asked for now.` };
  }
  return { zh: "起算的日子还没有到。", en: "The day from which it is counted has not come." };
}

function sayOutcome(outcome: OutcomeKind): Text {
  const said: Record<OutcomeKind, Text> = {
    kept: { zh: "按期办到", en: "Kept in time" },
    late: { zh: "逾期后办到", en: "Kept late" },
    missed: { zh: "没有办到", en: "Missed" },
    excused: { zh: "已说明原因", en: "Excused" },
    declined: { zh: "本人谢绝", en: "Declined" },
  };
  return said[outcome];
}

function daysOf({ opens, due }: { opens: number; due: number }): { opens: string; due: string } {
  return { opens: dayText(opens), due: dayText(due) };
}
