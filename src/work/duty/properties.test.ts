import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { dayText } from "#basics/day.ts";
import { dutiesOf } from "./duties.ts";
import { plainReading } from "./plain-reading.ts";
import { type Situation, situations } from "./test-situations.ts";
import { spansOf, versionOn } from "./spans.ts";
import { timelineOf } from "./timeline.ts";

// What must hold of every promise, subject, set of records and day.

const situation = situations("2020-01-01", "2021-06-30");

const runs = { numRuns: 1000 };

function worked({ promise, subject: whom, records: done, today }: Situation) {
  return dutiesOf(promise, whom, done, today);
}

test("a second program written from the same page says the same", () => {
  // In a few months windows, excuses, corrections and spans meet more often; the last cases lie about a turn of the year.
  const ranges = [situation, situations("2020-01-20", "2020-05-10"), situations("2021-10-25", "2022-03-05")];
  for (const each of ranges) {
    const oneVersion = each.filter(({ promise }) => promise.versions.length === 1);
    fc.assert(
      fc.property(oneVersion, ({ promise, subject, records, today }) => {
        const { windows, outcomes } = dutiesOf(promise, subject, records, today);
        const said = outcomes.map(({ record: _record, ...outcome }) => outcome);
        assert.deepEqual({ windows, outcomes: said }, plainReading(promise, subject, records, today));
      }),
      { numRuns: 3000 },
    );
  }
});

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
