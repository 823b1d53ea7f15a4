import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#basics/id.ts";
import { caseOf, decide, isMalformed, refusal, saidBy, stateOf } from "./for-tests.ts";
import { grantGive } from "./grant-give.ts";

const centre = { id: "centre", title: { zh: "城东卫生中心" } };
const own = { id: "first", title: { zh: "第一社区" } };
const input = { grant: newId(), to: "centre", role: "health-centre" };
const state = stateOf({ offices: [centre, own] });

test("another body acts here from today, by its secretary unless another role is named", () => {
  const decided = decide(grantGive, input, state);
  assert.ok(Array.isArray(decided) && decided[0]?.kind === "grant-given");
  assert.deepEqual(saidBy(decided, 0), {
    grant: input.grant,
    to: centre,
    holders: "secretary",
    role: "health-centre",
    case: null,
    from: "2021-03-10",
    until: null,
  });
});

test("refused: what is there, nobody, oneself, a role of the office's own, days in the past or the wrong way round", () => {
  const against = (more: object, codes: string[], at = state) =>
    assert.deepEqual(refusal(decide(grantGive, { ...input, ...more }, at)), codes);
  against(
    {},
    ["grant-exists", "grant"],
    stateOf({ offices: [centre], grants: [{ ...given, id: input.grant }] }),
  );
  against({ to: "elsewhere" }, ["unknown-office", "to"]);
  against({ to: "first" }, ["own-office", "to"]);
  for (const role of ["worker", "secretary", "mayor"]) against({ role }, ["not-for-outside", "role"]);
  against({ from: "2021-03-09" }, ["begins-before-today", "from"]);
  against({ from: "2021-03-22", until: "2021-03-21" }, ["ends-before-it-begins", "until"]);
  assert.ok(isMalformed(grantGive, { ...input, until: "soon" }));
});

test("in one case, if its procedure has something for that role to do", () => {
  const repair = caseOf();
  const at = stateOf({ offices: [centre], cases: [repair] });
  const one = { ...input, case: repair.state.id };
  assert.equal(refusal(decide(grantGive, one, at)), undefined);
  assert.deepEqual(refusal(decide(grantGive, { ...one, role: "auditor" }, at)), ["no-part-in-it", "role"]);
  assert.deepEqual(refusal(decide(grantGive, { ...one, case: newId() }, at)), ["unknown-case", "case"]);
});

const given = { to: centre, role: "health-centre", until: null };
