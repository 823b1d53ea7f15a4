import * as XLSX from "@e965/xlsx";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { newId } from "#basics/id.ts";
import { WorkingClock } from "#record/clock.ts";
import { noon, smallStandard, testOffice } from "#record/test-office.ts";
import type { TestOffice } from "#record/test-office.ts";
import { httpApp } from "./app.ts";
import { signInForTests } from "./for-tests.ts";

// Files and standards made to do harm, through the same doors as everybody's: each is answered by a sentence, and soon.

const day = "2021-03-20";
let here: TestOffice;
let clock: WorkingClock;
let app: ReturnType<typeof httpApp>;

before(async () => {
  here = await testOffice();
  clock = new WorkingClock(here.keeper.database.app);
  await clock.demonstrate(noon(day));
  const { keeper } = here;
  const signIn = signInForTests("by header");
  app = httpApp({ keeper, clock, signIn, authority: null, backups: null, mail: undefined }, () => true);
});
after(async () => {
  await clock.stop();
  await here.keeper.database.close();
});

async function post(path: string, body: unknown): Promise<{ status: number; bytes: Buffer; text: string }> {
  const isForm = body instanceof FormData;
  const response = await app.request(`http://127.0.0.1${path}`, {
    method: "POST",
    headers: {
      "x-test-account": here.secretary.account,
      ...(isForm ? {} : { "content-type": "application/json" }),
    },
    body: isForm ? body : JSON.stringify(body),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, bytes, text: bytes.toString() };
}

const head = 'standard: wells\nversion: "1"\ntitle: { zh: 看井, en: Wells }\neffective: 2021-01-01\n';

const standards: [name: string, text: string, expected: RegExp][] = [
  ["aliases of aliases", "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", /anchor/],
  ["a tag", `${head}lines: !!js/function 'function () {}'\n`, /"mistake"/],
  ["10 MB", `a: ${"x".repeat(10_000_000)}`, /larger than 1 MB/],
  ["100,000 brackets", `a: ${"[".repeat(100_000)}`, /nested deeper than 40/],
  ["__proto__", `${head}__proto__: { a: 1 }\n`, /this name cannot be used/],
  ["constructor", `${head}constructor: { prototype: { a: 1 } }\n`, /unknown key/],
  [
    "a regular expression that never ends",
    `${head}lines: [{ id: l, title: { zh: l, en: l }, serves: person, when: 'name.matches("(a+)+$")' }]\n`,
    /"line":5/,
  ],
  [
    "lists in lists in lists",
    `${head}lines: [{ id: l, title: { zh: l, en: l }, serves: person, when: '[1,2].all(a, [1,2].all(b, [1,2].all(c, true)))' }]\n`,
    /"line":5/,
  ],
];

test("a standard made to do harm is answered with its mistakes at their places, and soon", async () => {
  for (const [name, text, expected] of standards) {
    const began = performance.now();
    const { status, text: answer } = await post("/api/standards/check", {
      files: [{ name: "standard.yaml", text }],
    });
    assert.equal(status, 200, `${name}: ${answer.slice(0, 300)}`);
    assert.match(answer, /^{"document":null/, name);
    assert.match(answer, expected, `${name}: ${answer.slice(0, 600)}`);
    assert.ok(performance.now() - began < 30_000, `${name} took ${performance.now() - began} ms`);
  }
  assert.equal(({} as { a?: number }).a, undefined);
});

test("a document that never went through a file is held to the same bounds when it is adopted", async () => {
  const [promise] = smallStandard.promises;
  const conditions = [
    "(".repeat(900) + "livesAlone" + ")".repeat(900),
    'name.matches("(a+)+$")',
    "livesAlone && ".repeat(5_000) + "livesAlone",
    "${often}".repeat(100_000),
    "\u0000",
  ];
  const documents: unknown[] = [
    ...conditions.map((when) => ({ ...smallStandard, version: "2", promises: [{ ...promise, when }] })),
    JSON.parse(JSON.stringify({ ...smallStandard, version: "2" }).replace("{", '{"__proto__":{"a":1},')),
    { ...smallStandard, version: "2", parameters: { toString: { title: { zh: "x" }, type: "duration" } } },
    { ...smallStandard, version: "2", promises: Array.from({ length: 10_000 }, () => promise) },
  ];
  for (const [place, document] of documents.entries()) {
    const began = performance.now();
    const input = { document, from: day };
    const { status, text } = await post("/api/commands", {
      id: newId(),
      name: "standard.adopt",
      at: noon(day).toISOString(),
      input,
    });
    assert.ok(status === 409 || status === 422, `${place}: ${status} ${text.slice(0, 300)}`);
    assert.ok(text.length < 1_000_000, `${place}: ${text.length} letters`);
    assert.ok(performance.now() - began < 30_000, `${place} took ${performance.now() - began} ms`);
  }
});

function formWith(bytes: Uint8Array<ArrayBuffer> | string, name: string): FormData {
  const form = new FormData();
  form.set("kind", "person");
  form.set("file", new File([bytes], name));
  return form;
}

test("an upload is what its bytes are, whatever it is called, and one that is none is told so by its name", async () => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ["编号", "姓名", "独居"],
    ["X-1", "甲", "是"],
  ]);
  const book = { SheetNames: ["表"], Sheets: { 表: sheet } };
  const xlsx = new Uint8Array(XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
  const right = await post("/api/import/preview", formWith(xlsx, "名册.pdf"));
  assert.equal(right.status, 200, right.text);
  assert.equal((JSON.parse(right.text) as { new: number }).new, 1);

  const bomb = deflateRawSync(new Uint8Array(16 * 1024 * 1024));
  const wrong: [name: string, bytes: Uint8Array<ArrayBuffer> | string, code: string][] = [
    ["程序.xlsx", new Uint8Array(Buffer.from("4d5a9000030000000400", "hex")), "not-a-workbook"],
    ["照片.xlsx", new Uint8Array(Buffer.from("89504e470d0a1a0a0000", "hex")), "not-a-workbook"],
    ["页.csv", "<html><script>alert(1)</script></html>", "not-a-workbook"],
    ["半截.xlsx", xlsx.slice(0, 1_000), "not-a-workbook"],
    ["不是.xlsx", new Uint8Array(Buffer.concat([Buffer.from("504b0304", "hex"), bomb])), "not-a-workbook"],
    ["空.csv", "", "workbook-empty"],
    ["多.csv", `编号,姓名\n${"1,甲\n".repeat(120_000)}`, "workbook-too-large"],
  ];
  for (const [name, bytes, code] of wrong)
    for (const path of ["/api/import/preview", "/api/import"]) {
      const { status, text } = await post(path, formWith(bytes, name));
      const answer = JSON.parse(text) as { code: string; say: { zh: string; en: string }; where: string };
      assert.deepEqual([status, answer.code, answer.where], [422, code, "file"], `${name}: ${text}`);
      assert.ok(answer.say.zh.includes(name) && answer.say.en.includes(name), text);
    }
  const huge = await post("/api/import", formWith("x".repeat(25 * 1024 * 1024), "大.csv"));
  assert.deepEqual([huge.status, (JSON.parse(huge.text) as { code: string }).code], [413, "too-large"]);
});

test("what a spreadsheet would run as a formula comes in as text and goes out as text", async () => {
  const traps = ['=HYPERLINK("http://x.invalid","x")', "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3", "=1+1"];
  const rows = traps.map(
    (trap, at) => `T-${at},"${trap.replaceAll('"', '""')}","${trap.replaceAll('"', '""')}",是`,
  );
  const imported = await post(
    "/api/import",
    formWith(`编号,姓名,住址,独居\n${rows.join("\n")}\n`, "名册.csv"),
  );
  assert.equal(imported.status, 200, imported.text);
  const { status, bytes } = await post("/api/ask/export", {
    of: "person",
    when: "livesAlone",
    show: ["address"],
    language: "zh",
  });
  assert.equal(status, 200, bytes.toString().slice(0, 300));
  const book = XLSX.read(bytes, { cellFormula: true });
  const cells = book.SheetNames.flatMap((name) =>
    Object.entries(book.Sheets[name] ?? {}).flatMap(([at, cell]) =>
      at.startsWith("!") ? [] : [cell as XLSX.CellObject],
    ),
  );
  const listed = cells.filter(({ t, v }) => t === "s" && typeof v === "string" && /^[=+\-@]/.test(v));
  assert.ok(listed.length >= traps.length, JSON.stringify(cells));
  assert.deepEqual(
    cells.filter(({ f, l }) => f !== undefined || l !== undefined),
    [],
  );
});
