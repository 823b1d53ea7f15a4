import assert from "node:assert/strict";
import { test } from "node:test";
import { Throttle } from "./throttle.ts";

test("five wrong ones are forgiven; then each makes the wait longer, to five minutes at most", () => {
  let now = 0;
  const throttle = new Throttle(() => now);
  const fail = () => {
    throttle.failed("he", "10.0.0.1");
    return throttle.wait("he", "10.0.0.1");
  };
  assert.deepEqual([fail(), fail(), fail(), fail()], [0, 0, 0, 0]);
  assert.deepEqual([fail(), fail(), fail()], [2, 4, 8]);
  now += 7_500;
  assert.equal(throttle.wait("he", "10.0.0.1"), 1);
  now += 500;
  assert.equal(throttle.wait("he", "10.0.0.1"), 0);
  for (let tries = 0; tries < 20; tries++) fail();
  assert.equal(throttle.wait("he", "10.0.0.1"), 300);
  now += 3_600_000;
  assert.equal(fail(), 0, "an hour later all is forgotten");
});

test("whoever guesses elsewhere makes themselves wait, and nobody else; the right password forgives", () => {
  const throttle = new Throttle(() => 0);
  for (let tries = 0; tries < 9; tries++) throttle.failed("He", "203.0.113.9");
  assert.ok(throttle.wait("he", "203.0.113.9") > 0, "however the name is written");
  assert.equal(throttle.wait("he", "10.0.0.1"), 0, "the one whose account it is");
  assert.equal(throttle.wait("tan", "203.0.113.9"), 0, "a colleague behind the same address");
  throttle.succeeded("he", "203.0.113.9");
  assert.equal(throttle.wait("he", "203.0.113.9"), 0);
});

test("a flood of invented names takes no more memory than a few", () => {
  const throttle = new Throttle(() => 0);
  for (let tries = 0; tries < 5; tries++) throttle.failed("first", "a");
  for (let tries = 0; tries < 20_000; tries++) throttle.failed(`x${tries}`, "a");
  assert.equal(throttle.wait("first", "a"), 0, "the oldest is forgotten");
});
