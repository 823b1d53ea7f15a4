import assert from "node:assert/strict";
import { test } from "node:test";
import { keyedName, newKey, seal, sealJson, unseal, unsealJson } from "./seal.ts";

const key = newKey();
const place = "fact/a/b/2021-01-01";

test("what was sealed opens again, the empty too, and says nothing while it is closed", () => {
  for (const value of ["", "停药两周", "x".repeat(100_000)]) {
    const sealed = seal(key, Buffer.from(value), place);
    assert.equal(unseal(key, sealed, place).toString(), value);
    assert.ok(value === "" || !sealed.includes(Buffer.from(value)));
  }
  for (const value of [null, true, 3, "甲", ["a"], { a: { b: 1 } }])
    assert.deepEqual(unsealJson(key, sealJson(key, value, place), place), value);
});

test("sealed twice it is never the same, so that equal values do not show", () => {
  assert.notDeepEqual(seal(key, Buffer.from("甲"), place), seal(key, Buffer.from("甲"), place));
});

test("another key, another place, and any byte altered: it does not open", () => {
  const sealed = seal(key, Buffer.from("甲"), place);
  assert.throws(() => unseal(newKey(), sealed, place));
  assert.throws(() => unseal(key, sealed, "fact/a/b/2021-01-02"));
  for (let at = 0; at < sealed.length; at++) {
    const altered = Buffer.from(sealed);
    altered[at]! ^= 1;
    assert.throws(() => unseal(key, altered, place), `byte ${at}`);
  }
  for (const length of [0, 12, 27, sealed.length - 1])
    assert.throws(() => unseal(key, sealed.subarray(0, length), place), `${length} bytes`);
});

test("a keyed name is the same under one key, another under any other, and cannot be taken for a plain one", () => {
  const name = keyedName(key, "promise:small/care");
  assert.equal(keyedName(key, "promise:small/care"), name);
  assert.match(name, /^~[\w-]{14}$/);
  assert.notEqual(keyedName(newKey(), "promise:small/care"), name);
  assert.notEqual(keyedName(key, "fact:small/care"), name);
});
