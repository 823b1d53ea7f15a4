import assert from "node:assert/strict";
import { test } from "node:test";
import { longestPassword, passwordFault, shortestPassword } from "./password.ts";

const me = { username: "heqing", name: "何清和" };
const fault = (password: string) => passwordFault(password, me)?.code;

test("a phrase of one's own is taken, in any script, with spaces or without; nothing else is asked of it", () => {
  for (const good of [
    "correct horse battery",
    "院里的桂花今年开了两回呢",
    "alllowercaseyetlong",
    "k7mp-3xwe-9thd",
    "a long enough one",
    "我爱你们这些老街坊邻居呀", // a common word may stand in a phrase
    "lihuakaileyishu",
  ])
    assert.equal(fault(good), undefined, good);
});

test("twelve characters or more, 128 at most, counted as people count", () => {
  assert.equal(fault("短"), "password-short");
  assert.equal(fault("eleven char"), "password-short");
  assert.equal(fault("😀".repeat(11)), "password-short");
  assert.equal(fault("x y".repeat(50)), "password-long");
  assert.match(passwordFault("short", me)?.say.en ?? "", new RegExp(`${shortestPassword}.*5`));
  assert.match(passwordFault("长".repeat(200), me)?.say.zh ?? "", new RegExp(String(longestPassword)));
});

test("not one's own name with digits around it", () => {
  for (const own of ["heqing123456", "何清和何清和何清和何清和", "2021-HeQing-8"])
    assert.equal(fault(own), "password-about-you", own);
  assert.equal(fault("heqing waters the osmanthus"), undefined);
  // A name of one letter stands in everything.
  assert.equal(passwordFault("a fine long phrase", { username: "a", name: "a" }), undefined);
});

test("not what everybody would try first", () => {
  for (const common of [
    "123456789012",
    "abcabcabcabc",
    "aaaaaaaaaaaa",
    "abcdefghijkl",
    "qwertyuiop12",
    "1qaz2wsx3edc",
    "Password1234",
    "P@ssw0rd2024!",
    "iloveyou1314520",
    "woaini5201314",
    "admin@123456",
    "WoAiZhongGuo!",
    "13800138000138",
    "110101199003071234",
    "19900307-1234-56",
    "密码密码密码密码密码密码",
    "wellside2021!",
  ])
    assert.equal(fault(common), "password-well-known", common);
});
