import assert from "node:assert/strict";
import { test } from "node:test";
import { checkValue } from "./check-value.ts";
import { checkCharacter, identityFault } from "./identity-number.ts";
import type { FactValue } from "./subject.ts";

const choices = [
  { id: "yearly", title: { zh: "每年", en: "Every year" } },
  { id: "half-yearly", title: { zh: "每半年", en: "Every half year" } },
];

const right: [string, FactValue][] = [
  ["text", "东街 3 号"],
  ["longtext", "长".repeat(10_000)],
  ["integer", -3],
  ["number", 1.5],
  ["money", 1250],
  ["date", "2020-02-29"],
  ["time", "08:10"],
  ["datetime", "2021-11-30T08:10"],
  ["boolean", false],
  ["choice", "yearly"],
  ["choices", ["yearly", "half-yearly"]],
  ["phone", "07348221234"],
  ["identity", "11010519491231002X"],
  ["date", null],
];
const wrong: [string, FactValue][] = [
  ["text", 3],
  ["text", "长".repeat(501)],
  ["integer", 1.5],
  ["integer", "3"],
  ["number", Number.NaN],
  ["money", 12.5],
  ["date", "2021-02-29"],
  ["date", "1850-01-01"],
  ["date", "2021-2-9"],
  ["time", "24:00"],
  ["datetime", "2021-11-30 08:10"],
  ["boolean", "是"],
  ["choice", "monthly"],
  ["choices", ["monthly"]],
  ["choices", "yearly"],
  ["phone", "123456"],
  ["phone", "0734-8221234"],
  ["identity", "110101500307803"],
];

test("a value of its type passes, any other is told what is wanted in both languages", () => {
  for (const [type, value] of right)
    assert.equal(checkValue({ type, choices }, value), undefined, `${type} ${String(value)}`);
  for (const [type, value] of wrong) {
    const fault = checkValue({ type, choices }, value);
    assert.ok(fault?.zh && fault.en, `${type} ${String(value)}`);
  }
  assert.match(checkValue({ type: "choice", choices }, "monthly")?.zh ?? "", /每年、每半年/);
});

test("an identity number is checked by its last character, its date and its length", () => {
  // The worked example of GB 11643-1999.
  assert.equal(checkCharacter("11010519491231002"), "X");
  assert.equal(identityFault("11010519491231002X"), undefined);
  for (let place = 0; place < 17; place++) {
    const digits = [..."11010519491231002X"];
    digits[place] = String((Number(digits[place]) + 1) % 10);
    assert.ok(identityFault(digits.join("")), `a wrong digit at ${place} is found`);
  }
  assert.match(identityFault("110105491231002")?.zh ?? "", /15 位/);
  assert.match(identityFault("110105194902310020")?.zh ?? "", /不是日期/);
  assert.match(identityFault("1101051949123100")?.zh ?? "", /16 位/);
  assert.ok(identityFault("11010519491231002x"), "the register keeps it in capitals");
});
