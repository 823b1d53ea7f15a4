import assert from "node:assert/strict";
import { dayOf } from "#basics/day.ts";
import { test } from "node:test";
import { decide, idOf, me, refusal, staffOf, stateOf, testRules, today } from "./for-tests.ts";
import { accountGivePassword } from "./account-give-password.ts";

const worker = staffOf(1);
const give = (account: string, staff = [worker], worksElsewhere = false) =>
  decide(accountGivePassword, { account }, { ...stateOf({ staff }), worksElsewhere });

test("that a password was given is kept, to whom and by whom; never the password", () => {
  const body = { account: idOf(1), name: "职员1" };
  assert.deepEqual(give(idOf(1)), [
    { kind: "password-given", parts: [{ subject: null, holder: null, body }] },
  ]);
  assert.equal(refusal(give(idOf(1), [staffOf(1, [{ from: "2021-05-01" }])])), undefined);
});

test("to somebody of this office with a post now or to come, and not to oneself", () => {
  assert.equal(accountGivePassword.may, "secretary");
  assert.deepEqual(refusal(give(idOf(404))), ["unknown-account", "account"]);
  assert.deepEqual(refusal(give(me, [{ ...worker, id: me }])), ["own-account", "account"]);
  const invented = staffOf(1, [{}], { demonstration: true });
  assert.deepEqual(refusal(give(idOf(1), [invented])), ["demonstration-account", "account"]);
  const gone = staffOf(1, [{ until: "2021-03-09" }, { from: "2021-05-01", until: "2021-04-30" }]);
  assert.deepEqual(refusal(give(idOf(1), [gone])), ["no-post-left", "account"]);
});

test("whoever works in another office too gets theirs from the machine, for it opens that office as well", () => {
  assert.deepEqual(refusal(give(idOf(1), [worker], true)), ["works-elsewhere-too", "account"]);
  const byMachine = accountGivePassword.decide(
    { ...stateOf({ staff: [worker] }), worksElsewhere: true },
    { account: idOf(1) },
    {
      rules: testRules,
      actor: { account: me, roles: ["secretary"], installation: true },
      now: `${today}T04:00:00.000Z`,
      today: dayOf(today),
    },
  );
  assert.ok(Array.isArray(byMachine));
});
