import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, isMalformed, refusal, stateOf, subjectOf } from "./for-tests.ts";
import { registerImportRecords } from "./register-import-records.ts";

const elder = subjectOf(1);
const state = stateOf({
  subjects: [elder],
  records: [{ id: idOf(60), kind: "visit", by: idOf(999), about: [elder], struck: false }],
  imports: [{ id: idOf(70), kind: "record", parts: [1], undone: false, touchedSince: [], casesSince: 0 }],
});
const row = (number: number, more: object = {}) => ({
  row: number,
  record: idOf(100 + number),
  kind: "visit",
  about: elder.id,
  on: "2021-02-03",
  fields: { summary: "身体好" },
  ...more,
});
const asked = (rows: object[], more: object = {}) =>
  decide(registerImportRecords, { import: idOf(71), file: "走访.xlsx", rows, rejected: [], ...more }, state, [
    "secretary",
  ]);

test("every row is a record like one written down on the spot, behind the entry of its import", () => {
  const decision = asked([row(2), row(3, { on: "2021-02-10" })]);
  assert.ok(Array.isArray(decision));
  assert.deepEqual(
    decision.map(({ kind }) => kind),
    ["import-made", "record-made", "record-made"],
  );
  assert.deepEqual(decision[1]?.parts, [
    {
      subject: elder.id,
      holder: elder.id,
      body: { record: idOf(102), kind: "visit", on: "2021-02-03", fields: { summary: "身体好" } },
    },
  ]);
});

test("the rules of a record hold for each row, and the answer says which", () => {
  for (const [more, code, where] of [
    [{ on: "2021-03-11" }, "day-to-come", "rows.1.on"],
    [{ on: "2020-12-31" }, "before-since", "rows.1.on"],
    [{ kind: "dance" }, "unknown-record-kind", "rows.1.kind"],
    [{ kind: "excuse" }, "unknown-record-kind", "rows.1.kind"],
    [{ fields: {} }, "field-needed", "rows.1.fields.summary"],
    [{ about: idOf(404) }, "unknown-subject", "rows.1.about.0"],
    [{ record: idOf(60) }, "record-exists", "rows.1.record"],
  ] as const)
    assert.deepEqual(refusal(asked([row(2), row(3, more)])), [code, where]);
});

test("an import is made once; only the secretary may", () => {
  assert.deepEqual(refusal(asked([row(2)], { import: idOf(70) })), ["import-exists", "import"]);
  assert.equal(registerImportRecords.may, "secretary");
  assert.ok(
    isMalformed(registerImportRecords, { import: idOf(71), file: "a", rows: [{ row: 2 }], rejected: [] }),
  );
});
