import { z } from "zod";

import { parseDay } from "#basics/day.ts";
import { instantAt } from "#basics/deadline.ts";

const Words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1).optional() });
const Value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
export const Facts = z.record(z.string(), Value);

const Given = z.strictObject({
  person: Facts.optional(),
  household: Facts.optional(),
  unit: Facts.optional(),
  place: Facts.optional(),
  case: Facts.optional(),
  history: z.array(z.strictObject({ fact: z.string(), value: Value, from: z.string() })).default([]),
});

export const Expected = z.strictObject({
  promise: z.string(),
  opens: z.string().optional(),
  due: z.string().optional(),
  state: z.enum(["upcoming", "due", "overdue"]).optional(),
  on: z.string().optional(),
  outcome: z.enum(["kept", "late", "missed", "excused", "declined"]).optional(),
  owed: z.boolean().optional(),
});

const Record = z.strictObject({
  kind: z.string(),
  on: z.string(),
  struck: z.boolean().default(false),
  facts: z.record(z.string(), z.unknown()).default({}),
});

export const exampleShape = z.strictObject({
  name: Words,
  given: Given,
  records: z.array(Record).default([]),
  on: z.string(),
  expect: z.array(Expected).min(1),
});

const reason = z.string().min(1).optional();
const acts = {
  move: z.strictObject({
    at: z.string(),
    move: z.string(),
    stage: z.string().optional(),
    fields: Facts.default({}),
    reason,
  }),
  extend: z.strictObject({ at: z.string(), extend: z.string(), reason }),
  fill: z.strictObject({ at: z.string(), fill: Facts }),
  reopen: z.strictObject({ at: z.string(), reopen: z.literal(true), reason }),
};
export const Act = z.union([acts.move, acts.extend, acts.fill, acts.reopen]);

const count = z.number().int().min(0).optional();
const expectations = {
  stage: z.strictObject({
    stage: z.string(),
    due: z.string().optional(),
    state: z.enum(["due", "overdue"]).optional(),
    outcome: z.enum(["kept", "late"]).optional(),
    provisional: z.boolean().optional(),
  }),
  case: z.strictObject({
    case: z.literal(true),
    due: z.string().optional(),
    state: z.enum(["due", "overdue", "ended"]).optional(),
    end: z.string().optional(),
    outcome: z.enum(["kept", "late"]).optional(),
    reopened: count,
    returned: count,
  }),
  refused: z.strictObject({ refused: z.string(), at: z.string().optional() }),
  opened: z.strictObject({ atNight: z.boolean().optional(), onHoliday: z.boolean().optional() }),
};
export const ExpectedOfCase = z.union([
  expectations.stage,
  expectations.case,
  expectations.refused,
  expectations.opened,
]);

export const procedureShape = z.strictObject({
  name: Words,
  given: z.strictObject({
    case: z.looseObject({ procedure: z.string(), openedAt: z.string() }),
    person: Facts.optional(),
    household: Facts.optional(),
    unit: Facts.optional(),
    place: Facts.optional(),
  }),
  moves: z.array(Act).default([]),
  on: z.string(),
  expect: z.array(ExpectedOfCase).min(1),
});

export type ReadExample = z.output<typeof exampleShape>;
export type ReadProcedureExample = z.output<typeof procedureShape>;
export type ExpectedDuty = z.output<typeof Expected>;
export type ExampleAct = z.output<typeof Act>;
export type ExpectedOfCase = z.output<typeof ExpectedOfCase>;
export type FactsOfExample = z.output<typeof Facts>;

/** Where examples are at home; they name no office. */
const zone = "Asia/Shanghai";

/** The instant of "2021-05-01T23:40", or of a day alone, so many minutes into it. */
export function momentOf(text: string, minutes: number): string | undefined {
  const [date = "", clock, ...rest] = text.split(/[T ]/);
  const day = parseDay(date);
  const time = clock === undefined ? undefined : /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  if (day === undefined || rest.length > 0 || (clock !== undefined && !time)) return undefined;
  const at = time ? Number(time[1]) * 60 + Number(time[2]) : minutes;
  return new Date(instantAt(day, at, zone)).toISOString();
}
