import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dayOf, dayText } from "#basics/day.ts";
import type { FactValue, Subject } from "#register/subject.ts";
import { dutiesOf } from "../duty/duties.ts";
import { promiseOf, recordsOf, subjectOf } from "../duty/for-tests.ts";
import { joinRows } from "./join.ts";

interface Row {
  fact: string;
  from_day: string;
  number: number;
  value: FactValue;
}
const row = (fact: string, from_day: string, value: FactValue, number = 1): Row => ({
  fact,
  from_day,
  number,
  value,
});

test("the survivor's word counts from its first day on, the other's before it and where there is none; what is chosen the other way", () => {
  const mine = [row("livesAlone", "2021-03-01", true), row("phone", "2021-03-01", "1")];
  const theirs = [
    row("livesAlone", "2021-01-01", false),
    row("livesAlone", "2021-05-01", false),
    row("phone", "2021-04-01", "2"),
    row("area", "2021-04-01", "east"),
  ];
  assert.deepEqual(joinRows(mine, theirs, new Set()), [
    row("livesAlone", "2021-01-01", false),
    row("livesAlone", "2021-03-01", true),
    row("phone", "2021-03-01", "1"),
    row("area", "2021-04-01", "east"),
  ]);
  assert.deepEqual(
    joinRows(mine, theirs, new Set(["phone"])).filter(({ fact }) => fact === "phone"),
    [row("phone", "2021-03-01", "1"), row("phone", "2021-04-01", "2")],
  );
});

const start = dayOf("2020-01-01");
const day = fc.integer({ min: start, max: start + 400 });

/** One person's facts as rows; the second entry begins later, and knows what held on its day and all that came since. */
function subjectFrom(rows: Row[], since: number): Subject {
  const known = rows.toSorted((a, b) =>
    a.from_day < b.from_day ? -1 : a.from_day > b.from_day ? 1 : a.number - b.number,
  );
  const facts = Object.fromEntries(
    known.filter(({ from_day }) => from_day <= dayText(since)).map(({ fact, value }) => [fact, value]),
  );
  const history = known
    .filter(({ from_day }) => from_day > dayText(since))
    .map(({ fact, value, from_day }): [string, FactValue, string] => [fact, value, from_day]);
  return subjectOf(facts, history, dayText(since));
}

test("two halves of one person's records, merged, give the duties of the whole: whichever survives, and however they were shared out", () => {
  const promises = [
    promiseOf({ every: "P7D", when: "livesAlone" }),
    promiseOf({ each: "month", when: "age >= 70" }),
    promiseOf({ within: "P10D", of: "record:fall" }),
    promiseOf({ on: "releaseDate", lead: "P1M" }),
    promiseOf({ within: "P0D", of: "change:numbers" }),
  ];
  const changes = fc.uniqueArray(
    fc.oneof(
      fc.record({ fact: fc.constant("livesAlone"), value: fc.boolean(), on: day }),
      fc.record({ fact: fc.constant("numbers"), value: fc.constantFrom("1", "2"), on: day }),
      fc.record({ fact: fc.constant("releaseDate"), value: day.map(dayText), on: day }),
    ),
    { maxLength: 5, selector: ({ fact, on }) => `${fact} ${on}` },
  );
  const done = fc.array(
    fc.record({ kind: fc.constantFrom("visit", "fall", "excuse"), on: day, first: fc.boolean() }),
    { maxLength: 12 },
  );
  let owed = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...promises),
      changes,
      done,
      day,
      day,
      (promise, made, records, later, today) => {
        const rows = [
          row("birthDate", dayText(start), "1950-06-15"),
          row("livesAlone", dayText(start), true, 0),
          ...made.map(({ fact, value, on }, number) => row(fact, dayText(on), value, number + 2)),
        ];
        const whole = subjectFrom(rows, start);
        // The double, entered on a later day with all that is known of it then.
        const facts = new Set(rows.map(({ fact }) => fact));
        const double = [...facts].flatMap((fact) => {
          const its = rows
            .filter((each) => each.fact === fact)
            .toSorted((a, b) => (a.from_day < b.from_day ? -1 : 1));
          const held = its.findLast(({ from_day }) => from_day <= dayText(later));
          return [
            ...(held === undefined ? [] : [{ ...held, from_day: dayText(later), number: 90 }]),
            ...its.filter(({ from_day }) => from_day > dayText(later)),
          ];
        });
        const words = (which: (first: boolean) => boolean) =>
          records
            .filter(({ first }) => which(first))
            .map(
              ({ kind, on }) =>
                `${kind} ${dayText(on)}${kind === "excuse" ? ` until ${dayText(on + 20)}` : ""}`,
            );
        const all = recordsOf(...words(() => true));
        const named = (kept: ReturnType<typeof dutiesOf>) => ({
          windows: kept.windows,
          eligible: kept.eligible,
          outcomes: kept.outcomes.map(({ record: _record, ...outcome }) => outcome),
        });
        const expected = named(dutiesOf(promise, whole, all, today));
        const halves = [
          ...recordsOf(...words((first) => first)),
          ...recordsOf(...words((first) => !first)).map((each) => ({ ...each, id: `other-${each.id}` })),
        ];
        owed += expected.windows.length + expected.outcomes.length;
        for (const joined of [joinRows(rows, double, new Set()), joinRows(double, rows, new Set())])
          assert.deepEqual(named(dutiesOf(promise, subjectFrom(joined, start), halves, today)), expected);
      },
    ),
    { numRuns: 600 },
  );
  assert.ok(owed > 400, `${owed} windows`);
});
