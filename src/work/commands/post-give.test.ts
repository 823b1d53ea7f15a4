import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, refusal, today } from "./for-tests.ts";
import { postGive } from "./post-give.ts";

const account = { id: idOf(7), username: "何大姐", name: "何甲", demonstration: false };
const given = { post: idOf(8), account, role: "worker", area: "east" };

test("a post is given from today, for one area or for all", () => {
  assert.deepEqual(decide(postGive, given), [
    { kind: "post-given", parts: [{ subject: null, holder: null, body: { ...given, from: today } }] },
  ]);
  const whole = decide(postGive, { ...given, area: undefined, role: "secretary" });
  assert.ok(Array.isArray(whole));
  assert.equal(whole[0]?.parts[0]?.body["area"], null);
});

test("the role is one the office knows, and so is the area", () => {
  assert.deepEqual(refusal(decide(postGive, { ...given, role: "mayor" })), ["unknown-role", "role"]);
  assert.deepEqual(refusal(decide(postGive, { ...given, area: "west" })), ["unknown-area", "area"]);
});

test("only the installation may; a name to sign in with has letters, digits, dots, dashes", () => {
  assert.equal(postGive.may, "installation");
  assert.deepEqual(postGive.needs(postGive.input.parse(given)), {});
  for (const username of ["x", "a b", "a@b", "", "长".repeat(41)])
    assert.ok(isMalformed(postGive, { ...given, account: { ...account, username } }), username);
  for (const username of ["he", "何大姐", "wang.li-2_x"])
    assert.ok(!isMalformed(postGive, { ...given, account: { ...account, username } }), username);
});

test("a name to sign in with is one name, in capitals or not", () => {
  assert.equal(
    postGive.input.parse({ ...given, account: { ...account, username: "He" } }).account.username,
    "he",
  );
});
