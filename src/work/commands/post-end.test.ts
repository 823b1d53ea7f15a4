import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, refusal, saidBy, staffOf, stateOf } from "./for-tests.ts";
import { postEnd } from "./post-end.ts";

const worker = staffOf(1, [{ area: "east" }, { until: "2021-02-01" }]);
const secretary = staffOf(2, [{ role: "secretary" }]);
const end = (post: string, from: string, staff = [worker, secretary]) =>
  decide(postEnd, { post, from }, stateOf({ staff }));

test("a post is held to the day before, today's too; one that begins later is taken back", () => {
  const body = { post: idOf(10), name: "职员1", role: "worker", area: "east", until: "2021-03-09" };
  assert.deepEqual(saidBy(end(idOf(10), "2021-03-10"), 0), body);
  assert.equal(saidBy(end(idOf(10), "2021-04-01"), 0)["until"], "2021-03-31");
  const coming = staffOf(3, [{ from: "2021-05-01" }]);
  assert.equal(saidBy(end(idOf(30), "2021-04-01", [coming]), 0)["until"], "2021-03-31");
});

test("not what nobody holds, nor what has ended, nor a day that has passed", () => {
  assert.deepEqual(refusal(end(idOf(404), "2021-03-10")), ["unknown-post", "post"]);
  assert.deepEqual(refusal(end(idOf(11), "2021-03-10")), ["ended-already", "post"]);
  assert.deepEqual(refusal(end(idOf(10), "2021-03-09")), ["ends-before-today", "from"]);
});

test("an office is never left without a secretary, not for a day", () => {
  const end2 = (second: object) =>
    refusal(end(idOf(20), "2021-04-01", [secretary, staffOf(3, [{ role: "secretary", ...second }])]));
  assert.deepEqual(refusal(end(idOf(20), "2021-04-01")), ["last-secretary", "post"]);
  assert.equal(end2({}), undefined);
  assert.deepEqual(end2({ from: "2021-04-02" }), ["last-secretary", "post"]);
  assert.deepEqual(end2({ until: "2021-12-31" }), ["last-secretary", "post"]);
});
