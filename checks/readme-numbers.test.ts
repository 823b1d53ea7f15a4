import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { readExamples } from "#standard/examples.ts";
import { readStandard } from "#standard/read.ts";
import { readText, root } from "./source-files.ts";

/** Where a number is told, after which words: one that is told nowhere is not held. */
const told = {
  promises: {
    "README.md": / promises/,
    "README.zh-CN.md": / 条承诺/,
    "standards/five-hearts/README.md": / promises/,
  },
  indicators: { "README.md": / indicators/, "README.zh-CN.md": / 个指标/ },
  examples: {
    "README.md": / examples/,
    "README.zh-CN.md": / 个例子/,
    "standards/five-hearts/README.md": / 个例子/,
  },
};

test("the promises, indicators and examples that the pages tell of are as many as there are", async () => {
  const folder = join(root, "standards/five-hearts");
  const { document } = await readStandard(folder);
  assert.ok(document);
  const { examples, procedures } = await readExamples(folder, document);
  const counted = {
    promises: document.promises.length,
    indicators: Object.keys(document.indicators).length,
    examples: examples.length + procedures.length,
  };
  for (const [what, places] of Object.entries(told))
    for (const [file, after] of Object.entries(places)) {
      const [, number] = new RegExp(`(\\d+)${after.source}`).exec(readText(file)) ?? [];
      assert.equal(Number(number), counted[what as keyof typeof told], `${what} in ${file}`);
    }
});
