import assert from "node:assert/strict";
import { test } from "node:test";
import { testRules } from "#work/commands/for-tests.ts";
import type { Office } from "./office.ts";
import { scopeOf } from "./scope-of.ts";

const keyed = (name: string) => `~${name}`;
const office: Office = {
  rules: testRules,
  names: {
    promise: keyed,
    fact: keyed,
    recordKind: keyed,
    procedure: keyed,
    mark: keyed,
    tail: keyed,
    plain: (name) => name.slice(1),
  },
};
const scope = (...roles: string[]) => scopeOf(office, { account: "a", roles });

test("whoever acts on a guarded promise or in a veiled procedure may touch it and the facts it shows them, by their keyed names", () => {
  assert.deepEqual(scope("health-centre"), {
    offices: ["first"],
    account: "a",
    veils: ["~small/care", "~small/care-plan@1"],
    sealed: ["~person/mentalCare"],
  });
});

test("nobody else may, whoever they are; and no role gives the engine's “everything”", () => {
  for (const roles of [["mayor"], []])
    assert.deepEqual(scope(...roles), { offices: ["first"], account: "a", veils: [], sealed: [] });
  // Of the office itself: contacts, and nothing guarded.
  for (const roles of [["worker"], ["secretary"], ["worker", "secretary"]])
    assert.deepEqual(scope(...roles), { offices: ["first"], account: "a", veils: [], sealed: ["inside"] });
});

test("roles add up", () => {
  const { sealed, ...rest } = scope("worker", "health-centre");
  assert.deepEqual({ ...rest, sealed: sealed.slice(0, -1) }, scope("health-centre"));
  assert.equal(sealed.at(-1), "inside");
});
