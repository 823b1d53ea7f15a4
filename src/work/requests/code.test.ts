import assert from "node:assert/strict";
import { test } from "node:test";
import { codeFrom, plainCode } from "./code.ts";

test("a code has a hundred bits, in groups that can be read aloud", () => {
  const bytes = Uint8Array.from({ length: 20 }, (_, place) => place * 13);
  assert.match(codeFrom(bytes), /^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
  const seen = new Set(
    Array.from({ length: 256 }, (_, byte) => codeFrom(Uint8Array.from({ length: 20 }, () => byte))),
  );
  assert.equal(seen.size, 32, "every letter stands for as many bytes as any other");
});

test("it is the same however it is typed", () => {
  for (const typed of [
    "A1B20-CDEFG-HJKMN-PQRST",
    "a1b2o cdefg hjkmn pqrst",
    "AIB2OCDEFGHJKMNPQRST",
    "Ａ１Ｂ２０－ＣＤＥＦＧ－ＨＪＫＭＮ－ＰＱＲＳＴ",
  ])
    assert.equal(plainCode(typed), "A1B20CDEFGHJKMNPQRST", typed);
  for (const typed of ["", "A1B20", "A1B20-CDEFG-HJKMN-PQRSU", "A1B20-CDEFG-HJKMN-PQRST-X"])
    assert.equal(plainCode(typed), undefined, typed);
});
