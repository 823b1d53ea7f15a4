import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { readExamples } from "#standard/examples.ts";
import { readStandard } from "#standard/read.ts";
import { failuresOf } from "./examples.ts";

const standard = `
standard: wells
version: "1"
title: { zh: 看井 }
effective: 2021-01-01
roles: { worker: { title: { zh: 社工 } } }
facts: { person: { livesAlone: { label: { zh: 独居 }, type: boolean } } }
lines: [{ id: l, title: { zh: 线 }, serves: person }]
records: { visit: { title: { zh: 走访 }, about: [person] } }
promises:
  - { id: call, line: l, title: { zh: 问候 }, to: person, when: livesAlone, every: P7D, by: worker, keptBy: [visit] }
`;

async function run(examples: string) {
  const folder = join(await mkdtemp(join(tmpdir(), "examples-")), "wells");
  try {
    await mkdir(join(folder, "examples"), { recursive: true });
    await writeFile(join(folder, "standard.yaml"), standard);
    await writeFile(join(folder, "examples", "call.yaml"), examples);
    const { document } = await readStandard(folder);
    const read = await readExamples(folder);
    assert.ok(document);
    return { ...read, failures: failuresOf(document, read.examples) };
  } finally {
    await rm(join(folder, ".."), { recursive: true });
  }
}

const head = `
- name: { zh: 上周走访过 }
  given: { person: { livesAlone: true, since: 2021-01-04 } }
  records: [{ kind: visit, on: 2021-01-10 }]
  on: 2021-01-18
`;

test("an example that holds, by duty, by outcome and by nothing owed", async () => {
  const { failures, faults } = await run(`${head}  expect:
    - { promise: call, due: 2021-01-17, state: overdue }
    - { promise: call, outcome: kept, on: 2021-01-10 }
- name: { zh: 不独居 }
  given: { person: { livesAlone: false, since: 2021-01-04 } }
  on: 2021-01-18
  expect: [{ promise: call, owed: false }]
`);
  assert.deepEqual([faults, failures], [[], []]);
});

test("one that does not: where it stands, and what is so instead", async () => {
  const { failures } = await run(
    `${head}  expect: [{ promise: call, state: due }, { promise: cal, owed: false }]`,
  );
  assert.deepEqual(
    failures.map(({ file, line, expected, found }) => [file, line, expected.promise, found.length]),
    [
      ["wells/examples/call.yaml", 2, "call", 2],
      ["wells/examples/call.yaml", 2, "cal", 0],
    ],
  );
});

test("a slip in an example is a fault at its place", async () => {
  const { faults } = await run(`${head}  expect: [{ promise: call, stat: due }]`);
  assert.deepEqual(
    faults.map(({ file, line, column, say }) => `${file}:${line}:${column} ${say.en}`),
    ['wells/examples/call.yaml:6:29 unknown key "stat"'],
  );
});
