import assert from "node:assert/strict";
import { test } from "node:test";
import {
  decide,
  saidBy,
  homeOf,
  idOf,
  isMalformed,
  refusal,
  stateOf,
  subjectOf,
  today,
} from "./for-tests.ts";
import { registerEnter } from "./register-enter.ts";

const home = subjectOf(2, "household");
const known = subjectOf(1);
const state = stateOf({ subjects: [known, home], byCode: [["person/C-1", { ...known, facts: {} }]] });
const given = {
  subject: idOf(5),
  kind: "person",
  code: " C-5 ",
  name: " 新来的 ",
  household: home.id,
  since: "2021-03-01",
  facts: { livesAlone: true, area: "east" },
};
const refused = (changed: object) => refusal(decide(registerEnter, { ...given, ...changed }, state));

test("somebody new enters with all that is known, sealed under a key of their own", () => {
  const body = {
    kind: "person",
    code: "C-5",
    name: "新来的",
    household: home.id,
    since: "2021-03-01",
    facts: given.facts,
    import: null,
  };
  assert.deepEqual(decide(registerEnter, given, state), [
    { kind: "subject-entered", parts: [{ subject: idOf(5), holder: idOf(5), body }] },
  ]);
});

test("what is not said is not made up: today, no household, no code, no facts; a place has no key", () => {
  const body = {
    kind: "place",
    code: null,
    name: "活动室",
    household: null,
    since: today,
    facts: {},
    import: null,
  };
  assert.deepEqual(decide(registerEnter, { subject: idOf(6), kind: "place", name: "活动室" }), [
    { kind: "subject-entered", parts: [{ subject: idOf(6), holder: null, body }] },
  ]);
});

test("nobody enters twice, and a code is one subject's of its kind", () => {
  assert.deepEqual(refused({ subject: known.id }), ["subject-exists", "subject"]);
  assert.deepEqual(refused({ code: "C-1" }), ["code-taken", "code"]);
  assert.equal(
    refusal(
      decide(registerEnter, { ...given, kind: "unit", code: "C-1", household: null, facts: {} }, state),
    ),
    undefined,
  );
});

test("a household has to be one, and the day cannot be to come", () => {
  assert.deepEqual(refused({ household: idOf(404) }), ["unknown-household", "household"]);
  assert.deepEqual(refused({ household: known.id }), ["unknown-household", "household"]);
  assert.deepEqual(refused({ since: "2021-03-11" }), ["day-to-come", "since"]);
});

test("a newborn is known to live where the household does, and nobody is entered into one that was given up", () => {
  const lived = stateOf({ subjects: [home], homes: [homeOf(2, [1])] });
  const newborn = {
    subject: idOf(5),
    kind: "person",
    name: "小甲",
    household: home.id,
    since: "2021-03-08",
    facts: { birthDate: "2021-03-08" },
  };
  const entered = saidBy(decide(registerEnter, newborn, lived), 0);
  assert.deepEqual(entered["facts"], {
    area: "east",
    address: "东街3号",
    birthDate: "2021-03-08",
  });
  const givenUp = stateOf({ subjects: [home], homes: [homeOf(2, [], { closed: true })] });
  assert.deepEqual(refusal(decide(registerEnter, newborn, givenUp)), ["household-closed", "household"]);
});

test("facts are those of this kind of subject, of their types, in areas of the office", () => {
  assert.deepEqual(refused({ facts: { height: 3 } }), ["unknown-fact", "facts.height"]);
  assert.deepEqual(refused({ facts: { boss: "甲" } }), ["unknown-fact", "facts.boss"]);
  assert.deepEqual(refused({ facts: { livesAlone: "yes" } }), ["wrong-value", "facts.livesAlone"]);
  assert.deepEqual(refused({ facts: { area: "west" } }), ["unknown-area", "facts.area"]);
});

test("what is needed is loaded; a name is needed, and a kind that one can enter", () => {
  assert.deepEqual(registerEnter.needs(registerEnter.input.parse(given) as never), {
    subjects: [idOf(5), home.id],
    homes: [home.id],
    codes: [{ kind: "person", codes: ["C-5"] }],
  });
  assert.deepEqual(
    registerEnter.needs(registerEnter.input.parse({ ...given, code: null, household: null }) as never),
    { subjects: [idOf(5)], homes: [], codes: [] },
  );
  for (const changed of [
    { name: " " },
    { name: undefined },
    { kind: "case" },
    { subject: "5" },
    { since: "2021-2-3" },
  ])
    assert.ok(isMalformed(registerEnter, { ...given, ...changed }), JSON.stringify(changed));
});
