import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactValue } from "#register/subject.ts";
import { idOf } from "../commands/for-tests.ts";
import { matchKnown } from "./match-known.ts";
import type { Candidate, Candidates } from "./match-known.ts";
import type { RegisterRow } from "./read-rows.ts";

type Facts = Record<string, FactValue>;

function known(number: number, name: string, facts: Facts = {}, more: Partial<Candidate> = {}): Candidate {
  return {
    id: idOf(number),
    kind: "person",
    name,
    code: `P-${number}`,
    since: "2021-01-01",
    household: null,
    facts,
    ...more,
  };
}

function row(name: string, facts: Facts = {}, more: Partial<RegisterRow> = {}): RegisterRow {
  return { row: 2, code: null, name, household: null, since: null, facts, ...more };
}

function among(...all: Candidate[]): Candidates {
  return {
    byCode: new Map(all.flatMap((one) => (one.code === null ? [] : [[one.code, one]]))),
    byIdentity: Map.groupBy(all, ({ facts }) => String(facts["identityNumber"] ?? "")),
    byName: Map.groupBy(all, ({ name }) => name),
  };
}

/** The number of whom it found; numbers between whom it cannot choose; "nobody". */
function found(given: RegisterRow, candidates: Candidate[], oneOfTheName = false): unknown {
  const match = matchKnown(given, among(...candidates), oneOfTheName);
  const numberOf = ({ id }: Candidate) => Number(id.slice(-12));
  return "known" in match ? numberOf(match.known) : "unsure" in match ? match.unsure.map(numberOf) : "nobody";
}

const born = { birthDate: "1950-03-07" };
const first = { identityNumber: "11010519491231002X" };

test("by code; a code that has come to stand beside somebody else is asked about", () => {
  const one = known(1, "甲", born);
  assert.equal(found(row("甲", {}, { code: "P-1" }), [one]), 1);
  assert.equal(found(row("甲甲", born, { code: "P-1" }), [one]), 1, "a name written otherwise");
  assert.deepEqual(found(row("乙", { birthDate: "1980-01-01" }, { code: "P-1" }), [one]), [1]);
});

test("by identity number; under another name it is asked about", () => {
  assert.equal(found(row("甲", first), [known(1, "甲", first)]), 1);
  assert.deepEqual(found(row("乙", first), [known(1, "甲", first)]), [1]);
  assert.equal(found(row("甲", first), [known(1, "甲", { identityNumber: "110101195003078531" })]), "nobody");
});

test("by name with birth, address, telephone or household; elsewhere with the same birthday is asked about", () => {
  assert.equal(found(row("甲", born), [known(1, "甲", born)]), 1);
  assert.equal(found(row("甲", born), [known(1, "甲", { birthDate: "1951-03-07" })]), "nobody");
  assert.equal(found(row("甲", { address: "3栋201" }), [known(1, "甲", { address: "清泉路8号3栋201" })]), 1);
  assert.equal(
    found(row("甲", { phone: "13800000001" }), [known(1, "甲", { phone: "13800000001", ...born })]),
    1,
  );
  assert.equal(found(row("甲", {}, { household: "H-1" }), [known(1, "甲", born, { household: "H-1" })]), 1);
  const moved = { ...born, address: "东街1号" };
  assert.deepEqual(found(row("甲", moved), [known(1, "甲", { ...born, address: "西街9号" })]), [1]);
});

test("two of one name: the one of whom more agrees, else a person has to choose", () => {
  const both = [
    known(1, "甲", { ...born, address: "东街1号" }),
    known(2, "甲", { ...born, address: "西街9号" }),
  ];
  assert.equal(found(row("甲", { ...born, address: "西街9号" }), both), 2);
  assert.deepEqual(found(row("甲", born), both), [1, 2]);
  assert.deepEqual(found(row("甲"), both, true), [1, 2]);
});

test("a name alone is not enough for the register, unless the row says nothing new; for a record the only one is", () => {
  const one = known(1, "甲", { address: "东街1号", livesAlone: true });
  assert.deepEqual(found(row("甲", { livesAlone: false }), [one]), [1]);
  assert.equal(found(row("甲", { livesAlone: true }), [one]), 1);
  assert.equal(found(row("甲", { livesAlone: false }), [one], true), 1);
  assert.deepEqual(found(row("甲", { address: "西街9号" }), [one], true), [1]);
});

test("a shop of the same name at another address is another shop", () => {
  const shop = known(1, "清泉超市", { address: "东街1号" }, { kind: "unit" });
  assert.equal(found(row("清泉超市", { address: "西街9号" }), [shop]), "nobody");
  assert.equal(found(row("清泉超市", { address: "东街１号" }), [shop]), 1);
});
