import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, me, refusal, staffOf, stateOf } from "./for-tests.ts";
import { accountConfirmRecovery } from "./account-confirm-recovery.ts";

const staff = [
  staffOf(2, [{ role: "secretary" }]),
  staffOf(3),
  staffOf(1, [{ role: "secretary" }], { id: me }),
];
const confirm = (account: string, roles = ["worker"]) =>
  decide(accountConfirmRecovery, { account }, stateOf({ staff }), roles);

test("a second officer of the office confirms; nobody sends it but the machine, once the code was right", () => {
  assert.equal(accountConfirmRecovery.may, "installation");
  const body = { account: idOf(2), name: "职员2" };
  assert.deepEqual(confirm(idOf(2)), [
    { kind: "recovery-confirmed", parts: [{ subject: null, holder: null, body }] },
  ]);
});

test("not for oneself, not by another body, and for a secretary of this office alone", () => {
  assert.deepEqual(refusal(confirm(me, ["secretary"])), ["own-account", "code"]);
  assert.deepEqual(refusal(confirm(idOf(2), ["health-centre"])), ["not-inside", "code"]);
  assert.deepEqual(refusal(confirm(idOf(3))), ["not-a-secretary", "code"]);
  assert.deepEqual(refusal(confirm(idOf(404))), ["not-a-secretary", "code"]);
});
