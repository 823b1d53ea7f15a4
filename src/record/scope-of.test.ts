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
    reach: ["promise:~small/care", "record:~check-in", "~small/repair 1 price", "~small/care-plan 1 plan"],
  });
});

test("whoever is let into one case reaches that case alone, and no guarded promise or fact", () => {
  assert.deepEqual(scopeOf(office, { account: "a", roles: ["health-centre"], cases: ["c"] }), {
    offices: ["first"],
    account: "a",
    veils: ["~small/care-plan@1"],
    sealed: [],
    reach: ["case:c"],
  });
});

test("a supervisor reaches figures, an auditor the journal, and neither anybody", () => {
  assert.deepEqual(scope("supervisor").reach, ["figures"]);
  assert.deepEqual(scope("auditor").reach, ["journal"]);
});

test("nobody else may, whoever they are; and no role gives the engine's “everything”", () => {
  for (const roles of [["mayor"], []])
    assert.deepEqual(scope(...roles), { offices: ["first"], account: "a", veils: [], sealed: [], reach: [] });
  // Of the office itself: contacts, and nothing guarded.
  for (const roles of [["worker"], ["secretary"], ["worker", "secretary"]])
    assert.deepEqual(scope(...roles), {
      offices: ["first"],
      account: "a",
      veils: [],
      sealed: ["inside"],
      reach: "*",
    });
});

test("roles add up", () => {
  const { sealed, reach, ...rest } = scope("worker", "health-centre");
  const { reach: _, ...ofCentre } = scope("health-centre");
  assert.deepEqual({ ...rest, sealed: sealed.slice(0, -1) }, ofCentre);
  assert.equal(sealed.at(-1), "inside");
  assert.equal(reach, "*");
});
