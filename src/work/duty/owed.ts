import { z } from "zod";

import { type Day, dayText, parseDay } from "#basics/day.ts";
import type { Subject } from "#register/subject.ts";
import { compileStandard } from "#standard/compile.ts";
import type { StandardDocument } from "#standard/document.ts";
import type { Standard } from "#standard/standard.ts";
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
 * Records about subjects, of kinds or for promises that are not here are let pass: the files may serve several standards.
 */
export function owed(
  document: StandardDocument,
  register: unknown,
  records: unknown,
  on: string,
  parameters: Record<string, unknown> = {},
): { duties: OwedDuty[]; outcomes: OwedOutcome[] } {
  return owedUnder(compileStandard(document, parameters), register, records, on);
}

/** The same under a standard that is compiled already: to compile it takes longer than to work out one person. */
export function owedUnder(
  standard: Standard,
  register: unknown,
  records: unknown,
  on: string,
): ReturnType<typeof owed> {
  const today = DayText.parse(on);
  const subjects = Register.parse(register);
  const bySubject = recordsOf(records, standard.id);
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

/** Of another shape (a location, say) no condition can ask anything: such a value is as though absent. */
const Value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]).catch(null);

const Change = z.object({ fact: z.string(), value: Value, from: DayText });

// What may be left out may also be null: programs that write these files often write it so.

/** A register as a file holds it. */
const Register = z
  .array(
    z.object({
      id: z.string(),
      kind: z.enum(["person", "household", "unit", "place", "case"]),
      since: DayText,
      facts: z
        .record(z.string(), Value)
        .nullish()
        .transform((facts) => facts ?? {}),
      history: z
        .array(Change)
        .refine(isOrderly, "two values of one fact on one day")
        .nullish()
        .transform((history) => history ?? []),
    }),
  )
  .superRefine(eachOnce) satisfies z.ZodType<Subject[], unknown>;

const Made = z.object({
  id: z.string(),
  kind: z.string(),
  about: z.union([z.string(), z.array(z.string())]),
  on: DayText,
  struck: z
    .boolean()
    .nullish()
    .transform((struck) => struck ?? false),
  facts: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((facts) => facts ?? {}),
});
const Records = z.array(
  Made.refine(hasEnd, "an excuse or a decline must say until when").refine(
    saysWhich,
    "a decline must say which promise it concerns; where an excuse says it, by the promise's id",
  ),
);

function eachOnce(subjects: { id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of subjects.entries()) {
    if (seen.has(id)) {
      context.addIssue({
        code: "custom",
        path: [index, "id"],
        message: `a second subject with the id ${id}`,
      });
    }
    seen.add(id);
  }
}

function hasEnd({ kind, struck, facts: { until } }: z.output<typeof Made>): boolean {
  if ((kind !== "excuse" && kind !== "decline") || struck) return true;
  return typeof until === "string" && parseDay(until) !== undefined;
}

/** Without this, a decline of one thing would silently be taken for a decline of everything. */
function saysWhich({ kind, struck, facts: { promise } }: z.output<typeof Made>): boolean {
  if ((kind !== "excuse" && kind !== "decline") || struck) return true;
  if (kind === "excuse" && (promise === undefined || promise === null)) return true;
  return typeof promise === "string";
}

function isOrderly(history: z.output<typeof Change>[]): boolean {
  return new Set(history.map(({ fact, from }) => `${from} ${fact}`)).size === history.length;
}

/** The subjects of a file. @throws z.ZodError as `owed` does. */
export function subjectsOf(register: unknown): Subject[] {
  return Register.parse(register);
}

/** The records of a file by subject, those about many under each. @throws z.ZodError as `owed` does. */
export function recordsOf(records: unknown, standard: string): Map<string, DutyRecord[]> {
  return recordsBySubject(Records.parse(records), standard);
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
      const others = map.get(subject);
      if (others) others.push(record);
      else map.set(subject, [record]);
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
