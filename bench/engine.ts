import { type Day, dayParts, dayText } from "#basics/day.ts";
import { birthdayIn } from "#standard/age.ts";
import { dutiesOf } from "#work/duty/duties.ts";
import { simulate, simulateFromRecords } from "#work/duty/simulate.ts";
import { type AllDuties, dutiesOfAll, emptyDuties } from "#work/population/all-duties.ts";
import { never } from "#work/population/fact-column.ts";
import { type Population, populationOf } from "#work/population/population.ts";
import { Roll } from "#work/population/roll.ts";
import { summariesOf } from "#work/population/summaries.ts";
import { type Line, type Measurement, middle, processorSeconds, secondsInTurns } from "./measurement.ts";
import { emptyWindows, lastDone, limit } from "./w1/limit.ts";
import { office, year } from "./w1/office.ts";
import { peopleOf, plainDuties } from "./w1/plain.ts";
import { inForce, populationFrom, w1Standard } from "./w1/product.ts";
import {
  type Workload,
  allDuties,
  drawn,
  kinds,
  openDuties,
  recordsAt,
  subjectAt,
  today,
} from "./w1/workload.ts";

/** medic/cht-core 4bc9cacc, W1 at 1,000 × 12, rules alone and documents in memory; the same kind of machine, Node 26. */
const cht = { what: "CHT rules engine, lean", perSecond: 17_458, oneContact: 146, quoted: "measured before" };

export const measurements: Measurement[] = [
  {
    name: "engine.duties",
    what: "all that everybody is owed today, from the standard and the last day of each kind of record",
    run: async (short) => {
      const promises = inForce(await w1Standard());
      const lines: Line[] = [];
      const sizes: [people: number, each: number][] = short
        ? [[1_000, 12], [1_000, 52]]
        : [[1_000, 12], [5_000, 12], [1_000, 52], [100_000, 12], [1_000_000, 12]]; // prettier-ignore
      for (const [people, each] of sizes) {
        const workload = drawn(people, each);
        const population = populationFrom(promises, workload);
        const summaries = summariesOf(population);
        const into = emptyDuties(population);
        const ours = () => dutiesOfAll(population, summaries, today, noLook, into);
        const last = lastDone(workload);
        const windows = emptyWindows(people);
        const byHand = () => void limit(workload, last, windows);
        ours();
        byHand();
        checkAgainstOracle(workload, into, windows);
        const runs = [ours, byHand];
        if (people <= 100_000) {
          const persons = peopleOf(workload);
          runs.push(() => void persons.reduce((sum, person) => sum + plainDuties(person).length, 0));
        }
        const [own = 0, hand = 0, plain] = secondsInTurns(runs, short ? 1 : people > 100_000 ? 5 : 9);
        const speed = people / own;
        const what = `${people.toLocaleString("en-US")} people`;
        const unit = "people/s";
        lines.push({
          what,
          value: speed,
          unit,
          aim: "≥ 5,000,000",
          against: { what: "typed columns by hand", value: people / hand, better: hand / own },
        });
        if (plain !== undefined)
          lines.push({
            what,
            value: speed,
            unit,
            against: {
              what: "objects by hand, reports included",
              value: people / plain,
              better: plain / own,
            },
          });
        lines.push({
          what,
          value: speed,
          unit,
          aim: "≥ 200×",
          against: {
            what: cht.what,
            value: cht.perSecond,
            better: speed / cht.perSecond,
            quoted: cht.quoted,
          },
        });
        if (sizes.at(-1)?.[1] === each && sizes.at(-1)?.[0] === people)
          lines.push({
            what: "memory, columns",
            value: population.bytes() / people,
            unit: "B/person",
            aim: "≤ 200",
          });
      }
      return lines;
    },
  },
  {
    name: "engine.exactly",
    what: "the same from the records themselves: how a summary is checked, and what it falls back on",
    run: async (short) => {
      const promises = inForce(await w1Standard());
      const workload = drawn(short ? 200 : 5_000, 12);
      const population = populationFrom(promises, workload);
      const into = emptyDuties(population);
      dutiesOfAll(population, summariesOf(population), today, noLook, into);
      const people = Array.from({ length: workload.people }, (_, p) => ({
        subject: subjectAt(workload, p),
        records: recordsAt(workload, p),
      }));
      for (const [row, { subject, records }] of people.entries())
        for (const [index, promise] of promises.entries()) {
          const [window] = dutiesOf(promise, subject, records, today).windows;
          if (
            (window?.due ?? never) !== into.due[index]?.[row] ||
            (window && window.opens !== into.opens[index]?.[row])
          )
            throw new Error(`${subject.id} ${promise.id}: the summary says something else`);
        }
      const [seconds = 0] = secondsInTurns(
        [
          () => {
            for (const { subject, records } of people)
              for (const promise of promises) dutiesOf(promise, subject, records, today);
          },
        ],
        short ? 1 : 5,
      );
      return [{ what: "all outcomes of the past too", value: workload.people / seconds, unit: "people/s" }];
    },
  },
  {
    name: "engine.one",
    what: "one person after a record: it is noted, and what it bears on is worked out anew",
    run: async (short) => {
      const population = populationFrom(inForce(await w1Standard()), drawn(short ? 1_000 : 1_000_000, 12));
      const summaries = summariesOf(population);
      const touched = kinds.map((kind) => summaries.filter(({ promise }) => promise.keptBy.includes(kind)));
      const one = { from: 0, opens: new Int32Array(1), due: new Int32Array(1) };
      const visits = short ? 1_000 : 1_000_000;
      let [state, changed] = [1, 0];
      const times = new Float64Array(visits);
      for (let visit = 0; visit < visits; visit++) {
        state = (Math.imul(state, 48_271) >>> 0) % 0x7fff_ffff;
        const [row, kind] = [state % population.size, visit % kinds.length];
        const begun = performance.now();
        population.record(row, kinds[kind] ?? "", today);
        for (const summary of touched[kind] ?? []) {
          one.from = row;
          summary.find(today, row, row + 1, one);
          if ((one.opens[0] ?? 0) <= today && one.due[0] !== never) changed += 1;
        }
        times[visit] = (performance.now() - begun) * 1000;
      }
      if (changed > 0) throw new Error(`${changed} duties were still open after they were kept`);
      const sorted = times.toSorted();
      const half = sorted[visits / 2] ?? 0;
      return [
        {
          what: "half of them take less than",
          value: half,
          unit: "µs",
          aim: "≤ 1",
          against: {
            what: cht.what,
            value: cht.oneContact,
            better: cht.oneContact / half,
            quoted: cht.quoted,
          },
        },
        {
          what: "99 of 100",
          value: sorted[visits * 0.99] ?? 0,
          unit: "µs",
          aim: "≤ 5",
        },
      ];
    },
  },
  {
    name: "engine.roll",
    what: "from one day to the next: who is looked at, and how long it takes",
    run: async (short) => {
      const people = short ? 1_000 : 1_000_000;
      const days = short ? 45 : 400;
      const population = populationFrom(inForce(await w1Standard()), drawn(people, 12));
      const summaries = summariesOf(population);
      const roll = new Roll(population, summaries, today, noLook);
      const steps: { day: Day; ms: number; looked: number }[] = [];
      const goOn = (count: number) => {
        for (let step = 0; step < count; step++) {
          const begun = performance.now();
          const looked = roll.step();
          steps.push({ day: roll.day, ms: performance.now() - begun, looked });
        }
      };
      const mean = (processorSeconds(() => goOn(30)) / 30) * 1000;
      goOn(days - 30);
      const into = emptyDuties(population);
      const again = () => dutiesOfAll(population, summaries, roll.day, noLook, into);
      again();
      checkRoll(roll, into, population);
      const [whole = 0] = secondsInTurns([again], short ? 1 : 5);
      const month = steps.slice(0, 30);
      const ordinary = steps.filter(({ day }) => !dayText(day).endsWith("-01"));
      const half = middle(ordinary.map(({ ms }) => ms));
      const longest = steps.toSorted((a, b) => b.ms - a.ms)[0];
      const idle = steps.filter(({ looked }) => looked === 0);
      return [
        {
          what: `a day of the first 30 on average, of ${people.toLocaleString("en-US")} people`,
          value: mean,
          unit: "ms",
          aim: "≤ 5 a million, ≥ 8×",
          against: { what: "everybody anew", value: whole * 1000, better: (whole * 1000) / mean },
        },
        { what: "half of the days that begin no month take less than", value: half, unit: "ms" },
        { what: `the longest, ${dayText(longest?.day ?? 0)}`, value: longest?.ms ?? 0, unit: "ms" },
        {
          what: "looked at a day, on average",
          value: month.reduce((sum, { looked }) => sum + looked, 0) / month.length,
          unit: "duties",
        },
        {
          what: `days on which nothing moves (${idle.length})`,
          value: idle.length === 0 ? 0 : middle(idle.map(({ ms }) => ms)),
          unit: "ms",
        },
        { what: "memory beside the columns", value: roll.bytes() / people, unit: "B/person" },
      ];
    },
  },
  {
    name: "engine.year",
    what: "a year lived through, with everything that falls due done on some day in time",
    run: async (short) => {
      const standard = await w1Standard();
      const people = short ? 500 : 100_000;
      const workload = drawn(people, 0);
      const subjects = Array.from({ length: people }, (_, p) => subjectAt(workload, p));
      const asked = { from: today, until: today + 364, rate: 0.9, seed: 1, adopted: today };
      const some = subjects.slice(0, short ? 50 : 500);
      const [quick, slow] = [simulate, simulateFromRecords].map((run) =>
        run(standard, some, new Map(), asked),
      );
      if (JSON.stringify(quick) !== JSON.stringify(slow))
        throw new Error("not the year that the records give");
      let acts = 0;
      const [own = 0, records = 0] = secondsInTurns(
        [
          () => {
            acts = 0;
            for (const { acts: each } of simulate(standard, subjects, new Map(), asked).roles) acts += each;
          },
          () => void simulateFromRecords(standard, some, new Map(), asked),
        ],
        short ? 1 : 5,
      );
      return [
        {
          what: `W1, ${people.toLocaleString("en-US")} people`,
          value: people / own,
          unit: "person-years/s",
          aim: "≥ 500,000",
          against: {
            what: "from the records, day by day",
            value: some.length / records,
            better: people / own / (some.length / records),
          },
        },
        { what: "things done in it", value: acts / own, unit: "acts/s" },
        { what: "it takes", value: own, unit: "s" },
      ];
    },
  },
  {
    name: "engine.office",
    what: "the year of an office before it adopts a whole standard, what summaries do not tell included",
    run: async (short) => {
      const people = short ? 200 : 4_000;
      const { standard, subjects, records } = await office("five-hearts", people);
      const asked = { ...year, rate: 0.9, seed: 1, adopted: year.from };
      const some = subjects.slice(0, short ? 60 : 400);
      const [quick, slow] = [simulate, simulateFromRecords].map((run) => run(standard, some, records, asked));
      if (JSON.stringify(quick) !== JSON.stringify(slow))
        throw new Error("not the year that the records give");
      const [own = 0, exact = 0] = secondsInTurns(
        [
          () => void simulate(standard, subjects, records, asked),
          () => void simulateFromRecords(standard, some, records, asked),
        ],
        short ? 1 : 5,
      );
      let [left, all] = [0, 0];
      for (const kind of ["person", "unit", "place"] as const) {
        const ofKind = inForce(standard).filter(({ versions }) => versions[0]?.promise.to === kind);
        const rows = subjects.filter((subject) => subject.kind === kind);
        const population = populationOf(ofKind, rows, records, asked.from);
        for (const row of rows.keys())
          for (const promise of ofKind.keys()) {
            all += 1;
            if (population.isUndecided(row, promise)) left += 1;
          }
      }
      return [
        {
          what: `${people.toLocaleString("en-US")} subjects, ${standard.promises.length} promises`,
          value: own * 1000,
          unit: "ms",
          against: {
            what: "from the records, day by day",
            value: (exact * 1000 * people) / some.length,
            better: (exact * people) / some.length / own,
          },
        },
        {
          what: "left to the records, of all promises to all subjects",
          value: (100 * left) / all,
          unit: "%",
        },
      ];
    },
  },
];

function noLook(): never {
  throw new Error("of these people a summary tells everything");
}

/**
 * Eight programs found how many duties are open; how many there are with those to come, two of them. W1 counts the calls
 * made before somebody was 65, and its first call opens two days before it is due; in a standard the first window opens on the
 * day it is owed from, and what was done before does not count. So who became 65, or was enrolled, in the last days may have
 * a duty open that W1 would open a few days later: five of a million. Any other difference is a mistake.
 */
function checkAgainstOracle(
  workload: Workload,
  { opens, due, exact }: AllDuties,
  byHand: { opens: Int32Array; due: Int32Array },
): void {
  const { people, each, born, enrolled } = workload;
  let [open, all, justBegun] = [0, 0, 0];
  for (const [promise, days] of due.entries())
    for (let row = 0; row < people; row++) {
      const from = opens[promise]?.[row] ?? never;
      if (days[row] === never) continue;
      all++;
      if (from > today) continue;
      open++;
      if ((byHand.opens[row * 5 + promise] ?? 0) <= today) continue;
      const birth = born[row] ?? 0;
      const birthday = birthdayIn(birth, dayParts(birth).year + 65);
      if (promise === 0 && (from === birthday || from === enrolled[row]) && from > today - 5) justBegun++;
    }
  const size = `${people}×${each}`;
  const wrong =
    open - justBegun !== openDuties[size] ||
    (size in allDuties && all !== allDuties[size]) ||
    exact.length > 0;
  if (wrong)
    throw new Error(
      `${size}: ${open} duties are open, ${justBegun} of them begun just now, and ${all} there are`,
    );
}

/** After so many steps, do the counts still say what working out everybody anew says? */
function checkRoll(roll: Roll, { opens, due }: AllDuties, { size }: Population): void {
  for (const [promise, days] of due.entries()) {
    const counts = { upcoming: 0, due: 0, overdue: 0 };
    for (let row = 0; row < size; row++) {
      const until = days[row] ?? never;
      if (until === never) continue;
      if (roll.day < (opens[promise]?.[row] ?? 0)) counts.upcoming++;
      else if (roll.day <= until) counts.due++;
      else counts.overdue++;
    }
    const rolled = roll.counts(promise);
    if (JSON.stringify(rolled) !== JSON.stringify(counts))
      throw new Error(`promise ${promise}: ${JSON.stringify(rolled)}, not ${JSON.stringify(counts)}`);
  }
}
