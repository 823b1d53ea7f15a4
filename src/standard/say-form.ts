import { deadlineText } from "#basics/deadline.ts";
import { durationText } from "#basics/duration.ts";
import type { Text } from "#basics/text.ts";
import { sayCondition } from "./say.ts";
import type { Deadline, Fact, Form, Period, RecordKind } from "./standard.ts";
import { sayHours } from "./say-hours.ts";

type Both = Required<Text>;

/** When a promise falls due, as a sentence without its stop. */
export function sayForm(form: Form, facts: Fact[], records: RecordKind[]): Both {
  switch (form.kind) {
    case "every": {
      const [interval, first, lead] = [form.interval, form.first, form.lead].map(
        (each) => each && both(durationText(each)),
      );
      const start = first ? { zh: `第一次在 ${first.zh}内`, en: `the first within ${first.en}` } : undefined;
      const early = lead && { zh: `到期前 ${lead.zh}起可办`, en: `from ${lead.en} before it is due` };
      const whole = { zh: `距上次不超过 ${interval?.zh}`, en: `within ${interval?.en} of the last time` };
      return joined([whole, start, early]);
    }
    case "each": {
      const each = periodWords[form.period];
      return form.times === 1
        ? { zh: `每${each.zh}一次`, en: `once in every ${each.en}` }
        : { zh: `每${each.zh} ${form.times} 次`, en: `${form.times} times in every ${each.en}` };
    }
    case "within": {
      const span = both(durationText(form.interval));
      const start = sayStart(form.of, facts, records);
      const sameDay = !("workdays" in form.interval) && form.interval.months + form.interval.days === 0;
      return sameDay
        ? { zh: `${start.zh}当天`, en: `on the very day of ${start.en}` }
        : { zh: `${start.zh}起 ${span.zh}内`, en: `within ${span.en} of ${start.en}` };
    }
    case "on": {
      const [date, lead] = [both(form.date.say), both(durationText(form.lead))];
      return {
        zh: `在${date.zh}当天，之前 ${lead.zh}起可办`,
        en: `on the day: ${date.en}; from ${lead.en} before it`,
      };
    }
    case "open":
      return {
        zh: `按开放时间（${sayHours(form.hours.text).zh}）`,
        en: `at its opening hours: ${sayHours(form.hours.text).en}`,
      };
  }
}

/** The deadlines of a stage or a case, in the order in which they are looked at. */
export function sayDeadlines(deadlines: Deadline[]): Both {
  const parts = deadlines.map(({ condition, span }, index): Both => {
    const within = both(deadlineText(span));
    if (condition) {
      const when = both(sayCondition(condition));
      return { zh: `${when.zh}的 ${within.zh}内`, en: `within ${within.en} where ${when.en}` };
    }
    return index === 0
      ? { zh: `${within.zh}内`, en: `within ${within.en}` }
      : { zh: `其余 ${within.zh}内`, en: `otherwise within ${within.en}` };
  });
  return joined(parts);
}

export const periodWords: Record<Period, Both> = {
  week: { zh: "周", en: "week" },
  month: { zh: "月", en: "month" },
  quarter: { zh: "季度", en: "quarter" },
  half: { zh: "半年", en: "half year" },
  year: { zh: "年", en: "year" },
};

function sayStart(
  start: Extract<Form, { kind: "within" }>["of"],
  facts: Fact[],
  records: RecordKind[],
): Both {
  if (start.kind === "eligible") return { zh: "符合条件之日", en: "the day it begins to apply" };
  if (start.kind === "record") {
    const title = both(records.find((record) => record.id === start.record)?.title ?? { zh: start.record });
    return { zh: `“${title.zh}”之日`, en: `each “${title.en}”` };
  }
  const label = both(facts.find((fact) => fact.id === start.fact)?.label ?? { zh: start.fact });
  return start.kind === "fact"
    ? { zh: label.zh, en: `the date “${label.en}”` }
    : { zh: `“${label.zh}”变动之日`, en: `a change of “${label.en}”` };
}

function joined(parts: (Both | undefined)[]): Both {
  const said = parts.filter((part) => part !== undefined);
  return { zh: said.map((part) => part.zh).join("；"), en: said.map((part) => part.en).join("; ") };
}

function both({ zh, en }: Text): Both {
  return { zh, en: en ?? zh };
}
