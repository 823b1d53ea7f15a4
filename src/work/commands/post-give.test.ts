import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "#basics/day.ts";
import { decide, idOf, isMalformed, me, refusal, staffOf, stateOf, testRules, today } from "./for-tests.ts";
import { postGive } from "./post-give.ts";

const account = { id: idOf(7), username: "何大姐", name: "何甲", demonstration: false };
const given = { post: idOf(8), account, role: "worker", area: "east" };
const body = { ...given, from: today, opened: true };

/** As the machine itself asks, at set-up. */
const atSetUp = (input: object) =>
  postGive.decide(stateOf({}), postGive.input.parse(input), {
    rules: testRules,
    actor: { account: me, roles: ["secretary"], installation: true },
    now: `${today}T04:00:00.000Z`,
    today: dayOf(today),
  });

test("a post is given from today or a later day, for one area or for all", () => {
  const part = { subject: null, holder: null, body };
  assert.deepEqual(atSetUp(given), [{ kind: "post-given", parts: [part] }]);
  const whole = atSetUp({ ...given, area: undefined, role: "secretary", from: "2021-04-01" });
  assert.ok(Array.isArray(whole));
  assert.deepEqual(
    [whole[0]?.parts[0]?.body["area"], whole[0]?.parts[0]?.body["from"]],
    [null, "2021-04-01"],
  );
});

test("somebody known keeps the name and the username they have", () => {
  const state = stateOf({ staff: [staffOf(7)] });
  const more = decide(postGive, { ...given, account: { ...account, username: "another" } }, state);
  assert.ok(Array.isArray(more));
  assert.equal(more[0]?.parts[0]?.body["opened"], undefined);
  assert.deepEqual(more[0]?.parts[0]?.body["account"], {
    id: idOf(7),
    username: "u7",
    name: "职员7",
    demonstration: false,
  });
});

test("the role is one the office knows, and so is the area; it begins no earlier than today", () => {
  assert.deepEqual(refusal(decide(postGive, { ...given, role: "mayor" })), ["unknown-role", "role"]);
  assert.deepEqual(refusal(decide(postGive, { ...given, area: "west" })), ["unknown-area", "area"]);
  const late = decide(postGive, { ...given, from: "2021-03-09" });
  assert.deepEqual(refusal(late), ["begins-before-today", "from"]);
});

test("a username is one person's, a post is held once, and nobody is fetched from another office", () => {
  const taken = stateOf({ staff: [staffOf(5, [{}], { username: account.username })] });
  assert.deepEqual(refusal(decide(postGive, given, taken)), ["username-taken", "account.username"]);
  const holds = stateOf({ staff: [staffOf(7, [{ area: "east" }])] });
  assert.deepEqual(refusal(decide(postGive, given, holds)), ["post-held", "role"]);
  const held = stateOf({ staff: [staffOf(7, [{ area: "east", until: "2021-03-01" }])] });
  assert.equal(refusal(decide(postGive, given, held)), undefined);
  const elsewhere = stateOf({ staff: [staffOf(7, [])] });
  assert.deepEqual(refusal(decide(postGive, given, elsewhere)), ["works-elsewhere", "account.id"]);
});

test("whoever is new gets an account with it, but none that needs no password: those come with the sample", () => {
  const made = decide(postGive, given);
  assert.deepEqual(made, [{ kind: "post-given", parts: [{ subject: null, holder: null, body }] }]);
  const invented = { ...given, account: { ...account, demonstration: true } };
  assert.deepEqual(refusal(decide(postGive, invented)), ["demonstration-account", "account.demonstration"]);
  assert.ok(Array.isArray(atSetUp(invented)));
});

test("the secretary gives it; a name to sign in with has letters, digits, dots, dashes", () => {
  assert.equal(postGive.may, "secretary");
  for (const username of ["x", "a b", "a@b", "", "长".repeat(41)])
    assert.ok(isMalformed(postGive, { ...given, account: { ...account, username } }), username);
  for (const username of ["he", "何大姐", "wang.li-2_x"])
    assert.ok(!isMalformed(postGive, { ...given, account: { ...account, username } }), username);
  assert.equal(
    postGive.input.parse({ ...given, account: { ...account, username: "He" } }).account.username,
    "he",
  );
});
