import assert from "node:assert/strict";
import { test } from "node:test";
import { timeLeft, untilWords } from "./case-time.ts";

const due = "2021-12-01T16:00:00.000Z"; // the end of 1 December in Shanghai
const zone = "Asia/Shanghai";

test("a deadline is told by how far it is, in whole minutes, hours or days", () => {
  const said = (now: string) => [timeLeft(due, new Date(now), "zh"), timeLeft(due, new Date(now), "en")];
  assert.deepEqual(said("2021-11-29T10:00:00.000Z"), ["还有 2 天", "2 days left"]);
  assert.deepEqual(said("2021-11-30T16:00:00.000Z"), ["还有 1 天", "1 day left"]);
  assert.deepEqual(said("2021-12-01T14:59:00.000Z"), ["还有 1 小时 1 分钟", "1 hour 1 minute left"]);
  assert.deepEqual(said("2021-12-01T05:30:00.000Z"), ["还有 10 小时", "10 hours left"]);
  assert.deepEqual(said("2021-12-01T15:35:00.000Z"), ["还有 25 分钟", "25 minutes left"]);
  assert.deepEqual(said("2021-12-01T19:30:00.000Z"), ["已超 3 小时 30 分钟", "3 hours 30 minutes over"]);
  assert.deepEqual(said("2021-12-03T16:00:00.000Z"), ["已超 2 天", "2 days over"]);
});

test("a day counts to its end, an hour to the minute; the year is told where it is another", () => {
  assert.equal(untilWords(due, zone, "zh", "2021-11-30"), "12月1日结束前");
  assert.equal(untilWords(due, zone, "en", "2021-11-30"), "by the end of 1 Dec");
  assert.equal(untilWords("2021-12-01T02:30:00.000Z", zone, "zh", "2021-11-30"), "12月1日 10:30 前");
  assert.equal(untilWords("2021-12-31T16:00:00.000Z", zone, "en", "2022-01-01"), "by the end of 31 Dec 2021");
});
