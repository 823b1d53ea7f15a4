import assert from "node:assert/strict";
import { test } from "node:test";
import { contactSet } from "./contact-set.ts";
import { decide, idOf, isMalformed, refusal, saidBy, stateOf, subjectOf, today } from "./for-tests.ts";

const [elder, daughter, shop] = [subjectOf(1), subjectOf(2), subjectOf(3, "unit")];
const gone = { ...subjectOf(4), merged: true };
const state = stateOf({
  subjects: [elder, daughter, shop, gone],
  contacts: [{ id: idOf(51), subject: daughter, other: null, ended: false }],
});
const contact = idOf(50);
const set = (input: object) =>
  decide(contactSet, { contact, subject: elder.id, relation: "女儿", ...input }, state);

test("somebody of the register is a contact by their own name, and stands with both", () => {
  const made = set({ other: daughter.id, phone: "13800000101", emergency: true });
  assert.deepEqual(saidBy(made, 0), {
    contact,
    other: daughter.id,
    name: daughter.name,
    relation: "女儿",
    phone: "13800000101",
    emergency: true,
    speaks: null,
    from: today,
    until: null,
  });
  assert.deepEqual(saidBy(made, 1), { contact, of: elder.id });
});

test("a neighbour outside the register, a guardian and an agent, with what for and until when", () => {
  const guardian = { basis: "appointed", for: "" };
  assert.deepEqual(saidBy(set({ name: " 王邻居 ", speaks: guardian }), 0)["speaks"], guardian);
  const agent = { basis: "entrusted", for: "领取补贴" };
  assert.deepEqual(
    saidBy(set({ name: "王邻居", speaks: agent, until: "2021-12-31" }), 0)["until"],
    "2021-12-31",
  );
});

test("what is refused, and where", () => {
  const name = "王邻居";
  for (const [input, code, where] of [
    [{ subject: idOf(404), name }, "unknown-subject", "subject"],
    [{ subject: shop.id, name }, "not-a-person", "subject"],
    [{ subject: gone.id, name }, "merged-away", "subject"],
    [{ contact: idOf(51), name }, "other-contact", "contact"],
    [{ other: idOf(404) }, "unknown-other", "other"],
    [{ other: shop.id }, "unknown-other", "other"],
    [{ other: elder.id }, "oneself", "other"],
    [{ name: " " }, "name-needed", "name"],
    [{ name, phone: "123" }, "wrong-phone", "phone"],
    [{ name, from: "2021-03-02", until: "2021-03-01" }, "until-before-from", "until"],
    [{ name, speaks: { basis: "entrusted" }, until: "2021-12-31" }, "scope-needed", "speaks.for"],
    [{ name, speaks: { basis: "entrusted", for: "就医" } }, "until-needed", "until"],
  ] as const)
    assert.deepEqual(refusal(set(input)), [code, where], code);
  assert.ok(isMalformed(contactSet, { contact, subject: elder.id, relation: "", name }));
});
