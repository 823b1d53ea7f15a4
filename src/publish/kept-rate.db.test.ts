import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#basics/id.ts";
import { dailyPass } from "#record/daily-pass.ts";
import type { Actor } from "#record/perform.ts";
import { noon, testOffice } from "#record/test-office.ts";
import type { Reader } from "#record/views/reader.ts";
import { keptByPromise, keptEvidence, keptRates } from "./kept-rate.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

/** Somebody who is owed a visit within seven days of `since`, and from `ends` on none; what was done meanwhile, on which day. */
interface Case {
  name: string;
  since: string;
  visits?: string[];
  setAside?: { name: "duty.excuse" | "duty.decline"; on: string; until: string };
  ends?: string;
  /** How it counts in January and in February, looked at from March. */
  january?: string;
  february?: string;
}

const cases: Case[] = [
  {
    name: "kept on the last day of the month",
    since: "2021-01-24",
    visits: ["2021-01-31"],
    ends: "2021-02-01",
    january: "kept",
  },
  {
    name: "kept early, due in the next month",
    since: "2021-01-25",
    visits: ["2021-01-31"],
    ends: "2021-02-01",
    february: "kept",
  },
  {
    name: "late within the month",
    since: "2021-01-10",
    visits: ["2021-01-20"],
    ends: "2021-01-21",
    january: "late",
  },
  {
    name: "late on the last day",
    since: "2021-01-23",
    visits: ["2021-01-31"],
    ends: "2021-02-01",
    january: "late",
  },
  {
    name: "late on the first day of the next",
    since: "2021-01-23",
    visits: ["2021-02-01"],
    ends: "2021-02-02",
    january: "late",
    february: "late",
  },
  {
    name: "due on the last day, late",
    since: "2021-01-24",
    visits: ["2021-02-03"],
    ends: "2021-02-04",
    january: "late",
    february: "late",
  },
  { name: "missed within the month", since: "2021-01-13", ends: "2021-01-25", january: "missed" },
  { name: "missed on the last day", since: "2021-01-13", ends: "2021-02-01", january: "missed" },
  {
    name: "missed in the next",
    since: "2021-01-13",
    ends: "2021-02-02",
    january: "missed",
    february: "missed",
  },
  { name: "never visited", since: "2021-01-20", january: "overdue", february: "overdue" },
  { name: "due at the end of February", since: "2021-02-21", february: "overdue" },
  {
    name: "excused",
    since: "2021-01-22",
    setAside: { name: "duty.excuse", on: "2021-01-25", until: "2021-02-10" },
    ends: "2021-02-05",
    january: "excused",
  },
  {
    name: "declined",
    since: "2021-01-22",
    setAside: { name: "duty.decline", on: "2021-01-25", until: "2021-02-10" },
    ends: "2021-02-05",
    january: "declined",
  },
  { name: "no longer owed before it was due", since: "2021-01-22", ends: "2021-01-27" },
];

before(async () => {
  for (const { name, since, visits = [], setAside, ends } of cases) {
    const subject = await here.enter(name, { livesAlone: true }, since);
    for (const on of visits)
      await here.must(
        here.worker,
        "record.make",
        { record: newId(), kind: "visit", about: [subject], on },
        on,
      );
    if (setAside !== undefined)
      await here.must(
        here.worker,
        setAside.name,
        { record: newId(), subject, promise: "small/weekly", reason: "x", until: setAside.until },
        setAside.on,
      );
    if (ends !== undefined)
      await here.must(
        here.worker,
        "register.change",
        { subject, fact: "livesAlone", value: false, from: ends },
        ends,
      );
  }
  // A guarded promise, each month: missed in January, kept in February, open in March.
  const patient = await here.enter("受限", { mentalCare: true });
  await here.must(
    here.healthCentre,
    "record.make",
    { record: newId(), kind: "check-in", about: [patient], on: "2021-02-10" },
    "2021-02-10",
  );
});

/** What somebody sees on a day, after that day's pass. */
async function on<T>(day: string, actor: Actor, look: (reader: Reader) => Promise<T>): Promise<T> {
  await dailyPass(here.keeper, here.office, noon(day), true);
  return here.look(actor, day, look);
}

async function evidence(day: string, month: string, actor = here.worker): Promise<string[]> {
  const { rows } = await on(day, actor, (reader) => keptEvidence(reader, { month }));
  return rows.map(({ subject, outcome }) => `${subject.name}: ${outcome}`).toSorted();
}

function expected(month: "january" | "february"): string[] {
  return cases
    .flatMap((each) => (each[month] === undefined ? [] : `${each.name}: ${each[month]}`))
    .toSorted();
}

test("a window counts in the month it was due in, and in each month on a day of which it stood overdue", async () => {
  assert.deepEqual(await evidence("2021-03-10", "2021-01"), expected("january"));
  assert.deepEqual(await evidence("2021-03-10", "2021-02"), expected("february"));
});

test("what stays overdue weighs on every month that begins, and on none before it was due", async () => {
  assert.deepEqual(await evidence("2021-03-10", "2021-03"), [
    "due at the end of February: overdue",
    "never visited: overdue",
  ]);
  assert.deepEqual(await evidence("2021-03-10", "2020-12"), []);
});

test("a month that has not begun has nothing overdue in it yet", async () => {
  assert.deepEqual(await evidence("2021-03-10", "2021-04"), []);
});

test("what is due today is not overdue before tomorrow", async () => {
  const of = (day: string) =>
    evidence(day, "2021-02").then((rows) => rows.includes("due at the end of February: overdue"));
  assert.equal(await of("2021-02-28"), false);
  assert.equal(await of("2021-03-01"), true);
});

test("the rate divides what was kept by kept, late, missed and overdue; excused and declined stand beside it", async () => {
  const { total, lines, colours } = await on("2021-03-10", here.worker, (reader) =>
    keptRates(reader, "2021-01"),
  );
  const count = (outcome: string) => cases.filter(({ january }) => january === outcome).length;
  // One of January's missed is the guarded one, which the worker does not see and which is counted.
  const figure = {
    kept: count("kept"),
    late: count("late"),
    missed: count("missed") + 1,
    overdue: count("overdue"),
    excused: 1,
    declined: 1,
  };
  const of = figure.kept + figure.late + figure.missed + figure.overdue;
  assert.deepEqual(total, { ...figure, of, rate: figure.kept / of });
  assert.deepEqual(lines, [{ line: "small/elders", ...total }]);
  assert.deepEqual(colours, [{ colour: "green", ...total }]);
});

test("one figure is one figure, whoever looks; what a reader may not see one by one is said to be hidden", async () => {
  const seen = async (actor: Actor, month: string) =>
    on("2021-03-10", actor, (reader) => keptEvidence(reader, { month }));
  for (const month of ["2021-01", "2021-02"]) {
    const [worker, secretary, centre] = [
      await seen(here.worker, month),
      await seen(here.secretary, month),
      await seen({ ...here.worker, roles: ["worker", "health-centre"] }, month),
    ];
    assert.deepEqual(worker.figure, centre.figure);
    assert.deepEqual(secretary.figure, centre.figure);
    assert.deepEqual([worker.hidden, secretary.hidden, centre.hidden], [1, 1, 0]);
    assert.equal(centre.rows.length, worker.rows.length + 1);
    assert.ok(
      centre.rows.some(({ promise }) => promise === "small/care") &&
        !worker.rows.some(({ promise }) => promise === "small/care"),
    );
    for (const { rows, figure, hidden } of [worker, centre])
      assert.equal(rows.length + hidden, figure.of + figure.excused + figure.declined);
  }
  const march = await seen(here.worker, "2021-03");
  assert.equal(march.hidden, 0, "the month's check-in is not due yet");
});

test("a figure of one promise, and its evidence, are those of that promise", async () => {
  const byPromise = await on("2021-03-10", here.worker, (reader) => keptByPromise(reader, "2021-02"));
  const { kept, of } = byPromise.get("small/care") ?? {};
  assert.deepEqual([kept, of], [1, 1]);
  const weekly = await on("2021-03-10", here.worker, (reader) =>
    keptEvidence(reader, { month: "2021-02", promise: "small/weekly" }),
  );
  assert.deepEqual(weekly.figure, byPromise.get("small/weekly"));
  assert.equal(weekly.hidden, 0);
  const none = await on("2021-03-10", here.worker, (reader) =>
    keptEvidence(reader, { month: "2021-02", line: "small/nothing" }),
  );
  assert.deepEqual([none.rows, none.figure.rate, none.hidden], [[], null, 0]);
});

test("the trend runs from the month of the adoption to today's, and each of its months is that month's own figure", async () => {
  const { trend, months } = await on("2021-03-10", here.worker, (reader) => keptRates(reader, "2021-02"));
  assert.deepEqual(months, ["2021-01", "2021-02", "2021-03"]);
  for (const { month, rate, lines } of trend) {
    const { total } = await on("2021-03-10", here.worker, (reader) => keptRates(reader, month));
    assert.equal(rate, total.rate);
    assert.deepEqual(lines, { "small/elders": total.rate });
  }
});

test("a late visit entered and struck leaves the figures as they were", async () => {
  const figures = () =>
    on("2021-03-10", here.worker, async (reader) => (await keptRates(reader, "2021-02")).total);
  const before = await figures();
  const [never] = await on("2021-03-10", here.worker, async (reader) =>
    (await keptEvidence(reader, { month: "2021-02" })).rows.filter(
      ({ subject }) => subject.name === "never visited",
    ),
  );
  const record = newId();
  await here.must(
    here.worker,
    "record.make",
    { record, kind: "visit", about: [never?.subject.id], on: "2021-02-15" },
    "2021-03-10",
  );
  const between = await figures();
  // Late from the 15th, and the windows that follow it are overdue in their turn.
  assert.equal(between.late, before.late + 1);
  await here.must(here.worker, "record.strike", { record, reason: "记错" }, "2021-03-10");
  assert.deepEqual(await figures(), before);
});
