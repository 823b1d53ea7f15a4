import { z } from "zod";

import { type Day, dayText, parseDay } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import { compileStandard } from "#standard/compile.ts";
import type { StandardDocument } from "#standard/document.ts";
import { dutiesOf } from "./duties.ts";
import {
  type Duties,
  type DutyRecord,
  type DutyState,
  type OutcomeKind,
  type PromiseInForce,
  stateOn,
} from "./duty.ts";

/** A duty as `wellside owed` prints it; the ids are those the standard's own page writes. */
export interface OwedDuty {
  subject: string;
  promise: string;
  opens: string;
  due: string;
  state: DutyState;
  by: string;
}

/** A closed window as `wellside owed --outcomes` prints it. */
export interface OwedOutcome {
  subject: string;
  promise: string;
  opens: string;
  due: string;
  on: string;
  outcome: OutcomeKind;
}

/**
 * The duties and the outcomes of a whole register under one standard, on one day ("2021-11-29").
 * @throws z.ZodError where the register or the records have another shape than language.md “owed, in and out” says.
 */
export function owed(
  document: StandardDocument,
  register: unknown,
  records: unknown,
  on: string,
  parameters: Record<string, unknown> = {},
): { duties: OwedDuty[]; outcomes: OwedOutcome[] } {
  const standard = compileStandard(document, parameters);
  const today = DayText.parse(on);
  const subjects = Register.parse(register);
  const bySubject = recordsBySubject(Records.parse(records), standard.id);
  const result: { duties: OwedDuty[]; outcomes: OwedOutcome[] } = { duties: [], outcomes: [] };
  for (const subject of subjects) {
    for (const promise of standard.promises) {
      if (promise.to !== subject.kind) continue;
      const from = standard.effective;
      const inForce: PromiseInForce = { id: promise.id, adopted: from, versions: [{ from, promise }] };
      const worked = dutiesOf(inForce, subject, bySubject.get(subject.id) ?? [], today);
      const of = { subject: subject.id, promise: promise.localId };
      result.duties.push(...printedDuties(worked, of, today, promise.by));
      result.outcomes.push(...printedOutcomes(worked, of));
    }
  }
  result.duties.sort((a, b) => byKeys(a, b, ["subject", "promise", "opens"]));
  result.outcomes.sort((a, b) => byKeys(a, b, ["subject", "promise", "opens", "on"]));
  return result;
}

const DayText = z.string().transform((text, context): Day => {
  const day = parseDay(text);
  if (day !== undefined) return day;
  context.addIssue({ code: "custom", message: `not a day (YYYY-MM-DD): ${text}` });
  return z.NEVER;
});

const Value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);

const Change = z.object({ fact: z.string(), value: Value, from: DayText });

const Register = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(["person", "household", "unit", "place", "case"]),
    since: DayText,
    facts: z.record(z.string(), Value).default({}),
    history: z.array(Change).default([]).refine(isOrderly, "two values of one fact on one day"),
  }),
) satisfies z.ZodType<Subject[], unknown>;

const Made = z.object({
  id: z.string(),
  kind: z.string(),
  about: z.union([z.string(), z.array(z.string())]),
  on: DayText,
  struck: z.boolean().default(false),
  facts: z.record(z.string(), z.unknown()).default({}),
});
const Records = z.array(Made.refine(hasEnd, "an excuse or a decline must say until when"));

function hasEnd({ kind, struck, facts: { until } }: z.output<typeof Made>): boolean {
  if ((kind !== "excuse" && kind !== "decline") || struck) return true;
  return typeof until === "string" && parseDay(until) !== undefined;
}

function isOrderly(history: z.output<typeof Change>[]): boolean {
  return new Set(history.map(({ fact, from }) => `${from} ${fact}`)).size === history.length;
}

function recordsBySubject(records: z.output<typeof Records>, standard: string): Map<string, DutyRecord[]> {
  const map = new Map<string, DutyRecord[]>();
  for (const { id, kind, about, on, struck, facts } of records) {
    const { until, reason, promise } = facts;
    const record: DutyRecord = {
      id,
      kind,
      on,
      struck,
      facts: {
        ...(typeof until === "string" && { until }),
        ...(typeof reason === "string" && { reason }),
        ...(typeof promise === "string" && { promise: qualified(promise, standard) }),
      },
    };
    for (const subject of new Set(typeof about === "string" ? [about] : about)) {
      map.set(subject, [...(map.get(subject) ?? []), record]);
    }
  }
  return map;
}

function qualified(promise: string, standard: string): string {
  return promise.includes("/") ? promise : `${standard}/${promise}`;
}

type Of = { subject: string; promise: string };

function printedDuties(worked: Duties, of: Of, today: Day, by: string): OwedDuty[] {
  return worked.windows.map((window) => ({
    ...of,
    opens: dayText(window.opens),
    due: dayText(window.due),
    state: stateOn(window, today),
    by,
  }));
}

function printedOutcomes(worked: Duties, of: Of): OwedOutcome[] {
  return worked.outcomes.map(({ opens, due, on, outcome }) => ({
    ...of,
    opens: dayText(opens),
    due: dayText(due),
    on: dayText(on),
    outcome,
  }));
}

function byKeys<T>(a: T, b: T, keys: (keyof T)[]): number {
  for (const key of keys) {
    if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  }
  return 0;
}
