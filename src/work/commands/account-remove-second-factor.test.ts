import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "#basics/day.ts";
import { decide, idOf, me, refusal, staffOf, stateOf, testRules, today } from "./for-tests.ts";
import { accountRemoveSecondFactor } from "./account-remove-second-factor.ts";

const worker = staffOf(1);
const secretary = staffOf(2, [{ role: "secretary", until: "2021-03-01" }, {}]);
const remove = (account: string, worksElsewhere = false) =>
  decide(
    accountRemoveSecondFactor,
    { account },
    { ...stateOf({ staff: [worker, secretary, { ...worker, id: me }] }), worksElsewhere },
  );

test("that a colleague's second step was removed is kept", () => {
  const body = { account: idOf(1), name: "职员1" };
  assert.deepEqual(remove(idOf(1)), [
    { kind: "second-factor-removed", parts: [{ subject: null, holder: null, body }] },
  ]);
});

test("not one's own, nor a secretary's, nor where it opens another office as well", () => {
  assert.equal(accountRemoveSecondFactor.may, "secretary");
  assert.deepEqual(refusal(remove(idOf(404))), ["unknown-account", "account"]);
  assert.deepEqual(refusal(remove(me)), ["own-account", "account"]);
  assert.deepEqual(refusal(remove(idOf(2))), ["two-officers-needed", "account"]);
  assert.deepEqual(refusal(remove(idOf(1), true)), ["works-elsewhere-too", "account"]);
});

test("the machine removes it whosever it is", () => {
  const decision = accountRemoveSecondFactor.decide(
    { ...stateOf({ staff: [secretary] }), worksElsewhere: true },
    { account: idOf(2) },
    {
      rules: testRules,
      actor: { account: me, roles: ["secretary"], installation: true },
      now: `${today}T04:00:00.000Z`,
      today: dayOf(today),
    },
  );
  assert.ok(Array.isArray(decision));
});
