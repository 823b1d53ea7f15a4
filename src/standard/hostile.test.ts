import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { readStandard } from "./read.ts";

// A standard may come from anybody: whatever stands in its files, the answer is a sentence at a place, and soon.

const head = `standard: wells
version: "1"
title: { zh: 看井, en: Wells }
effective: 2021-01-01
`;
const tooDeep = /nested deeper than 40/;

const hostile: [name: string, text: string | Uint8Array, expected: RegExp][] = [
  ["billion laughs", "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", /^1:4 & is read as an anchor/],
  ["ten megabytes", "a: " + "x".repeat(10_000_000), /^1:1 the file is larger than 1 MB/],
  ["100,000 brackets", "a: " + "[".repeat(100_000), tooDeep],
  ["100,000 brackets closed", "a: " + "{".repeat(100_000) + "}".repeat(100_000), tooDeep],
  ["200,000 lists in lists", "- ".repeat(200_000) + "x", tooDeep],
  ["1,300 indents", Array.from({ length: 1300 }, (_, i) => " ".repeat(i) + "a:").join("\n"), tooDeep],
  ["a million blank lines", "\n".repeat(900_000), /^20001:1 the file has more than 20000 lines/],
  ["80,000 keys", `{ ${Array.from({ length: 80_000 }, (_, i) => `k${i}: 1`).join(", ")} }`, /is missing/],
  ["a merge key", head + "<<: { version: x }\n", /^5:1 the merge key << is not understood/],
  ["__proto__", head + "__proto__: { a: 1 }\n", /^5:1 this name cannot be used/],
  ["a key that every object has", head + "constructor: { a: 1 }\n", /^5:1 unknown key "constructor"/],
  ["a key twice", head + "title: { zh: 井 }\n", /^5:1 "title" stands twice/],
  ["a tab", "a:\n\tb: 1\n", /^2:1 indent with spaces/],
  ["two documents", head + "---\nb: 2\n", /^5:1 one document a file/],
  ["not UTF-8", new Uint8Array([0x61, 0x3a, 0x20, 0xc4, 0xe3]), /^1:1 the file is not UTF-8/],
  ["UTF-16", new Uint8Array([0xff, 0xfe, 0x61, 0, 0x3a, 0]), /^1:1 the file is not UTF-8/],
  ["an empty file", "", /^1:1 the file is empty/],
  ["only a remark", "\n# nothing\n", /^1:1 the file is empty/],
  ["a list", "- a\n- b\n", /^1:1 a file is made of keys and values/],
  ["a text", "just text", /^1:1 a file is made of keys and values/],
  [
    "a number for a version",
    head.replace('"1"', "2021.10"),
    /^2:10 "version" must be text; quote it: version: "2021.10"/,
  ],
  ["nothing after a key", head + "promises:\n", /^5:1 nothing is written after "promises"/],
  ["Windows line ends", head.replaceAll("\n", "\r\n") + "bogus: 1\r\n", /^5:1 unknown key "bogus"/],
  [
    "a long condition",
    head +
      `lines: [{ id: l, title: { zh: l }, serves: person, when: "${"(".repeat(10_000)}age${")".repeat(10_000)}" }]\n`,
    /^5:\d+ too long: at most 2000 characters/,
  ],
  [
    "a deep condition",
    head +
      `lines: [{ id: l, title: { zh: l }, serves: person, when: "${"(".repeat(900)}age > 1${")".repeat(900)}" }]\n`,
    /^5:/,
  ],
  [
    "100,000 parameters",
    head + `lines: [{ id: l, title: { zh: l }, serves: person, when: "${"${a}".repeat(100_000)}" }]\n`,
    /^5:\d+ too long/,
  ],
  [
    "200,000 choices",
    head + `facts: { person: { x: { label: { zh: a }, type: choice, of: [${"a,".repeat(200_000)}b] } } }\n`,
    /at most 300 choices, here are 200001/,
  ],
];

test("hostile and broken files are answered with a sentence at its place, and soon", async () => {
  for (const [name, text, expected] of hostile) {
    const began = performance.now();
    const { document, said } = await read({ "standard.yaml": text });
    assert.equal(document, undefined, name);
    assert.ok(
      said.some((fault) => expected.test(fault)),
      `${name}: ${said.slice(0, 5).join(" | ")}`,
    );
    assert.ok(performance.now() - began < 60_000, `${name} took ${Math.round(performance.now() - began)} ms`);
  }
});

test("a byte-order mark and Windows line ends are no mistake", async () => {
  const { document, said } = await read({ "standard.yaml": `\uFEFF${head.replaceAll("\n", "\r\n")}` });
  assert.deepEqual(said, []);
  assert.equal(document?.title.zh, "看井");
});

test("more files than a standard has, and links that lead elsewhere, are not read", async () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`part-${i}.yaml`, "lines: []\n"]));
  const { said } = await read({ "standard.yaml": head, ...many });
  assert.ok(said.some((fault) => /a standard has at most 50 files/.test(fault)));

  const reports = `reports: { r: { title: { zh: 报, en: R }, each: month, file: { zh: reports/r.md, en: ../secret.md } } }\n`;
  const linked = await read({ "standard.yaml": head + reports }, async (folder) => {
    await writeFile(join(folder, "..", "secret.md"), "{{ nothing }}");
    await writeFile(join(folder, "..", "more.yaml"), "lines: []\n");
    await symlink(join(folder, "..", "more.yaml"), join(folder, "more.yaml"));
    await mkdir(join(folder, "reports"));
    await symlink(join(folder, "..", "secret.md"), join(folder, "reports", "r.md"));
  });
  assert.deepEqual(linked.said, ["1:1 this is a link and is not followed; put the file itself here"]);
  const inside = await read({ "standard.yaml": head + reports }, async (folder) => {
    await writeFile(join(folder, "..", "secret.md"), "{{ nothing }}");
    await mkdir(join(folder, "reports"));
    await symlink(join(folder, "..", "secret.md"), join(folder, "reports", "r.md"));
  });
  assert.deepEqual(
    inside.said.map((fault) => fault.replace(/^\d+:\d+ /, "")),
    [
      "there is no such file: reports/r.md",
      "a template is a .md file inside this folder, such as reports/monthly.md: ../secret.md",
    ],
  );
});

/** Reads a folder with these files; the mistakes as "line:column words". */
async function read(
  files: Record<string, string | Uint8Array>,
  also: (folder: string) => Promise<void> = async () => {},
) {
  const root = await mkdtemp(join(tmpdir(), "hostile-"));
  const folder = join(root, "wells");
  try {
    await mkdir(folder);
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await also(folder);
    const { document, faults } = await readStandard(folder);
    const said = faults
      .filter((fault) => fault.level === "mistake")
      .map(({ line, column, say }) => `${line}:${column} ${say.en}`);
    return { document, said };
  } finally {
    await rm(root, { recursive: true });
  }
}
