import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { builtInFacts } from "./built-in-facts.ts";
import { readCondition } from "./condition.ts";
import { conditionSql } from "./condition-sql.ts";
import { readStandard } from "./read.ts";

// A standard may come from a stranger. Whatever it says in a condition is read, or refused with the bound that it passed,
// in less time than anybody notices.

const facts = builtInFacts("person");
/** Milliseconds for one condition, on a machine busy with other tests: alone, the slowest here takes three. */
const soon = 1000;

const hostile: [string, string, RegExp][] = [
  ["10 MB of words", "a".repeat(10_000_000), /too long: at most 2000 characters/],
  ["10,000 brackets", "(".repeat(10_000) + "true" + ")".repeat(10_000), /too long/],
  ["a list of 100,000", `age in [${"1,".repeat(100_000)}1]`, /too long: at most 2000/],
  ["1,990 open brackets", "(".repeat(1990), /too deep: at most 40/],
  ["990 brackets", "(".repeat(990) + "true" + ")".repeat(990), /too deep: at most 40/],
  ["lists in lists", "[".repeat(990) + "]".repeat(990), /too deep/],
  ["calls in calls", "size(".repeat(300) + "sex" + ")".repeat(300), /too deep/],
  ["fields of fields", "household" + ".size".repeat(390), /too deep/],
  ["1,990 times not", "!".repeat(1990) + "true", /too complex: at most 200 names, values and operators/],
  ["1,990 minus signs", "-".repeat(1990) + "1 > 0", /too complex/],
  ["a long sum", "1+".repeat(990) + "1 > 0", /too complex/],
  ["a long choice", "true?true:".repeat(190) + "true", /too deep|too complex/],
  ["a list of 61", `age in [${Array(61).fill("1").join()}]`, /list is too long: at most 60 items/],
  ["61 arguments", `size(${Array(61).fill("1").join()})`, /a function takes at most 2/],
  ["a map", `{${Array(300).fill("1:1").join()}} == {}`, /too complex|too deep|no such|cannot/],
  ["macros in macros", "[1].all(a, ".repeat(35) + "true" + ")".repeat(35), /./],
  ["a macro that doubles", "[1,2].map(a, ".repeat(30) + "a" + ")".repeat(30) + " == []", /./],
  ["a pattern that blows up", 'sex.matches("(a+)+$")', /cannot be written/],
  ["a pattern repeated", `sex.matches("${"(x?){99}".repeat(200)}")`, /cannot be written/],
  [
    "a number of 1,900 digits",
    `age < ${"9".repeat(1900)}`,
    /too large: in a condition at most 9007199254740991/,
  ],
  ["a number next to nothing", "age > 1e-300", /too near to zero/],
  ["a number beyond everything", "age < 1e999", /not a number/],
  ["NUL", 'sex == "\\u0000"', /cannot be used/],
  ["half a character", `residence.contains("\uD800")`, /cannot be used/],
  ["an age of a million years", 'schoolYear(1000000) > "2021-01-01"', /from 0 to 150/],
  ["an age before birth", 'schoolYear(-1) > "2021-01-01"', /from 0 to 150/],
  ["quotes that never end", 'sex == "'.padEnd(1990, "x"), /never closed/],
  ["escapes", 'sex == "' + "\\U0010FFFF".repeat(190) + "\\u12", /./],
  ["no end of dots", ".".repeat(1990), /./],
  ["nothing", "", /./],
  ["a surprise of the library", "[].all(e, e > 0)", /./],
];

test("a hostile condition is refused at once, with the bound it passed", () => {
  for (const [name, text, message] of hostile) {
    const before = performance.now();
    const read = readCondition(text, facts);
    const took = performance.now() - before;
    assert.ok("fault" in read, name);
    assert.match(read.fault.say.en ?? "", message, name);
    assert.ok(read.fault.start >= 0 && read.fault.start <= text.length, `${name}: at ${read.fault.start}`);
    assert.ok(took < soon, `${name} took ${took} ms`);
  }
});

test("the largest condition allowed is read, runs and is written as SQL at once", () => {
  const nested = Array.from({ length: 19 }, () => "(age > 1 ? ").join("");
  const largest = [
    Array.from({ length: 50 }, () => "age > 1").join(" && "),
    `${nested}true${" : false)".repeat(19)}`,
    `${"(1.5 * ".repeat(38)}1.5${")".repeat(38)} > 0.5`,
    `age in [${Array.from({ length: 60 }, (_, at) => at).join(", ")}]`,
    `${"(".repeat(39)}true${")".repeat(39)}`,
  ];
  for (const text of largest) {
    const before = performance.now();
    const read = readCondition(text, facts);
    assert.ok("condition" in read, `${text}: ${JSON.stringify(read)}`);
    read.condition.evaluate({ day: 0, value: () => "1950-01-01" });
    const sql = conditionSql(read.condition, { subject: "subject", today: 0 });
    assert.ok(sql.text.length < 50_000 && sql.values.length <= 200, `${sql.text.length} characters`);
    assert.ok(performance.now() - before < soon, text);
  }
});

test("nothing that a condition says stands in the text of its SQL", () => {
  const read = readCondition(
    'residence == "\'; drop table subject; --" || area in ["zzz\'"] || sex.startsWith("$1") || age == 12345',
    facts.map(({ id, of, label, type }) => ({ id, of, label, type, alsoCalled: [] })),
  );
  assert.ok("condition" in read, JSON.stringify(read));
  const { text, values } = conditionSql(read.condition, { subject: "subject", today: 0, after: 7 });
  for (const said of ["drop", "zzz", "12345", "residence", "area", "sex"])
    assert.ok(!text.includes(said), said);
  const numbers = [...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
  assert.deepEqual(
    [...new Set(numbers)].sort((a, b) => a - b),
    values.map((_, at) => 8 + at),
  );
  assert.throws(() => conditionSql(read.condition, { subject: "subject; --", today: 0 }), /not the name/);
});

test("check says which bound, in its file, at its line and column", async () => {
  const folder = await mkdtemp(join(tmpdir(), "limits-"));
  try {
    const standard = `standard: wells
version: "1"
title: { zh: 看井, en: Wells }
effective: 2021-01-01
lines:
  - { id: deep, title: { zh: 深, en: Deep }, colour: green, serves: person, when: "${"(".repeat(60)}age > 1${")".repeat(60)}" }
  - id: long
    title: { zh: 长, en: Long }
    colour: green
    serves: person
    when: "age in [${Array(61).fill("1").join(",")}]"
`;
    await writeFile(join(folder, "standard.yaml"), standard);
    const { faults } = await readStandard(folder);
    const found = faults.filter(({ say }) => /at most/.test(say.en ?? ""));
    const lines = standard.split("\n");
    const deep = (lines[5]?.indexOf("((") ?? 0) + 1 + 40;
    assert.deepEqual(
      found.map(({ line, column, say }) => `${line}:${column} ${say.en}`),
      [
        `6:${deep} brackets within brackets go too deep: at most 40`,
        `11:${(lines[10]?.lastIndexOf("1") ?? 0) + 1} the list is too long: at most 60 items`,
      ],
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
