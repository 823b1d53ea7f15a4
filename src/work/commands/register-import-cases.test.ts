import assert from "node:assert/strict";
import { test } from "node:test";
import type { Step } from "../case/case.ts";
import { caseOf, decide, idOf, isMalformed, refusal, saidBy, stateOf, subjectOf } from "./for-tests.ts";
import { registerImportCases } from "./register-import-cases.ts";

const elder = subjectOf(1);
const shop = subjectOf(2, "unit");
const there = caseOf();
const state = stateOf({
  subjects: [elder, shop],
  cases: [there],
  imports: [{ id: idOf(72), kind: "case", parts: [1], undone: false, touchedSince: [], casesSince: 0 }],
});
const row = (more: object = {}) => ({
  row: 2,
  case: idOf(102),
  procedure: "small/repair",
  about: elder.id,
  opened: "2021-02-03T23:40",
  fields: { what: "灯", urgent: true },
  ...more,
});
const asked = (rows: object[], more: object = {}) =>
  decide(registerImportCases, { import: idOf(71), file: "报修.xlsx", rows, rejected: [], ...more }, state, [
    "secretary",
  ]);
const opened = (more: object) => {
  const body = saidBy(asked([row(more)]), 0, 1);
  return { ...body, step: body["step"] as Extract<Step, { step: "opened" }> } as Record<string, unknown> & {
    step: Extract<Step, { step: "opened" }>;
  };
};

test("every row is a case that came at its own time, behind the entry of its import; one that has not ended stands at its first stage", () => {
  const decision = asked([row(), row({ case: idOf(103), about: null })]);
  assert.ok(Array.isArray(decision));
  assert.deepEqual(
    decision.map(({ kind }) => kind),
    ["import-made", "case-opened", "case-opened"],
  );
  const { openedAt, atNight, step } = opened({});
  assert.deepEqual([openedAt, atNight], ["2021-02-03T15:40:00.000Z", true]);
  assert.equal(step.begins[0]?.due?.at, "2021-02-03T17:40:00.000Z");
  assert.deepEqual(step.told, { answered: null, end: null, text: null });
});

test("in time is what the first answer tells, where it tells; a day alone tells only what holds at any hour of it", () => {
  const outcome = (more: object) => {
    const { told, begins } = opened({ ended: { at: "2021-02-09", end: "mended" }, ...more }).step;
    return [told?.answered?.outcome, told?.end?.outcome, begins[0]?.due?.at];
  };
  const due = "2021-02-03T17:40:00.000Z";
  assert.deepEqual(outcome({ answered: "2021-02-04T01:00" }), ["kept", "kept", due]);
  assert.deepEqual(outcome({ answered: "2021-02-04T02:00" }), ["late", "late", due]);
  assert.deepEqual(outcome({ answered: "2021-02-04" }), [null, null, undefined]);
  assert.deepEqual(outcome({ answered: "2021-02-05" }), ["late", "late", due]);
  assert.deepEqual(outcome({}), [undefined, null, undefined]);
  // Two working days from Wednesday end with Friday, whatever the hour.
  const byDays = { opened: "2021-02-03", fields: { what: "灯" } };
  assert.deepEqual(outcome({ ...byDays, answered: "2021-02-05" }).slice(0, 2), ["kept", "kept"]);
  assert.deepEqual(outcome({ ...byDays, answered: "2021-02-06" }).slice(0, 2), ["late", "late"]);
});

test("one that was answered and has not ended is no longer counted against its first deadline, unless it was late", () => {
  const due = (answered: string) => opened({ answered }).step.begins[0]?.due?.at;
  assert.equal(due("2021-02-04T01:00"), undefined);
  assert.equal(due("2021-02-04T03:00"), "2021-02-03T17:40:00.000Z");
});

test("a day alone is never night, and the text of the handling goes with it", () => {
  const { openedAt, atNight, step } = opened({ opened: "2021-02-03", text: "换了灯" });
  assert.deepEqual([openedAt, atNight, step.told?.text], ["2021-02-03T04:00:00.000Z", false, "换了灯"]);
});

test("the rules of opening a case hold for each row, and the answer says which", () => {
  const ended = (at: string, end = "mended") => ({ ended: { at, end } });
  for (const [more, code, where] of [
    [{ procedure: "small/dance" }, "unknown-procedure", "rows.1.procedure"],
    [{ about: idOf(404) }, "unknown-subject", "rows.1.about.0"],
    [{ about: shop.id }, "wrong-kind-of-subject", "rows.1.about.0"],
    [{ procedure: "small/care-plan", about: null, fields: {} }, "nobody-concerned", "rows.1.about"],
    [{ fields: {} }, "field-needed", "rows.1.fields.what"],
    [{ fields: { what: "灯", song: "x" } }, "unknown-field", "rows.1.fields.song"],
    [{ fields: { what: "灯", urgent: "x" } }, "wrong-value", "rows.1.fields.urgent"],
    [{ case: there.state.id }, "case-exists", "rows.1.case"],
    [{ opened: "2021-03-11" }, "day-to-come", "rows.1.opened"],
    [{ answered: "2021-03-11" }, "day-to-come", "rows.1.answered"],
    [ended("2021-03-11"), "day-to-come", "rows.1.ended"],
    [{ answered: "2021-02-02" }, "before-it-came", "rows.1.answered"],
    [{ answered: "2021-02-05", ...ended("2021-02-04") }, "before-it-came", "rows.1.ended"],
    [ended("2021-02-05", "lost"), "unknown-end", "rows.1.ended"],
  ] as const)
    assert.deepEqual(refusal(asked([row(), row(more)])), [code, where]);
});

test("an import is made once; only the secretary may", () => {
  assert.deepEqual(refusal(asked([row()], { import: idOf(72) })), ["import-exists", "import"]);
  assert.equal(registerImportCases.may, "secretary");
  for (const opened of ["2021-02-30", "2021-02-03T24:10", "二月三日"])
    assert.ok(
      isMalformed(registerImportCases, {
        import: idOf(71),
        file: "a",
        rows: [row({ opened })],
        rejected: [],
      }),
    );
});
