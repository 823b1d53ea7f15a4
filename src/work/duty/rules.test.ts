import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "#basics/day.ts";
import { promiseOf, promiseThrough, recordsOf, subjectOf, told } from "./for-tests.ts";

// One test for each numbered rule of how duties are computed, in cases small enough to follow by hand.

type Told = Parameters<typeof told>;

function expect(args: Told, ...lines: string[]): void {
  assert.deepEqual(told(...args), lines);
}

const person = subjectOf();

test("1: nothing before the register or the adoption, whichever is later", () => {
  const weekly = promiseOf({ every: "P7D" }, "2020-02-01");
  expect([weekly, person, [], "2020-01-31"]);
  expect([weekly, person, [], "2020-02-01"], "2020-02-01 2020-02-08 due");
  const late = subjectOf({}, [], "2020-03-01");
  expect([weekly, late, [], "2020-03-01"], "2020-03-01 2020-03-08 due");
});

test("1: a span ends: the open window is withdrawn, an overdue one is missed", () => {
  const weekly = promiseOf({ every: "P7D", when: "livesAlone" });
  const until = (day: string) => subjectOf({ livesAlone: true }, [["livesAlone", false, day]]);
  expect([weekly, until("2020-01-08"), [], "2020-02-01"]); // last day 01-07, before due
  expect([weekly, until("2020-01-09"), [], "2020-02-01"]); // last day is the due day
  expect([weekly, until("2020-01-10"), [], "2020-02-01"], "2020-01-01 2020-01-08 2020-01-09 missed");
});

test("1: age begins on the birthday; an unknown fact owes nothing", () => {
  const elders = promiseOf({ every: "P7D", when: "age >= 70 && livesAlone" });
  const born = subjectOf({ birthDate: "1950-02-10", livesAlone: true });
  expect([elders, born, [], "2020-02-09"]);
  expect([elders, born, [], "2020-02-10"], "2020-02-10 2020-02-17 due");
  expect([elders, subjectOf({ birthDate: "1940-01-01" }), [], "2020-02-10"]);
});

test("1: a span is not cut by a new version; a window is judged by the version of the day it began", () => {
  const tuned = promiseThrough({ "2020-01-01": { every: "P7D" }, "2020-01-05": { every: "P3D" } });
  expect([tuned, person, [], "2020-01-07"], "2020-01-01 2020-01-08 due");
  expect(
    [tuned, person, recordsOf("visit 2020-01-06"), "2020-01-07"],
    "2020-01-01 2020-01-08 2020-01-06 kept",
    "2020-01-08 2020-01-09 upcoming",
  );
});

test("1: a promise that a later version drops ends like any other span", () => {
  const dropped = { ...promiseOf({ every: "P7D" }), ended: dayOf("2020-01-20") };
  expect([dropped, person, [], "2020-01-19"], "2020-01-01 2020-01-08 overdue");
  expect([dropped, person, [], "2020-01-20"], "2020-01-01 2020-01-08 2020-01-19 missed");
});

test("1: where the way of counting changes, what had begun ends first", () => {
  const changed = promiseThrough({ "2020-01-01": { each: "month" }, "2020-01-15": { every: "P7D" } });
  expect([changed, person, [], "2020-01-20"], "2020-01-01 2020-01-31 due");
  expect(
    [changed, person, [], "2020-02-03"],
    "2020-01-01 2020-01-31 2020-01-31 missed",
    "2020-02-01 2020-02-08 due",
  );
  const back = promiseThrough({ "2020-01-01": { every: "P7D" }, "2020-01-15": { each: "month" } });
  expect([back, person, [], "2020-02-20"], "2020-01-01 2020-01-08 overdue");
  expect(
    [back, person, recordsOf("visit 2020-01-20"), "2020-02-20"],
    "2020-01-01 2020-01-08 2020-01-20 late",
    "2020-01-21 2020-01-31 2020-01-20 kept", // the same visit counts in its month too
    "2020-02-01 2020-02-29 due",
  );
});

test("2: records count by kind, unstruck, not before the register, once a day", () => {
  const weekly = promiseOf({ every: "P7D" });
  const records = recordsOf(
    "call 2020-01-03",
    "struck visit 2020-01-04",
    "visit 2019-12-31",
    "visit 2020-02-01",
  );
  expect([weekly, person, records, "2020-01-05"], "2020-01-01 2020-01-08 due");
  const twice = promiseOf({ each: "month", times: 2 });
  expect(
    [twice, person, recordsOf("visit 2020-01-03", "visit 2020-01-03"), "2020-01-05"],
    "2020-01-01 2020-01-31 due",
  );
});

test("3: rolling: first, lead, kept early, late, overdue", () => {
  const weekly = promiseOf({ every: "P7D" });
  expect(
    [weekly, person, recordsOf("visit 2020-01-08", "visit 2020-01-16"), "2020-01-17"],
    "2020-01-01 2020-01-08 2020-01-08 kept",
    "2020-01-13 2020-01-15 2020-01-16 late", // a quarter of seven, rounded up, is two days
    "2020-01-21 2020-01-23 upcoming",
  );
  const first = promiseOf({ every: "P1M", first: "P3D", lead: "P10D" });
  expect([first, person, [], "2020-01-05"], "2020-01-01 2020-01-04 overdue");
  expect(
    [first, person, recordsOf("visit 2020-01-31", "visit 2020-02-01"), "2020-02-01"],
    "2020-01-01 2020-01-04 2020-01-31 late",
    "2020-02-19 2020-02-29 2020-02-01 kept", // before it opens
    "2020-02-20 2020-03-01 upcoming",
  );
  const daily = promiseOf({ every: "P1D" });
  expect(
    [daily, person, recordsOf("visit 2020-01-01"), "2020-01-01"],
    "2020-01-01 2020-01-02 2020-01-01 kept",
    "2020-01-02 2020-01-02 upcoming", // never before the day after
  );
});

test("3: each span starts afresh", () => {
  const weekly = promiseOf({ every: "P7D", when: "livesAlone" });
  const twice = subjectOf({ livesAlone: true }, [
    ["livesAlone", false, "2020-01-05"],
    ["livesAlone", true, "2020-02-01"],
  ]);
  expect([weekly, twice, recordsOf("visit 2020-01-20"), "2020-02-02"], "2020-02-01 2020-02-08 due");
});

test("4: once in each period, records anywhere in it count", () => {
  const monthly = promiseOf({ each: "month", when: "livesAlone" });
  const from = (day: string) => subjectOf({ livesAlone: false }, [["livesAlone", true, day]]);
  expect([monthly, from("2020-01-10"), [], "2020-01-31"], "2020-01-10 2020-01-31 due");
  expect(
    [monthly, from("2020-01-10"), recordsOf("visit 2020-01-03"), "2020-01-31"],
    "2020-01-10 2020-01-31 2020-01-03 kept",
    "2020-02-01 2020-02-29 upcoming",
  );
});

test("4: unkept: withdrawn when not eligible at the end, excused when short, else missed", () => {
  const half = promiseOf({ each: "month", when: "livesAlone" });
  const from = (day: string) => subjectOf({ livesAlone: false }, [["livesAlone", true, day]]);
  const february = "2020-02-01 2020-02-29 due";
  expect([half, from("2020-01-17"), [], "2020-02-01"], "2020-01-17 2020-01-31 2020-01-31 excused", february); // 15 of 31
  expect([half, from("2020-01-16"), [], "2020-02-01"], "2020-01-16 2020-01-31 2020-01-31 missed", february); // 16
  const april = subjectOf({ livesAlone: false }, [["livesAlone", true, "2020-04-16"]]);
  assert.match(told(half, april, [], "2020-05-01")[0]!, /missed/); // 15 of 30: exactly half is not fewer
  const gone = subjectOf({ livesAlone: true }, [["livesAlone", false, "2020-01-31"]]);
  expect([half, gone, [], "2020-02-01"]);
});

test("4: n times; weeks start on Monday; quarters, halves and years", () => {
  const twice = promiseOf({ each: "week", times: 2 });
  expect(
    [twice, person, recordsOf("visit 2020-01-06", "visit 2020-01-12"), "2020-01-12"],
    "2020-01-01 2020-01-05 2020-01-05 missed", // five of seven days
    "2020-01-06 2020-01-12 2020-01-12 kept",
    "2020-01-13 2020-01-19 upcoming",
  );
  for (const [period, due] of [
    ["quarter", "2020-06-30"],
    ["half", "2020-06-30"],
    ["year", "2020-12-31"],
  ] as const) {
    assert.equal(
      told(promiseOf({ each: period }, "2020-05-01"), person, [], "2020-05-01")[0],
      `2020-05-01 ${due} due`,
    );
  }
});

test("5: within of eligible: once in a life", () => {
  const setup = promiseOf({ within: "P30D", of: "eligible", when: "livesAlone" });
  const alone = subjectOf({ livesAlone: true });
  expect([setup, alone, [], "2020-01-31"], "2020-01-01 2020-01-31 due");
  expect(
    [setup, alone, recordsOf("visit 2020-02-01"), "2020-02-02"],
    "2020-01-01 2020-01-31 2020-02-01 late",
  );
  const again = (from: string) => subjectOf({ livesAlone: false }, [["livesAlone", true, from]]);
  expect([setup, again("2020-01-10"), recordsOf("visit 2020-01-05"), "2020-02-02"]); // done before
  const twice = subjectOf({ livesAlone: true }, [
    ["livesAlone", false, "2020-01-10"],
    ["livesAlone", true, "2020-03-01"],
  ]);
  expect([setup, twice, [], "2020-03-01"], "2020-03-01 2020-03-31 due"); // withdrawn is not closed
});

test("5: within of a fact: the start is not counted, a correction replaces what is not closed", () => {
  const meet = promiseOf({ within: "P3D", of: "fact:arrived" });
  expect([meet, subjectOf({ arrived: "2020-02-01" }), [], "2020-01-31"]);
  expect([meet, subjectOf({ arrived: "2020-02-01" }), [], "2020-02-04"], "2020-02-01 2020-02-04 due");
  expect([meet, subjectOf({ arrived: "2019-12-31" }), [], "2020-02-04"]); // not in the span
  const corrected = subjectOf({ arrived: "2020-02-01" }, [["arrived", "2020-02-05", "2020-02-07"]]);
  expect([meet, corrected, [], "2020-02-07"], "2020-02-05 2020-02-08 due");
  expect(
    [meet, corrected, recordsOf("visit 2020-02-06"), "2020-02-07"],
    "2020-02-01 2020-02-04 2020-02-06 late", // closed before the correction
    "2020-02-05 2020-02-08 2020-02-06 kept", // and it counts for the new window
  );
  expect(
    [meet, corrected, recordsOf("visit 2020-02-07"), "2020-02-07"],
    "2020-02-05 2020-02-08 2020-02-07 kept",
  );
});

test("5: within of a record: it happens again, the new window takes the place of the open one", () => {
  const after = promiseOf({ within: "P15D", of: "record:fall" });
  expect(
    [after, person, recordsOf("fall 2020-01-01", "fall 2020-02-01"), "2020-02-02"],
    "2020-02-01 2020-02-16 due",
  );
  expect(
    [after, person, recordsOf("fall 2020-01-01", "fall 2020-01-10", "visit 2020-01-10"), "2020-02-02"],
    "2020-01-10 2020-01-25 2020-01-10 kept",
  );
  expect(
    [after, person, recordsOf("fall 2020-01-01", "visit 2020-01-09", "fall 2020-01-10"), "2020-01-11"],
    "2020-01-01 2020-01-16 2020-01-09 kept",
    "2020-01-10 2020-01-25 due",
  );
});

test("5: within of a change: a repeated value is no change; P0D is that very day", () => {
  const again = promiseOf({ within: "P0D", of: "change:numbers" });
  const changed = subjectOf({ numbers: "1" }, [
    ["numbers", "1", "2020-01-05"],
    ["numbers", "2", "2020-01-08"],
  ]);
  expect([again, changed, [], "2020-01-07"]);
  expect([again, changed, [], "2020-01-08"], "2020-01-08 2020-01-08 due");
  expect([again, changed, [], "2020-01-09"], "2020-01-08 2020-01-08 overdue");
});

test("6: on a date: opens before it, by the record from then on; a date before the span makes none", () => {
  const release = promiseOf({ on: "releaseDate", lead: "P3D" });
  const dated = subjectOf({ releaseDate: "2020-02-10" });
  expect([release, dated, recordsOf("visit 2020-02-06"), "2020-02-06"], "2020-02-07 2020-02-10 upcoming");
  expect(
    [release, dated, recordsOf("visit 2020-02-07"), "2020-02-08"],
    "2020-02-07 2020-02-10 2020-02-07 kept",
  );
  expect(
    [release, dated, recordsOf("visit 2020-02-12"), "2020-02-13"],
    "2020-02-07 2020-02-10 2020-02-12 late",
  );
  expect([release, subjectOf({ releaseDate: "2019-12-31" }), [], "2020-01-05"]);
  expect([release, subjectOf({ releaseDate: "2020-01-02" }), [], "2020-01-01"], "2020-01-01 2020-01-02 due");
});

test("6: a corrected date; a date closed in an earlier span is not owed again", () => {
  const release = promiseOf({ on: "releaseDate", when: "livesAlone" });
  const corrected = subjectOf({ livesAlone: true, releaseDate: "2020-02-10" }, [
    ["releaseDate", "2020-02-20", "2020-02-12"],
  ]);
  expect([release, corrected, [], "2020-02-12"], "2020-02-13 2020-02-20 upcoming");
  const away = subjectOf({ livesAlone: true, releaseDate: "2020-03-10" }, [
    ["livesAlone", false, "2020-03-08"],
    ["livesAlone", true, "2020-03-09"],
  ]);
  expect(
    [release, away, recordsOf("visit 2020-03-05"), "2020-03-09"],
    "2020-03-03 2020-03-10 2020-03-05 kept",
  );
  expect([release, away, [], "2020-03-09"], "2020-03-09 2020-03-10 due");
});

test("7: a place is open on each of its open days", () => {
  const open = promiseOf({ open: "Mo-Sa 08:00-17:30; PH off" });
  const room = subjectOf({}, [], "2020-01-03", "place");
  expect(
    [open, room, recordsOf("visit 2020-01-03"), "2020-01-06"],
    "2020-01-03 2020-01-03 2020-01-03 kept",
    "2020-01-04 2020-01-04 2020-01-04 missed",
    "2020-01-06 2020-01-06 due",
  );
  assert.deepEqual(told(open, room, [], "2020-01-05").at(-1), "2020-01-04 2020-01-04 2020-01-04 missed");
});

test("7: a New Year that begins on the last day of the old year is a legal day off already", () => {
  const open = promiseOf({ open: "Mo-Su 08:00-17:00; PH off" });
  const room = subjectOf({}, [], "2022-12-30", "place");
  expect([open, room, [], "2022-12-31"], "2022-12-30 2022-12-30 2022-12-30 missed");
});

test("8: an excuse covers what falls due in it; the next starts as though closed on its last day", () => {
  const weekly = promiseOf({ every: "P7D" });
  const excused = recordsOf("excuse 2020-01-03 until 2020-01-20");
  expect([weekly, person, excused, "2020-01-04"], "2020-01-25 2020-01-27 upcoming");
  expect(
    [weekly, person, excused, "2020-01-08"],
    "2020-01-01 2020-01-08 2020-01-08 excused",
    "2020-01-25 2020-01-27 upcoming",
  );
  expect(
    [weekly, person, [...excused, ...recordsOf("visit 2020-01-08")], "2020-01-08"],
    "2020-01-01 2020-01-08 2020-01-08 kept",
    "2020-01-13 2020-01-15 upcoming", // the visit ended the excuse the day before
  );
  expect(
    [weekly, person, [...excused, ...recordsOf("visit 2020-01-12")], "2020-01-12"],
    "2020-01-01 2020-01-08 2020-01-08 excused",
    "2020-01-16 2020-01-18 2020-01-12 kept",
    "2020-01-17 2020-01-19 upcoming",
  );
  expect(
    [weekly, person, recordsOf("struck excuse 2020-01-03 until 2020-01-20"), "2020-01-09"],
    "2020-01-01 2020-01-08 overdue",
  );
  expect(
    [weekly, person, recordsOf("excuse 2020-01-03 until 2020-01-20 t/other"), "2020-01-09"],
    "2020-01-01 2020-01-08 overdue",
  );
});

test("8: an excuse made when it is overdue closes it as missed on that day", () => {
  const weekly = promiseOf({ every: "P7D" });
  const late = recordsOf("excuse 2020-01-12 until 2020-01-20");
  expect(
    [weekly, person, late, "2020-01-12"],
    "2020-01-01 2020-01-08 2020-01-12 missed",
    "2020-01-25 2020-01-27 upcoming",
  );
  expect(
    [weekly, person, [...late, ...recordsOf("visit 2020-01-12")], "2020-01-19"],
    "2020-01-01 2020-01-08 2020-01-12 late",
    "2020-01-17 2020-01-19 2020-01-19 excused",
    "2020-01-25 2020-01-27 upcoming",
  );
});

test("8: the longest cover decides, on a tie the excuse", () => {
  const weekly = promiseOf({ every: "P7D" });
  const both = recordsOf("excuse 2020-01-03 until 2020-01-10", "decline 2020-01-04 until 2020-01-12 t/p");
  assert.match(told(weekly, person, both, "2020-01-08")[0]!, /declined/);
  const tie = recordsOf("decline 2020-01-03 until 2020-01-10 t/p", "excuse 2020-01-04 until 2020-01-10");
  assert.match(told(weekly, person, tie, "2020-01-08")[0]!, /excused/);
});

test("8: for periods the next one not covered is shown; an ended span withdraws what was covered", () => {
  const monthly = promiseOf({ each: "month", when: "livesAlone" });
  const alone = subjectOf({ livesAlone: true });
  const covered = recordsOf("excuse 2020-01-20 until 2020-02-29");
  expect([monthly, alone, covered, "2020-01-25"], "2020-03-01 2020-03-31 upcoming");
  expect(
    [monthly, alone, covered, "2020-01-31"],
    "2020-01-01 2020-01-31 2020-01-31 excused",
    "2020-03-01 2020-03-31 upcoming",
  );
  const weekly = promiseOf({ every: "P7D", when: "livesAlone" });
  const gone = subjectOf({ livesAlone: true }, [["livesAlone", false, "2020-01-06"]]);
  expect([weekly, gone, recordsOf("excuse 2020-01-03 until 2020-02-29"), "2020-02-01"]);
});

test("9: a due day ends at midnight", () => {
  const weekly = promiseOf({ every: "P7D" });
  expect([weekly, person, [], "2020-01-08"], "2020-01-01 2020-01-08 due");
  expect([weekly, person, [], "2020-01-09"], "2020-01-01 2020-01-08 overdue");
});
