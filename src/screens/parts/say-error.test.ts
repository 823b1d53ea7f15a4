import assert from "node:assert/strict";
import { test } from "node:test";
import { Refused, Unreachable } from "./api.ts";
import { faultsByField, sayError } from "./say-error.ts";

test("a refusal stands beside its field, in the reader's language", () => {
  const refused = new Refused(409, {
    code: "day-to-come",
    say: { zh: "还没到", en: "still to come" },
    where: "on",
  });
  assert.deepEqual(faultsByField(refused, ["on", "kind"], "zh"), { on: "还没到" });
  assert.deepEqual(faultsByField(refused, ["kind"], "en"), { "": "still to come" });
});

test("every fault of a malformed command finds its field by its path", () => {
  const malformed = new Refused(422, {
    faults: [
      { path: "fields.summary", say: { zh: "太长" } },
      { path: "until", say: { zh: "不是日期" } },
      { path: "at", say: { zh: "时间不对" } },
    ],
  });
  assert.deepEqual(faultsByField(malformed, ["summary", "until"], "zh"), {
    summary: "太长",
    until: "不是日期",
    "": "时间不对",
  });
});

test("no answer says that what was typed is still there", () => {
  assert.match(sayError(new Unreachable("x"), "zh"), /还在/);
  assert.match(sayError(new Error("x"), "en"), /try again/);
});
