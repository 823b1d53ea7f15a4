import assert from "node:assert/strict";
import { test } from "node:test";
import { HEART, rateWords, reachOf, TIP } from "./petals.ts";

test("a petal is filled as far as its promises were kept", () => {
  assert.equal(reachOf(null), 0);
  assert.equal(reachOf(0), HEART);
  assert.equal(reachOf(1), TIP);
  assert.equal(reachOf(0.5), (HEART + TIP) / 2);
});

test("a rate is never rounded up to all or down to nothing", () => {
  assert.equal(rateWords(148 / 152), "97.4%");
  assert.equal(rateWords(1), "100%");
  assert.equal(rateWords(9_999 / 10_000), "99.9%");
  assert.equal(rateWords(1 / 10_000), "0.1%");
  assert.equal(rateWords(0), "0%");
  assert.equal(rateWords(0.83), "83%");
  assert.equal(rateWords(null), "—");
});
