import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, refusal, saidBy, staffOf, stateOf } from "./for-tests.ts";
import { postHandOver } from "./post-hand-over.ts";

const giver = staffOf(1, [{ area: "east" }, { until: "2021-02-01" }, { role: "secretary" }]);
const taker = staffOf(2, [{ role: "secretary" }]);
const given = {
  account: giver.id,
  to: taker.id,
  from: "2021-04-01",
  posts: [{ post: idOf(10), next: idOf(90) }],
};
const handOver = (changed: object) =>
  decide(postHandOver, { ...given, ...changed }, stateOf({ staff: [giver, taker] }));

test("posts end for one on the day before and begin for the other", () => {
  assert.deepEqual(saidBy(handOver({}), 0), {
    by: { id: giver.id, name: "职员1" },
    to: { id: taker.id, name: "职员2" },
    from: "2021-04-01",
    until: "2021-03-31",
    posts: [{ post: idOf(10), next: idOf(90), role: "worker", area: "east" }],
  });
});

test("both are somebody, and two; the posts are held on that day and not by the other already", () => {
  assert.deepEqual(refusal(handOver({ account: idOf(404) })), ["unknown-person", "account"]);
  assert.deepEqual(refusal(handOver({ to: idOf(404) })), ["unknown-person", "to"]);
  assert.deepEqual(refusal(handOver({ to: giver.id })), ["same-person", "to"]);
  assert.deepEqual(refusal(handOver({ from: "2021-03-09" })), ["begins-before-today", "from"]);
  const posts = (post: string) => [{ post, next: idOf(90) }];
  assert.deepEqual(refusal(handOver({ posts: posts(idOf(404)) })), ["unknown-post", "posts.0.post"]);
  assert.deepEqual(refusal(handOver({ posts: posts(idOf(11)) })), ["unknown-post", "posts.0.post"]);
  assert.deepEqual(refusal(handOver({ posts: posts(idOf(12)) })), ["post-held", "posts.0.post"]);
  assert.ok(isMalformed(postHandOver, { ...given, posts: [] }));
});
