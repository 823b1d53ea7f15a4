import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dayText } from "#basics/day.ts";
import { dutiesOf } from "../duty/duties.ts";
import { type DutyRecord, stateOn } from "../duty/duty.ts";
import { situations } from "../duty/test-situations.ts";
import { populationOf } from "./population.ts";
import { Roll } from "./roll.ts";
import { summariesOf } from "./summaries.ts";

test("day by day it says what working everybody out anew says, and looks at few", () => {
  let [days, looks] = [0, 0];
  fc.assert(
    fc.property(
      fc.array(situations("2020-01-01", "2020-06-30"), { minLength: 2, maxLength: 5 }),
      fc.array(fc.record({ after: fc.integer({ min: 1, max: 60 }), who: fc.nat(4) }), { maxLength: 4 }),
      (made, visits) => {
        const [{ promise, today } = { promise: undefined, today: 0 }] = made;
        const kind = promise?.versions[0]?.promise.to;
        if (!promise || kind === undefined) return;
        const subjects = made.map(({ subject }, index) => ({ ...subject, id: `s${index}`, kind }));
        const records = new Map<string, DutyRecord[]>(
          made.map((each, index) => [`s${index}`, each.records.filter(({ on }) => on <= today)]),
        );
        const population = populationOf([promise], subjects, records, today);
        const look = (row: number) => ({ subject: subjects[row]!, records: records.get(`s${row}`)! });
        const roll = new Roll(population, summariesOf(population), today, look);
        for (let step = 0; step <= 75; step++) {
          if (step > 0) looks += roll.step();
          for (const { who } of visits.filter(({ after }) => after === step)) {
            const row = who % subjects.length;
            if (subjects[row]!.since > roll.day) continue;
            records.get(`s${row}`)!.push({ id: `v${step}`, kind: "visit", on: roll.day });
            population.record(row, "visit", roll.day);
            roll.recorded(row, "visit");
          }
          days += subjects.length;
          const counts = { upcoming: 0, due: 0, overdue: 0 };
          for (const [row, subject] of subjects.entries()) {
            const { windows } = dutiesOf(promise, subject, records.get(subject.id)!, roll.day);
            const states = windows.map((window) => stateOn(window, roll.day));
            const worst = (["overdue", "due", "upcoming"] as const).find((state) => states.includes(state));
            assert.equal(roll.state(0, row), worst, `row ${row} on ${dayText(roll.day)}`);
            if (worst) counts[worst] += 1;
          }
          assert.deepEqual(roll.counts(0), counts);
        }
      },
    ),
    { numRuns: 200 },
  );
  assert.ok(looks < days / 4, `${looks} looks in ${days} days of somebody`);
});
