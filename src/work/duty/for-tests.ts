import { type Day, dayOf, dayText } from "#basics/day.ts";
import type { FactValue, Subject, SubjectKind } from "#register/subject.ts";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import { dutiesOf } from "./duties.ts";
import { type DutyRecord, type PromiseInForce, stateOn } from "./duty.ts";

// What the tests of the engine share: one promise, one subject, days as text.

const document = {
  standard: "t",
  version: "1",
  title: { zh: "例" },
  effective: "2020-01-01",
  roles: { worker: { title: { zh: "社工" } } },
  facts: {
    person: {
      livesAlone: { label: { zh: "独居", en: "Lives alone" }, type: "boolean" },
      allowance: { label: { zh: "补贴" }, type: "number", guard: "finance" },
      arrived: { label: { zh: "到达" }, type: "date" },
      releaseDate: { label: { zh: "出所日期" }, type: "date", guard: "justice" },
      numbers: { label: { zh: "号码" }, type: "text" },
    },
  },
  records: Object.fromEntries(
    ["visit", "call", "fall"].map((kind) => [kind, { title: { zh: kind }, about: ["person", "place"] }]),
  ),
  lines: [
    { id: "l", title: { zh: "线" }, serves: "person" },
    { id: "room", title: { zh: "场所" }, serves: "place" },
  ],
};

/** A promise of which only what matters is said: { every: "P7D" }. */
export function promiseOf(said: Record<string, unknown>, adopted = "2020-01-01"): PromiseInForce {
  return promiseThrough({ [adopted]: said });
}

/** A promise through its versions: { "2020-01-01": { every: "P7D" }, "2020-03-01": { every: "P3D" } }. */
export function promiseThrough(versions: Record<string, Record<string, unknown>>): PromiseInForce {
  const made = Object.entries(versions).flatMap(([from, said]) => {
    const place = "open" in said;
    const promise = {
      id: "p",
      title: { zh: "承诺" },
      line: place ? "room" : "l",
      to: place ? "place" : "person",
      by: "worker",
      keptBy: ["visit"],
      ...said,
    };
    const standard = compileStandard(documentShape.parse({ ...document, promises: [promise] }));
    return standard.promises.map((compiled) => ({ from: dayOf(from), promise: compiled }));
  });
  return { id: "t/p", adopted: Math.min(...made.map((version) => version.from)), versions: made };
}

export function subjectOf(
  facts: Record<string, FactValue> = {},
  history: [fact: string, value: FactValue, from: string][] = [],
  since = "2020-01-01",
  kind: SubjectKind = "person",
): Subject {
  const changes = history.map(([fact, value, from]) => ({ fact, value, from: dayOf(from) }));
  return { id: "s", kind, since: dayOf(since), facts, history: changes };
}

/** "visit 2020-01-05", "struck visit 2020-01-05", "excuse 2020-01-05 until 2020-01-20", "decline … until … t/p" */
export function recordsOf(...texts: string[]): DutyRecord[] {
  return texts.map((text, index): DutyRecord => {
    const words = text.split(" ");
    const struck = words[0] === "struck";
    const [kind = "", on = "", , until, promise] = struck ? words.slice(1) : words;
    return {
      id: `${index}-${text}`,
      kind,
      on: dayOf(on),
      ...(struck && { struck }),
      ...(until !== undefined && { facts: { until, reason: "away", ...(promise && { promise }) } }),
    };
  });
}

/** What is owed and how it ended, as lines: "2020-01-01 2020-01-08 due", "2020-01-01 2020-01-08 2020-01-05 kept". */
export function told(
  promise: PromiseInForce,
  subject: Subject,
  records: DutyRecord[],
  today: string,
): string[] {
  const on: Day = dayOf(today);
  const { windows, outcomes } = dutiesOf(promise, subject, records, on);
  return [
    ...outcomes.map(
      (each) => `${dayText(each.opens)} ${dayText(each.due)} ${dayText(each.on)} ${each.outcome}`,
    ),
    ...windows.map((each) => `${dayText(each.opens)} ${dayText(each.due)} ${stateOn(each, on)}`),
  ];
}
