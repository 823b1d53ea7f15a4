import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, dayText } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import { builtInFacts } from "./built-in-facts.ts";
import { bothConditions, readCondition, readDateExpression } from "./condition.ts";
import { sayCondition } from "./say.ts";
import type { Fact, FactsOfDay } from "./standard.ts";

const declared: Pick<Fact, "id" | "type" | "label" | "choices">[] = [
  { id: "livesAlone", type: "boolean", label: { zh: "独居", en: "Lives alone" } },
  { id: "smartphone", type: "boolean", label: { zh: "使用智能手机", en: "Uses a smartphone" } },
  { id: "income", type: "number", label: { zh: "收入", en: "Income" } },
  { id: "children", type: "integer", label: { zh: "子女数", en: "Children" } },
  { id: "note", type: "text", label: { zh: "备注", en: "Note" } },
  { id: "opensAt", type: "time", label: { zh: "开门时间", en: "Opens at" } },
  { id: "releaseDate", type: "date", label: { zh: "出所日期", en: "Date of release" } },
  {
    id: "care",
    type: "choice",
    label: { zh: "类别", en: "Class" },
    choices: [
      { id: "none", title: { zh: "无", en: "None" } },
      { id: "stable", title: { zh: "稳定", en: "Stable" } },
    ],
  },
  {
    id: "skills",
    type: "choices",
    label: { zh: "特长", en: "Skills" },
    choices: [{ id: "piano", title: { zh: "钢琴", en: "Piano" } }],
  },
];
const facts: Fact[] = [
  ...builtInFacts("person"),
  ...declared.map((fact): Fact => ({ ...fact, of: "person", alsoCalled: [] })),
];

function on(values: Record<string, FactValue>, day = "2021-11-30"): FactsOfDay {
  return { day: dayOf(day), value: (fact) => values[fact] };
}

function holds(text: string, values: Record<string, FactValue>, day?: string) {
  const read = readCondition(text, facts);
  assert.ok("condition" in read, JSON.stringify(read));
  return read.condition.evaluate(on(values, day));
}

test("an absent fact is unknown, and unknown settles nothing it need not", () => {
  const cases: [string, boolean | "unknown"][] = [
    ["livesAlone", "unknown"],
    ["!livesAlone", "unknown"],
    ["livesAlone && false", false],
    ["false && livesAlone", false],
    ["livesAlone && true", "unknown"],
    ["livesAlone || true", true],
    ["true || livesAlone", true],
    ["livesAlone || false", "unknown"],
    ["livesAlone == true", "unknown"],
    ["livesAlone ? true : true", "unknown"],
    ["age >= 70", "unknown"],
    ["income + 1 > 0", "unknown"],
    ['care in ["none"]', "unknown"],
    ['"piano" in skills', "unknown"],
  ];
  for (const [text, result] of cases) assert.equal(holds(text, {}), result, text);
  assert.equal(holds("livesAlone", { livesAlone: null }), "unknown");
});

test("operators and functions", () => {
  const values: Record<string, FactValue> = {
    livesAlone: true,
    income: 100,
    children: 2,
    note: "东街 12 号",
    care: "stable",
    skills: ["piano"],
    birthDate: "1951-12-01",
    releaseDate: "2021-11-01",
    "household.size": 3,
  };
  const cases: [string, boolean][] = [
    ["age == 69", true],
    ["income == 100 && income <= 100.5", true],
    ["children / 2 == 1 && children % 2 == 0 && -children < 0", true],
    ["children * 2 + 1 - 1 >= 4", true],
    ['care != "none" && care in ["none", "stable"]', true],
    ['"piano" in skills && skills.size() == 1 && size(note) == 7', true],
    ['note.startsWith("东街") && note.endsWith("号") && note.contains("12")', true],
    ["household.size > 2", true],
    ['releaseDate >= "2021-11-01" && releaseDate != "2021-11-02"', true],
    ["daysSince(releaseDate) == 29", true],
    ['ageOn("2021-12-01") == 70', true],
    ["ageOn(releaseDate) == 69", true],
    ["livesAlone ? children > 1 : children > 5", true],
    ['schoolYear(6) < "1960-01-01"', true],
    ['note > "东街 11 号" && note < "\u{ffee}" && note < "𠮷"', true],
    ["children * 0.25 == 0.5 && -(-1) in [1, 2] && income in [100.0]", true],
  ];
  for (const [text, result] of cases) assert.equal(holds(text, values), result, text);
  assert.equal(holds("income / (children - 2) > 1", values), "unknown");
});

test("what is held wrongly, or is no number to count on, is unknown", () => {
  const largest = Number.MAX_SAFE_INTEGER;
  const cases: [string, Record<string, FactValue>][] = [
    ["livesAlone", { livesAlone: "true" }],
    ["children > 0", { children: 2.5 }],
    ["children + 1 > 0", { children: largest }],
    ["children * children > 0", { children: largest }],
    ["children % 0 == 0", { children: 1 }],
    ["income > 0.0", { income: 1e16 }],
    ["income > 0.0", { income: 1e-101 }],
    ["income * income > 0.0", { income: 1e-60 }],
    ["size(skills) > 0", { skills: ["piano", 1] as never }],
    ['releaseDate < "2022-01-01"', { releaseDate: "2021-02-29" }],
    ['releaseDate < "2022-01-01"', { releaseDate: "0000-01-01" }],
    ["note.size() == 0", { note: 7 }],
  ];
  for (const [text, values] of cases) assert.equal(holds(text, values), "unknown", text);
  assert.equal(holds("children % 3 == -1 && children / 2 == -2", { children: -4 }), true);
});

test("29 February is reached on 1 March in a common year", () => {
  assert.equal(holds("age >= 70", { birthDate: "1952-02-29" }, "2022-02-28"), false);
  assert.equal(holds("age >= 70", { birthDate: "1952-02-29" }, "2022-03-01"), true);
});

test("a school year begins on 1 September of the year in which the age is reached by 31 August", () => {
  const read = readDateExpression("schoolYear(6)", facts);
  assert.ok("date" in read);
  const begins = (birthDate: string) => dayText(read.date.evaluate(on({ birthDate }))!);
  assert.equal(begins("2015-08-31"), "2021-09-01");
  assert.equal(begins("2015-09-01"), "2022-09-01");
});

test("faults are at their place", () => {
  const cases: [string, number, RegExp][] = [
    ["age >= 70 && alone", 13, /no such fact.*alone/],
    ['livesAlone && age == "70"', 14, /types do not fit/],
    ["livesAlone && note", 0, /types do not fit/],
    ["household.sise > 1", 10, /sise/],
    ["schoolYear(age) > releaseDate", 11, /cannot be written/],
    ["age < 99999999999999999999", 6, /too large/],
    ["age > 1e-101", 6, /too near to zero/],
    ['note == "\\000"', 8, /cannot be used/],
    ["schoolYear(151) > releaseDate", 11, /from 0 to 150/],
    ["livesAlone in [true]", 14, /cannot be written/],
    ["age in [1, age]", 7, /cannot be written/],
    ['note == "abc', 8, /never closed/],
    ["household..size > 1", 10, /a name belongs after/],
    ["(age > 1", 8, /bracket \) is missing/],
    ["age in [1", 9, /bracket ] is missing/],
    ["livesAlone ? true", 17, /colon : is missing/],
    ["age = 5", 4, /cannot stand here/],
    ["age > 1e999", 6, /not a number/],
    ["age >=", 6, /not understood/],
    ["care > 'none'", 0, /has no order/],
    ["livesAlone > false", 0, /cannot be written/],
    ['care == "stabel"', 8, /none of the choices/],
    ['releaseDate > "1.11.2021"', 14, /a date is written/],
    ['note.matches("a+")', 0, /cannot be written/],
    ["skills.exists(s, s == note)", 0, /cannot be written/],
    ["note == null", 0, /types do not fit/],
    ["age", 0, /true or false/],
    [Array.from({ length: 80 }, () => "age > 1").join(" && "), 556, /too complex: at most 200/],
    ["!".repeat(3000) + "livesAlone", 0, /too long: at most 2000/],
  ];
  for (const [text, start, message] of cases) {
    const read = readCondition(text, facts);
    assert.ok("fault" in read, text);
    assert.match(read.fault.say.en!, message);
    assert.equal(read.fault.start, start, text);
  }
});

test("what a condition reads, and when it may change", () => {
  const read = readCondition('age >= 70 && livesAlone && area == "grid-1"', facts);
  assert.ok("condition" in read);
  assert.deepEqual(read.condition.facts, ["birthDate", "livesAlone", "area"]);
  assert.ok(read.condition.birthdays && !read.condition.daily);
  assert.deepEqual(
    read.condition.terms.map((term) => term.text),
    ["age >= 70", "livesAlone", 'area == "grid-1"'],
  );
});

test("conditions in words", () => {
  const say = (text: string) => {
    const read = readCondition(text, facts);
    assert.ok("condition" in read);
    return sayCondition(read.condition);
  };
  assert.deepEqual(say("age >= 70 && livesAlone"), {
    zh: "年满 70 周岁，且独居",
    en: "aged 70 or over, and lives alone",
  });
  assert.deepEqual(say("age >= 60 && age >= 70").zh, "年满 70 周岁");
  assert.deepEqual(say("!smartphone && age < 8").zh, "“使用智能手机”为否，且未满 8 周岁");
  assert.deepEqual(say('!livesAlone || care in ["none", "stable"]').zh, "（非独居，或类别为无或稳定）");
  assert.deepEqual(say('residence == "migrant"').zh, "居住状态为流动人口");
  assert.deepEqual(
    say("income > 100 && daysSince(releaseDate) <= 90").zh,
    "收入多于 100，且距出所日期不超过 90 天",
  );
  assert.deepEqual(say('releaseDate > "2021-11-01"').zh, "出所日期晚于 2021 年 11 月 1 日");
  assert.deepEqual(say('opensAt <= "08:30"').zh, "开门时间不晚于“08:30”");
  assert.deepEqual(say("income * 2.0 > 100").zh, "income * 2.0 > 100");
  assert.deepEqual(sayCondition(undefined).zh, "所有人");
});

test("two conditions hold when both do", () => {
  const [first, second] = ["livesAlone", "age >= 60"].map((text) => {
    const read = readCondition(text, facts);
    assert.ok("condition" in read);
    return read.condition;
  });
  const both = bothConditions(first, second)!;
  assert.equal(both.evaluate(on({ livesAlone: true, birthDate: "1950-01-01" })), true);
  assert.equal(both.evaluate(on({ livesAlone: false })), false);
  assert.equal(both.evaluate(on({ livesAlone: true })), "unknown");
  assert.equal(bothConditions(undefined, second), second);
});
