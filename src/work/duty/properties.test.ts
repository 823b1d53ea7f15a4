import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { type Day, dayOf, dayText } from "#basics/day.ts";
import type { FactChange, Subject } from "#register/subject.ts";
import { dutiesOf } from "./duties.ts";
import type { DutyRecord, PromiseInForce } from "./duty.ts";
import { promiseOf, promiseThrough } from "./for-tests.ts";
import { spansOf, versionOn } from "./spans.ts";
import { timelineOf } from "./timeline.ts";

// What must hold of every promise, subject, set of records and day. The cases lie in one year and a half, close
// enough together that windows, excuses, corrections and spans meet.

const start = dayOf("2020-01-01");
const end = dayOf("2021-06-30");
const day = fc.integer({ min: start, max: end });
const dayWord = day.map(dayText);

const forms: Record<string, unknown>[] = [
  { every: "P7D" },
  { every: "P1M", first: "P3D", lead: "P10D" },
  { every: "10 workdays" },
  { each: "week" },
  { each: "month", times: 2 },
  { each: "quarter" },
  { within: "P30D", of: "eligible" },
  { within: "P7D", of: "fact:releaseDate" },
  { within: "P10D", of: "record:fall" },
  { within: "P0D", of: "change:numbers" },
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

const change: fc.Arbitrary<FactChange> = fc.oneof(
  fc.record({ fact: fc.constant("livesAlone"), value: fc.option(fc.boolean()), from: day }),
  fc.record({ fact: fc.constantFrom("releaseDate", "arrived"), value: fc.option(dayWord), from: day }),
  fc.record({ fact: fc.constant("numbers"), value: fc.constantFrom("1", "2"), from: day }),
  fc.record({
    fact: fc.constant("birthDate"),
    value: fc.constantFrom("1950-06-15", "1950-12-01"),
    from: day,
  }),
);

const subject = fc.record({
  id: fc.constant("s"),
  kind: fc.constant("person" as const),
  since: fc.integer({ min: start - 60, max: start + 200 }),
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
  history: fc.uniqueArray(change, { maxLength: 5, selector: ({ fact, from }) => `${fact} ${from}` }),
}) satisfies fc.Arbitrary<Subject>;

const record = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom("visit", "call", "fall"),
  on: day,
  struck: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
const excuse = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom("excuse", "decline"),
    on: day,
    days: fc.nat(60),
    one: fc.boolean(),
  })
  .map(({ id, kind, on, days, one }): DutyRecord => ({
    id,
    kind,
    on,
    facts: { until: dayText(on + days), reason: "away", ...(one && { promise: "t/p" }) },
  }));
const records: fc.Arbitrary<DutyRecord[]> = fc.uniqueArray(
  fc.oneof({ weight: 3, arbitrary: record }, { weight: 1, arbitrary: excuse }),
  { maxLength: 14, selector: ({ id }) => id },
);

interface Situation {
  promise: PromiseInForce;
  subject: Subject;
  records: DutyRecord[];
  today: Day;
}

const situation: fc.Arbitrary<Situation> = fc
  .record({ promise: fc.constantFrom(...promises), subject, records, today: day })
  .map((made) => {
    const kind = made.promise.versions[0]!.promise.to;
    return { ...made, subject: { ...made.subject, kind } };
  });

const runs = { numRuns: 1000 };

function worked({ promise, subject: whom, records: done, today }: Situation) {
  return dutiesOf(promise, whom, done, today);
}

test("the order of arrival never matters", () => {
  const shuffled = situation.chain((made) =>
    fc.record({
      made: fc.constant(made),
      records: fc.shuffledSubarray(made.records, { minLength: made.records.length }),
      history: fc.shuffledSubarray(made.subject.history, { minLength: made.subject.history.length }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ made, records: arrived, history }) => {
      const other = { ...made, records: arrived, subject: { ...made.subject, history } };
      assert.deepEqual(worked(other), worked(made));
    }),
    runs,
  );
});

test("a record that arrives twice, or a second one of the same day, changes no window and no outcome", () => {
  fc.assert(
    fc.property(situation, (made) => {
      const again = made.records
        .filter(({ kind }) => kind !== "excuse" && kind !== "decline")
        .map((each) => ({ ...each, id: `${each.id}-again` }));
      const plain = (of: Situation) => {
        const { windows, outcomes } = worked(of);
        return { windows, outcomes: outcomes.map(({ record: _record, ...outcome }) => outcome) };
      };
      assert.deepEqual(worked({ ...made, records: [...made.records, ...made.records] }), worked(made));
      assert.deepEqual(plain({ ...made, records: [...made.records, ...again] }), plain(made));
    }),
    runs,
  );
});

test("a struck record is as though it had never been made", () => {
  fc.assert(
    fc.property(situation, (made) => {
      const left = made.records.filter((each) => !each.struck);
      assert.deepEqual(worked({ ...made, records: left }), worked(made));
    }),
    runs,
  );
});

test("until the day of the recheck, time alone changes nothing", () => {
  fc.assert(
    fc.property(situation, (made) => {
      const now = worked(made);
      if (now.recheck !== null) assert.ok(now.recheck > made.today);
      const until = Math.min(now.recheck ?? Infinity, made.today + 200);
      for (let today = made.today + 1; today < until; today += 1) {
        const then = worked({ ...made, today });
        assert.deepEqual(
          [dayText(today), then.windows, then.outcomes, then.eligible],
          [dayText(today), now.windows, now.outcomes, now.eligible],
        );
      }
    }),
    { numRuns: 600 },
  );
});

test("never two windows at once, and each is in order", () => {
  fc.assert(
    fc.property(situation, (made) => {
      const { windows, outcomes, eligible } = worked(made);
      assert.ok(windows.length <= 1);
      if (!eligible) assert.equal(windows.length, 0);
      for (const window of [...windows, ...outcomes]) assert.ok(window.opens <= window.due);
      // Kept on 30 and on 31 January, two monthly windows have the same days: they differ in when they were kept.
      const names = outcomes.map(({ opens, due, on }) => `${opens} ${due} ${on}`);
      assert.equal(new Set(names).size, names.length, "two outcomes of one window");
      for (const { due, on, outcome } of outcomes) {
        assert.ok(on <= made.today);
        if (outcome === "kept") assert.ok(on <= due);
        if (outcome === "late") assert.ok(on > due);
        if (outcome === "excused" || outcome === "declined") assert.equal(on, due);
        if (outcome === "missed") assert.ok(on >= due);
      }
    }),
    runs,
  );
});

test("what the register and the office learn later than today has no say today", () => {
  fc.assert(
    fc.property(situation, (made) => {
      const history = made.subject.history.filter(({ from }) => from <= made.today);
      const done = made.records.filter(({ on }) => on <= made.today);
      const now = worked(made);
      const known = worked({ ...made, records: done, subject: { ...made.subject, history } });
      assert.deepEqual([known.windows, known.outcomes], [now.windows, now.outcomes]);
    }),
    runs,
  );
});

test("the spans are those that looking at every single day would give", () => {
  fc.assert(
    fc.property(situation, ({ promise, subject: whom, today }) => {
      const timeline = timelineOf(whom);
      const { spans } = spansOf(promise, whom, timeline, today);
      for (let each = whom.since - 1; each <= today; each += 1) {
        const { condition } = versionOn(promise, each);
        const holds = !condition || condition.evaluate(timeline.on(each)) === true;
        const from = Math.max(whom.since, promise.adopted);
        const owed = holds && each >= from && each < (promise.ended ?? Infinity);
        const found = spans.some(({ first, last }) => first <= each && each <= (last ?? today));
        assert.equal(found, owed, dayText(each));
      }
    }),
    { numRuns: 200 },
  );
});
