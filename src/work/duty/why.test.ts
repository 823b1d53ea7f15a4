import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, dayText } from "#basics/day.ts";
import { promiseOf, recordsOf, subjectOf } from "./for-tests.ts";
import { wouldSettle } from "./settle.ts";
import { whyOf } from "./why.ts";

test("why: each part of the condition, the facts behind it with their days, and the arithmetic", () => {
  const weekly = promiseOf({ every: "P7D", when: "age >= 70 && livesAlone" });
  const elder = subjectOf({ birthDate: "1950-02-10", livesAlone: false }, [
    ["livesAlone", true, "2020-03-01"],
  ]);
  const records = recordsOf("visit 2020-03-05");
  const why = whyOf(weekly, elder, records, dayOf("2020-03-11"));
  assert.ok(why.eligible);
  assert.deepEqual(
    why.terms.map((term) => [term.say.zh, term.holds]),
    [
      ["年满 70 周岁", true],
      ["独居", true],
    ],
  );
  const facts = why.terms.flatMap((term) =>
    term.facts.map(({ fact, value, from }) => [fact, value, dayText(from)]),
  );
  assert.deepEqual(facts, [
    ["age", 70, "2020-02-10"],
    ["birthDate", "1950-02-10", "2020-01-01"],
    ["livesAlone", true, "2020-03-01"],
  ]);
  const [window] = why.windows;
  assert.equal(window?.state, "due");
  assert.deepEqual(window.start, { day: dayOf("2020-03-05"), is: "kept", record: records[0]!.id });
  assert.equal(window.say.zh, "自 2020-03-05（上次办理）起 7 天，到期 2020-03-12");
  assert.equal(why.settled?.record, records[0]!.id);
  assert.equal(dayText(why.span!.first), "2020-03-01");
});

test("why not: the first part that fails, unknown among them", () => {
  const weekly = promiseOf({ every: "P7D", when: "age >= 70 && livesAlone" });
  const young = whyOf(
    weekly,
    subjectOf({ birthDate: "1990-01-01", livesAlone: false }),
    [],
    dayOf("2020-03-11"),
  );
  assert.deepEqual([young.eligible, young.failed?.text, young.failed?.holds], [false, "age >= 70", false]);
  const blank = whyOf(weekly, subjectOf({ birthDate: "1940-01-01" }), [], dayOf("2020-03-11"));
  assert.deepEqual([blank.failed?.text, blank.failed?.holds], ["livesAlone", "unknown"]);
  assert.equal(whyOf(weekly, subjectOf({}, [], "2021-01-01"), [], dayOf("2020-03-11")).outside, "not-yet");
  assert.equal(
    whyOf(weekly, subjectOf({}, [], "2020-01-01", "unit"), [], dayOf("2020-03-11")).outside,
    "kind",
  );
});

test("why not: the outcome that settled it, or the excuse for which nothing is asked", () => {
  const once = promiseOf({ within: "P7D", of: "record:fall" });
  const done = whyOf(
    once,
    subjectOf(),
    recordsOf("fall 2020-01-03", "visit 2020-01-05"),
    dayOf("2020-01-06"),
  );
  assert.deepEqual([done.windows.length, done.settled?.outcome], [0, "kept"]);
  const away = recordsOf("fall 2020-01-03", "excuse 2020-01-04 until 2020-01-20");
  const excused = whyOf(once, subjectOf(), away, dayOf("2020-01-06"));
  assert.deepEqual(excused.covered, {
    opens: dayOf("2020-01-03"),
    due: dayOf("2020-01-10"),
    outcome: "excused",
    record: away[1]!.id,
    until: dayOf("2020-01-20"),
  });
});

test("a guarded fact carries its guard, also where the form reads it", () => {
  const release = promiseOf({ on: "releaseDate", when: "allowance > 100" });
  const why = whyOf(
    release,
    subjectOf({ releaseDate: "2020-02-10", allowance: 50 }),
    [],
    dayOf("2020-01-06"),
  );
  assert.equal(why.failed?.facts[0]?.guard, "finance");
  assert.equal(why.countedFrom[0]?.guard, "justice");
  assert.equal(why.countedFrom[0].value, "2020-02-10");
});

test("which promises a record would settle", () => {
  const promises = [
    { ...promiseOf({ every: "P7D" }), id: "t/weekly" },
    { ...promiseOf({ each: "month", times: 2 }), id: "t/twice" },
    { ...promiseOf({ every: "P7D", keptBy: ["call"] }), id: "t/calls" },
    { ...promiseOf({ each: "year" }), id: "t/year" },
  ];
  const settle = (made: string[], added: string) =>
    wouldSettle(
      promises,
      subjectOf(),
      recordsOf(...made),
      { ...recordsOf(added)[0]!, id: "new" },
      dayOf("2020-01-20"),
    );
  assert.deepEqual(settle([], "visit 2020-01-20"), ["t/weekly", "t/year"]);
  assert.deepEqual(settle(["visit 2020-01-18"], "visit 2020-01-20"), ["t/weekly", "t/twice"]);
  assert.deepEqual(settle(["visit 2020-01-20"], "visit 2020-01-20"), []);
  assert.deepEqual(settle([], "visit 2020-01-21"), []); // not come yet
});
