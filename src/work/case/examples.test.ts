import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { compileStandard } from "#standard/compile.ts";
import { examplesIn, readExamples } from "#standard/examples.ts";
import { readStandard } from "#standard/read.ts";
import { testDocument } from "../commands/for-tests.ts";
import { caseFailuresOf } from "./examples.ts";

const standards = fileURLToPath(new URL("../../../standards/", import.meta.url));

let run = 0;
for (const entry of readdirSync(standards, { withFileTypes: true })) {
  if (!entry.isDirectory() || entry.name === "common") continue;
  test(`the procedures of ${entry.name} run as its examples say`, async () => {
    const { document } = await readStandard(standards + entry.name);
    assert.ok(document);
    const { procedures, faults } = await readExamples(standards + entry.name, document);
    assert.deepEqual(faults, []);
    assert.deepEqual(caseFailuresOf(compileStandard(document), procedures), []);
    run += procedures.length;
  });
}

test("some standard has examples of procedures", () => assert.ok(run >= 15, `${run} examples`));

const small = compileStandard(testDocument);

/** What fails of one example of a repair, opened on a Wednesday at nine. */
function failures(expected: string, moves = "[]", on = '"2021-03-12"', given = ""): string[] {
  const text = `- name: { zh: 例 }
  given: { case: { procedure: repair, openedAt: "2021-03-10T09:00", what: 灯${given} } }
  moves: ${moves}
  on: ${on}
  expect: [${expected}]
`;
  const { procedures, faults } = examplesIn([{ file: "small/examples/a.yaml", text }], testDocument);
  assert.deepEqual(faults, []);
  return caseFailuresOf(small, procedures).map(({ line, found }) => `${line}: ${found}`);
}

const begin = '{ at: "2021-03-10T10:00", move: begin }';

test("an example that says what is so holds", () => {
  assert.deepEqual(failures("{ stage: look, due: 2021-03-12, state: due }"), []);
  assert.deepEqual(
    failures("{ stage: look, outcome: kept }, { stage: price, state: overdue }", `[${begin}]`),
    [],
  );
  assert.deepEqual(failures("{ case: true, state: due, reopened: 0, returned: 0 }"), []);
  assert.deepEqual(failures("{ refused: begin }", `[${begin}]`), []);
});

test("one that says anything else fails, whatever part of it is wrong", () => {
  for (const wrong of [
    "{ stage: look, due: 2021-03-13 }",
    "{ stage: look, state: overdue }",
    "{ stage: look, outcome: kept }",
    "{ stage: look, provisional: true }",
    "{ stage: mend }",
    "{ case: true, state: ended }",
    "{ case: true, returned: 1 }",
    "{ case: true, due: 2021-03-12 }",
    "{ atNight: true }",
    "{ onHoliday: true }",
    "{ refused: begin }",
  ])
    assert.equal(failures(wrong).length, 1, wrong);
});

test("one whose moves are not possible fails by the refusal, and so does an opening that is not", () => {
  const [twice = ""] = failures("{ stage: mend }", `[${begin}, ${begin}]`);
  assert.match(twice, /^1: .*"not-at-this-stage"/);
  const [unasked = ""] = failures("{ case: true }", '[{ at: "2021-03-10T10:00", move: drop }]');
  assert.match(unasked, /"field-needed"/);
  const [opened = ""] = failures("{ case: true }", "[]", "2021-03-12", ", answer: splendid");
  assert.match(opened, /"wrong-value"/);
});

test("what is to happen after the day asked about has not happened yet", () =>
  assert.deepEqual(failures("{ stage: look, state: due }", `[${begin}]`, "2021-03-09"), []));
