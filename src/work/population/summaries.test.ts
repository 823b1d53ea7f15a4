import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Day, dayOf, dayText } from "#basics/day.ts";
import { dutiesOf } from "../duty/duties.ts";
import { promiseOf, recordsOf, subjectOf } from "../duty/for-tests.ts";
import { type Situation, situations } from "../duty/test-situations.ts";
import { never } from "./fact-column.ts";
import { populationOf } from "./population.ts";
import { summariesOf } from "./summaries.ts";

/** What the summary of one subject says, or nothing where it leaves the answer to `dutiesOf`. */
function summarised({ promise, subject, records, today }: Situation, asOf = today) {
  const population = populationOf([promise], [subject], new Map([[subject.id, records]]), asOf);
  const [summary] = summariesOf(population);
  if (!summary || summary.undecided || population.isUndecided(0, 0)) return undefined;
  const into = { from: 0, opens: new Int32Array(1), due: new Int32Array(1) };
  summary.find(today, 0, 1, into);
  const [opens = never, due = never] = [...into.opens, ...into.due];
  return { windows: due === never ? [] : [{ opens, due }], next: summary.next(0, today) };
}

/** Mostly people of whom a summary tells all: no fact of theirs changed and nobody excused them. */
function plainer(made: Situation): Situation {
  return {
    ...made,
    subject: { ...made.subject, history: [] },
    records: made.records.filter(
      ({ kind, on }) => on <= made.today && kind !== "excuse" && kind !== "decline",
    ),
  };
}

const ranges = [situations("2020-01-01", "2021-06-30"), situations("2019-12-20", "2020-04-10")];

test("whatever a summary decides, it says what the records themselves say", () => {
  let decided = 0;
  for (const range of ranges)
    for (const each of [range, range.map(plainer)])
      fc.assert(
        fc.property(each, (made) => {
          const said = summarised(made);
          if (!said) return;
          decided += 1;
          const { windows } = dutiesOf(made.promise, made.subject, made.records, made.today);
          assert.deepEqual(said.windows, windows);
        }),
        { numRuns: 4000 },
      );
  assert.ok(decided > 5000, `${decided} were decided`);
});

test("until the next day it names, time alone changes no window", () => {
  fc.assert(
    fc.property(ranges[0]!.map(plainer), (made) => {
      const now = summarised(made);
      if (!now) return;
      assert.ok(now.next > made.today);
      for (let today = made.today + 1; today < Math.min(now.next, made.today + 150); today += 1) {
        const then = summarised({ ...made, today }, made.today);
        assert.deepEqual(then?.windows, now.windows, dayText(today));
        const { windows } = dutiesOf(made.promise, made.subject, made.records, today);
        assert.deepEqual(then.windows, windows, dayText(today));
      }
    }),
    { numRuns: 1500 },
  );
});

test("what a summary does not tell is left to the records", () => {
  const plain = {
    promise: promiseOf({ every: "P7D" }),
    subject: subjectOf(),
    records: [],
    today: dayOf("2020-03-01"),
  };
  const left = (more: Partial<Situation>) => summarised({ ...plain, ...more }) === undefined;
  assert.equal(left({}), false);
  assert.equal(left({ records: recordsOf("visit 2020-02-01") }), false);
  assert.equal(left({ records: recordsOf("struck excuse 2020-02-01 until 2020-02-03") }), false);
  assert.equal(left({ records: recordsOf("excuse 2020-02-01 until 2020-02-03 t/other") }), false);
  assert.equal(left({ records: recordsOf("excuse 2020-02-01 until 2020-02-03") }), true);
  assert.equal(left({ records: recordsOf("visit 2020-03-02") }), true, "of a day to come");
  assert.equal(left({ promise: promiseOf({ each: "month", times: 2 }) }), true);
  assert.equal(left({ promise: promiseOf({ every: "P7D", when: "daysSince(arrived) > 3" }) }), true);
  assert.equal(left({ promise: promiseOf({ every: "P7D", when: "age + 1 > 65" }) }), true);
  const alone = promiseOf({ every: "P7D", when: "livesAlone" });
  const moved = subjectOf({}, [["livesAlone", true, "2020-02-01"]]);
  assert.equal(left({ promise: alone, subject: moved }), true, "a fact changed");
  assert.equal(left({ promise: { ...alone, adopted: dayOf("2020-02-01") }, subject: moved }), false);
  const twice = promiseOf({ every: "P7D", when: "age < 70 || age >= 71" });
  assert.equal(left({ promise: twice, subject: subjectOf({ birthDate: "1950-06-15" }) }), true);
});

test("entering, leaving and birthdays, the leap day among them", () => {
  const ages = fc.constantFrom(
    "age >= 70",
    "age < 70",
    "age == 70",
    "70 <= age",
    "71 > age && age >= 69",
    "age != 70",
  );
  const born = fc.constantFrom("1950-06-15", "1952-02-29", "1949-03-01", "1950-02-28", "1951-12-31");
  const day = fc.integer({ min: dayOf("2019-12-01"), max: dayOf("2022-04-01") });
  const form = fc.constantFrom({ every: "P1M" }, { each: "month" }, { within: "P10D", of: "eligible" });
  const someLeave = fc.option(day, { nil: undefined });
  fc.assert(
    fc.property(ages, born, form, day, day, someLeave, (when, birthDate, how, since, today, left) => {
      const subject = {
        ...subjectOf({ birthDate }, [], dayText(since)),
        ...(left !== undefined && { left }),
      };
      const promise = promiseOf({ ...how, when });
      for (const on of [today, today + 1, today + 30] as Day[]) {
        const said = summarised({ promise, subject, records: [], today: on }, today);
        if (said) assert.deepEqual(said.windows, dutiesOf(promise, subject, [], on).windows, dayText(on));
      }
    }),
    { numRuns: 4000 },
  );
});
