import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Day, dayOf, dayText } from "#basics/day.ts";
import type { FactValue, Subject } from "#register/subject.ts";
import { compileStandard } from "#standard/compile.ts";
import { documentShape } from "#standard/document.ts";
import type { Standard } from "#standard/standard.ts";
import type { DutyRecord } from "./duty.ts";
import { simulate, simulateFromRecords } from "./simulate.ts";

// Living through a year on summaries must come to what living through it on the records comes to: the same duties, the same
// chances drawn for them, week by week.

const [first, last] = [dayOf("2020-12-01"), dayOf("2021-06-30")];
const day = fc.oneof(
  fc.integer({ min: first, max: last }),
  fc.constantFrom(...["2021-01-01", "2021-01-31", "2021-02-28", "2021-03-01"].map(dayOf)),
);

const forms: Record<string, unknown>[] = [
  { every: "P7D" },
  { every: "P1M", first: "P3D", lead: "P10D" },
  { every: "10 workdays" },
  { every: "P1D" },
  { each: "week" },
  { each: "month" },
  { each: "month", times: 3 },
  { each: "quarter" },
  { each: "half" },
  { within: "P30D", of: "eligible" },
  { within: "P7D", of: "fact:arrived" },
  { within: "5 workdays", of: "fact:birthDate" },
  { within: "P10D", of: "record:call" },
  { within: "P3D", of: "record:visit" },
  { within: "P0D", of: "record:call" },
  { within: "P5D", of: "change:livesAlone" },
  { on: "arrived" },
  { on: "arrived", lead: "P1M" },
  { on: "schoolYear(6)", lead: "P90D" },
];
const conditions = [
  undefined,
  undefined,
  "livesAlone",
  "age >= 70",
  "age < 70 && livesAlone",
  "age >= 70 && age < 71",
  "age != 70",
  "age == 70 || livesAlone",
  "daysSince(arrived) >= 20",
];
const kinds = fc.constantFrom(["visit"], ["call"], ["visit", "call"], ["check", "visit"], ["call", "visit"]);

const promise = fc.record({
  form: fc.constantFrom(...forms),
  when: fc.constantFrom(...conditions),
  keptBy: kinds,
  to: fc.constant("person"),
});
const room = fc.record({
  form: fc.constantFrom({ open: "Mo-Fr 08:00-17:00; PH off" }, { each: "week" }),
  when: fc.constant(undefined),
  keptBy: fc.constant(["check"]),
  to: fc.constant("place"),
});

const standards: fc.Arbitrary<Standard> = fc
  .array(fc.oneof({ weight: 8, arbitrary: promise }, { weight: 1, arbitrary: room }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((promises) =>
    compileStandard(
      documentShape.parse({
        standard: "small",
        version: "1",
        title: { zh: "小标准" },
        effective: "2020-01-01",
        roles: { worker: { title: { zh: "工作者" } } },
        facts: {
          person: {
            livesAlone: { label: { zh: "独居" }, type: "boolean" },
            arrived: { label: { zh: "到达" }, type: "date" },
          },
        },
        lines: [
          { id: "all", title: { zh: "所有人" }, serves: "person" },
          { id: "rooms", title: { zh: "场所" }, serves: "place" },
        ],
        records: Object.fromEntries(
          ["visit", "call", "check"].map((kind) => [
            kind,
            { title: { zh: kind }, about: ["person", "place"] },
          ]),
        ),
        promises: promises.map(({ form, when, keptBy, to }, index) => ({
          id: `p${index}`,
          line: to === "person" ? "all" : "rooms",
          title: { zh: `${index}` },
          to,
          by: "worker",
          keptBy,
          ...(when !== undefined && { when }),
          ...form,
        })),
      }),
    ),
  );

const facts: fc.Arbitrary<Record<string, FactValue>> = fc.record(
  {
    livesAlone: fc.boolean(),
    arrived: day.map(dayText),
    birthDate: fc.constantFrom(
      "1951-02-15",
      "1951-03-31",
      "1952-02-29",
      "1950-05-01",
      "2015-03-01",
      "2021-02-03",
    ),
  },
  { requiredKeys: [] },
);
const record = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom("visit", "call", "check", "visit", "call", "excuse"),
  on: day,
  struck: fc.integer({ min: 0, max: 6 }).map((number) => number === 0),
});
const somebody = fc
  .record({
    kind: fc.constantFrom("person" as const, "person" as const, "person" as const, "place" as const),
    since: fc.integer({ min: first - 40, max: last }),
    facts,
    changed: fc.option(fc.record({ value: fc.boolean(), from: day }), { freq: 6, nil: undefined }),
    left: fc.option(day, { freq: 6, nil: undefined }),
    records: fc.array(record, { maxLength: 8 }),
  })
  .map(({ kind, since, facts: known, changed, left, records }) => ({
    kind,
    since,
    facts: known,
    history: changed ? [{ fact: "livesAlone", ...changed }] : [],
    ...(left !== undefined && { left }),
    records: records.map(({ id, kind: of, on, struck }): DutyRecord => {
      const until = dayText(on + 10);
      return { id, kind: of, on, struck, ...(of === "excuse" && { facts: { until, reason: "away" } }) };
    }),
  }));

test("on summaries a year comes to what it comes to on the records", () => {
  fc.assert(
    fc.property(
      standards,
      fc.array(somebody, { minLength: 1, maxLength: 5 }),
      fc.record({ from: day, days: fc.integer({ min: 0, max: 150 }), whole: fc.boolean(), seed: fc.nat(9) }),
      fc.constantFrom(0, 0.5, 0.9, 1),
      (standard, people, { from, days, whole, seed }, rate) => {
        const subjects = people.map(({ records: _records, ...one }, index): Subject => ({
          ...one,
          id: `s${index}`,
        }));
        const records = new Map(people.map((each, index) => [`s${index}`, each.records]));
        const adopted: Day = whole ? standard.effective : from;
        const asked = { from, until: from + days, rate, seed, adopted };
        const quick = simulate(standard, subjects, records, asked);
        assert.deepEqual(quick, simulateFromRecords(standard, subjects, records, asked));
      },
    ),
    { numRuns: 200 },
  );
});
