import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, me, refusal, staffOf, stateOf } from "./for-tests.ts";
import { accountAskRecovery } from "./account-ask-recovery.ts";

const asked = (posts: object[]) =>
  decide(accountAskRecovery, {}, stateOf({ staff: [staffOf(1, posts, { id: me })] }));

test("that a secretary asked is kept; nobody sends it but the machine, after the right password", () => {
  assert.equal(accountAskRecovery.may, "installation");
  assert.deepEqual(asked([{ role: "secretary" }]), [
    {
      kind: "recovery-asked",
      parts: [{ subject: null, holder: null, body: { account: me, name: "职员1" } }],
    },
  ]);
});

test("whoever is no secretary today asks the secretary", () => {
  for (const posts of [[{}], [], [{ role: "secretary", until: "2021-03-09" }]])
    assert.deepEqual(refusal(asked(posts)), ["not-a-secretary", undefined]);
});
