import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { compileStandard } from "#standard/compile.ts";
import { readExamples } from "#standard/examples.ts";
import { readStandard } from "#standard/read.ts";
import { readText } from "./source-files.ts";

/** What the worked examples of the manual stand among. */
const around = `standard: wells
version: "1"
title: { zh: 看井, en: Wells }
effective: 2021-01-01
roles:
  worker: { title: { zh: 社工, en: Worker } }
  group-leader: { title: { zh: 组长, en: Leader } }
facts: { person: { livesAlone: { label: { zh: 独居, en: Alone }, type: boolean } } }
lines: [{ id: filial, title: { zh: 孝心, en: Filial }, serves: person }]
records: { visit: { title: { zh: 走访, en: Visit }, about: [person] } }
promises:
  - { id: alone-call, line: filial, title: { zh: 问候, en: Call }, clause: { zh: 七天一次。, en: Weekly. }, to: person, when: livesAlone, every: P7D, by: worker, keptBy: [visit] }
`;

for (const language of ["zh", "en"]) {
  test(`the worked procedure, indicator, report and examples of docs/manual/${language}/language.md are a standard`, async () => {
    const blocks = [...readText(`docs/manual/${language}/language.md`).matchAll(/```yaml\n([^]*?)```/g)].map(
      ([, yaml = ""]) => yaml,
    );
    assert.equal(blocks.length, 5);
    const root = await mkdtemp(join(tmpdir(), "manual-"));
    try {
      const folder = join(root, "wells");
      await mkdir(join(folder, "examples"), { recursive: true });
      await mkdir(join(folder, "reports"));
      await writeFile(
        join(folder, "reports", "monthly.md"),
        "{{ urgent-wishes }} {{ table urgent-wishes month }}",
      );
      await writeFile(join(folder, "reports", "monthly.en.md"), "{{ urgent-wishes last-month }}");
      await writeFile(join(folder, "standard.yaml"), around + blocks.slice(0, 3).join(""));
      await writeFile(join(folder, "examples", "all.yaml"), blocks.slice(3).join(""));
      const { document, faults } = await readStandard(folder);
      assert.deepEqual(
        faults.map(({ file, line, column, say }) => `${file}:${line}:${column} ${say.en}`),
        [],
      );
      assert.ok(document);
      assert.equal(compileStandard(document).procedures[0]?.stages[0]?.within.length, 2);
      assert.equal((await readExamples(folder, document)).procedures.length, 1);
    } finally {
      await rm(root, { recursive: true });
    }
  });
}
