import assert from "node:assert/strict";
import { test } from "node:test";
import { sayZero, zeroWord } from "./say-zero.ts";

const real = { why: "none", looked: 41, areas: 6, ofAreas: 8 } as const;
const unkept = { why: "not-this", looked: 0, areas: 0, ofAreas: 8 } as const;

test("a zero says in words whether records are kept and none fits, or none is kept", () => {
  assert.equal(
    sayZero(real, "record", "zh"),
    "真的零：这类记录有 41 条（8 个网格里 6 个记过），没有一条符合。",
  );
  assert.equal(
    sayZero(unkept, "record", "zh"),
    "8 个网格这段时间都没有任何此类记录：也许没有发生，也许没有记。",
  );
  assert.equal(
    sayZero({ ...real, looked: 1 }, "case", "en"),
    "A real zero: 1 case of this sort, and none meets the conditions.",
  );
  assert.deepEqual(
    [
      zeroWord(real, "record", "zh"),
      zeroWord(unkept, "duty", "zh"),
      zeroWord({ ...unkept, why: "nothing" }, "case", "en"),
    ],
    ["看过 41", "无人适用", "no record"],
  );
});
