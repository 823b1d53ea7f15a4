import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Day, dayOf, dayText } from "#basics/day.ts";
import type { FactValue, Subject } from "#register/subject.ts";
import { readCondition } from "#standard/condition.ts";
import { day, facts, row, tried } from "#standard/test-conditions.ts";
import { promiseOf } from "../duty/for-tests.ts";
import { populationOf } from "./population.ts";

test("a condition over columns says what it says of each subject alone, to the last value", () => {
  let [known, held] = [0, 0];
  fc.assert(
    fc.property(
      fc.array(tried, { minLength: 5, maxLength: 10 }),
      fc.array(row, { minLength: 5, maxLength: 10 }),
      day,
      (some, rows, today) => {
        const subjects = rows.map((each, index): Subject => {
          const read = JSON.parse(JSON.stringify(each.facts)) as Record<string, FactValue>;
          return { id: String(index), kind: "person", since: dayOf(each.since), facts: read, history: [] };
        });
        const population = populationOf([readsAll], subjects, new Map(), Math.max(today, latest(subjects)));
        for (const { expression } of some.filter((each) => each !== undefined)) {
          const over = expression.over(population);
          const condition = readCondition(expression.text, facts);
          const holds = "condition" in condition ? condition.condition.holdsOver(population) : undefined;
          for (const [index, subject] of subjects.entries()) {
            const of = { ...subject.facts, since: dayText(subject.since) } as Record<string, FactValue>;
            const said = expression.run({ day: today, value: (fact) => of[fact] });
            const found = over({ row: index, day: today });
            assert.deepEqual(found, said, `${expression.text} on ${dayText(today)} of ${JSON.stringify(of)}`);
            if (holds) assert.equal(holds({ row: index, day: today }), said === true);
            if (said !== undefined) known += 1;
            if (said === true) held += 1;
          }
        }
      },
    ),
    { numRuns: 300 },
  );
  assert.ok(known > 2000 && held > 200, `${known} values known, ${held} conditions held`);
});

/** A promise that reads every fact there is, an age among them. */
const one = promiseOf({ each: "month", when: "age >= 70" });
const readsAll = {
  ...one,
  versions: one.versions.map(({ from, promise }) => ({ from, promise: { ...promise, reads: facts } })),
};

function latest(subjects: Subject[]): Day {
  return Math.max(...subjects.map(({ since }) => since));
}
