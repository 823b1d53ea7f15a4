import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, me, refusal, saidBy, staffOf, stateOf } from "./for-tests.ts";
import { accountClose } from "./account-close.ts";

const secretary = staffOf(2, [{ role: "secretary" }]);
const close = (account: string, staff = [staffOf(1), secretary]) =>
  decide(accountClose, { account }, stateOf({ staff }));

test("all posts that are held, or are to come, end with yesterday", () => {
  const who = staffOf(1, [{ area: "east" }, { until: "2021-02-01" }, { from: "2021-05-01" }]);
  assert.deepEqual(saidBy(close(idOf(1), [who, secretary]), 0), {
    account: idOf(1),
    name: "职员1",
    posts: [
      { post: idOf(10), role: "worker", area: "east" },
      { post: idOf(12), role: "worker", area: null },
    ],
    until: "2021-03-09",
  });
});

test("not what is nobody's, nor one's own, nor what is closed already", () => {
  assert.equal(accountClose.may, "secretary");
  assert.deepEqual(refusal(close(idOf(404))), ["unknown-account", "account"]);
  assert.deepEqual(refusal(close(me, [{ ...secretary, id: me }])), ["own-account", "account"]);
  assert.deepEqual(refusal(close(idOf(1), [staffOf(1, [{ until: "2021-03-09" }])])), [
    "closed-already",
    "account",
  ]);
});

test("an office keeps a secretary", () => {
  assert.deepEqual(refusal(close(idOf(2))), ["last-secretary", "account"]);
  assert.equal(refusal(close(idOf(2), [secretary, staffOf(3, [{ role: "secretary" }])])), undefined);
});
