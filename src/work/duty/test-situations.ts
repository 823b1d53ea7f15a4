import fc from "fast-check";

import { type Day, dayOf, dayText } from "#basics/day.ts";
import type { FactChange, Subject } from "#register/subject.ts";
import type { DutyRecord, PromiseInForce } from "./duty.ts";
import { promiseOf, promiseThrough } from "./for-tests.ts";

/** One promise, one subject and what is recorded about it, on one day. */
export interface Situation {
  promise: PromiseInForce;
  subject: Subject;
  records: DutyRecord[];
  today: Day;
}

/**
 * Situations of every form of promise between two days. All happens on a few days and the days after them: a record on
 * the day of a correction, an excuse that ends when a span does.
 */
export function situations(first: string, last: string): fc.Arbitrary<Situation> {
  const anyDay = fc.integer({ min: dayOf(first), max: dayOf(last) });
  return fc.array(anyDay, { minLength: 3, maxLength: 12 }).chain((few) => {
    const day = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...few) },
      { weight: 1, arbitrary: fc.constantFrom(...few).map((each) => each + 1) },
      { weight: 1, arbitrary: anyDay },
    );
    return fc
      .record({
        promise: fc.constantFrom(...promises),
        subject: subjects(dayOf(first), day),
        records: records(day),
        today: day,
      })
      .map((made) => {
        const kind = made.promise.versions[0]?.promise.to ?? "person";
        return { ...made, subject: { ...made.subject, kind } };
      });
  });
}

const forms: Record<string, unknown>[] = [
  { every: "P7D" },
  { every: "P1M", first: "P3D", lead: "P10D" },
  { every: "10 workdays" },
  { every: "P5D", lead: "P1M" },
  { each: "week" },
  { each: "month", times: 2 },
  { each: "quarter" },
  { each: "half" },
  { within: "P30D", of: "eligible" },
  { within: "P7D", of: "fact:releaseDate" },
  { within: "P10D", of: "record:fall" },
  { within: "P3D", of: "record:visit" },
  { within: "P0D", of: "change:numbers" },
  { within: "5 workdays", of: "change:livesAlone" },
  { on: "releaseDate" },
  { on: "releaseDate", lead: "P1M" },
  { on: "schoolYear(70)" },
  { open: "Mo-Fr 08:00-17:00; PH off", when: undefined },
];
const conditions = [
  undefined,
  "livesAlone",
  "!livesAlone",
  "age >= 70",
  "age < 70 && livesAlone",
  "daysSince(arrived) >= 20",
  'allowance > 100.0 || releaseDate < "2020-09-01"',
];

const promises: PromiseInForce[] = forms.flatMap((form) =>
  ("open" in form ? [undefined] : conditions).map((when) =>
    promiseOf({ keptBy: ["visit", "call"], ...(when && { when }), ...form }),
  ),
);
promises.push(
  { ...promiseOf({ every: "P7D", keptBy: ["visit"] }), ended: dayOf("2020-08-01") },
  promiseThrough({ "2020-01-01": { every: "P7D" }, "2020-06-01": { every: "P1M", when: "livesAlone" } }),
  promiseThrough({
    "2020-01-01": { each: "month" },
    "2020-05-10": { every: "P14D" },
    "2020-10-01": { on: "releaseDate" },
  }),
);

function subjects(start: Day, day: fc.Arbitrary<Day>): fc.Arbitrary<Subject> {
  const dayWord = day.map(dayText);
  const change: fc.Arbitrary<FactChange> = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        fact: fc.constant("livesAlone"),
        value: fc.option(fc.boolean(), { freq: 10 }),
        from: day,
      }),
    },
    fc.record({ fact: fc.constantFrom("releaseDate", "arrived"), value: fc.option(dayWord), from: day }),
    fc.record({ fact: fc.constant("numbers"), value: fc.constantFrom("1", "2"), from: day }),
    fc.record({
      fact: fc.constant("birthDate"),
      value: fc.constantFrom("1950-06-15", "1950-12-01"),
      from: day,
    }),
  );
  return fc.record({
    id: fc.constant("s"),
    kind: fc.constant("person" as const),
    since: fc.oneof(fc.integer({ min: start - 60, max: start }), day),
    facts: fc.record(
      {
        livesAlone: fc.boolean(),
        birthDate: fc.constantFrom("1950-06-15", "1952-02-29", "1949-03-31"),
        releaseDate: dayWord,
        arrived: dayWord,
        allowance: fc.constantFrom(50, 150),
      },
      { requiredKeys: [] },
    ),
    history: fc.uniqueArray(change, { maxLength: 7, selector: ({ fact, from }) => `${fact} ${from}` }),
  });
}

function records(day: fc.Arbitrary<Day>): fc.Arbitrary<DutyRecord[]> {
  const record = fc.record({
    id: fc.uuid(),
    kind: fc.constantFrom("visit", "call", "fall"),
    on: day,
    struck: fc.oneof(
      { weight: 5, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  });
  const excuse = fc
    .record({
      id: fc.uuid(),
      kind: fc.constantFrom("excuse", "decline"),
      on: day,
      until: fc.oneof(day, fc.nat(60)),
      one: fc.boolean(),
    })
    .map(({ id, kind, on, until, one }): DutyRecord => ({
      id,
      kind,
      on,
      facts: {
        until: dayText(until >= on ? until : on + (until % 60)),
        reason: "away",
        ...(one && { promise: "t/p" }),
      },
    }));
  return fc.uniqueArray(fc.oneof({ weight: 3, arbitrary: record }, { weight: 1, arbitrary: excuse }), {
    maxLength: 14,
    selector: ({ id }) => id,
  });
}
