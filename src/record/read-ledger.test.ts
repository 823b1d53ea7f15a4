import * as XLSX from "@e965/xlsx";
import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayFrom, dayText } from "#basics/day.ts";
import { checkCharacter } from "#register/identity-number.ts";
import { matchColumns } from "#work/import/match-columns.ts";
import type { FactShape } from "#work/import/columns.ts";
import { readRows } from "#work/import/read-rows.ts";
import type { RegisterRow } from "#work/import/read-rows.ts";
import { readWorkbook } from "./read-workbook.ts";

// From the bytes of a file to rows of the register, through every format.

const facts: FactShape[] = [
  { id: "livesAlone", of: "person", label: { zh: "独居" }, type: "boolean", alsoCalled: [] },
];
const areas = [
  { id: "grid-1", title: { zh: "第一网格" } },
  { id: "grid-2", title: { zh: "第二网格" } },
];
const residenceWords = {
  resident: "户籍常住",
  migrant: "流动人口",
  away: "外出",
  moved: "已迁出",
  deceased: "已故",
} as const;

const heading = [
  "编号",
  "姓名",
  "户编号",
  "性别",
  "出生日期",
  "网格",
  "住址",
  "居住状态",
  "身份证号",
  "联系电话",
  "登记日期",
  "独居",
];

type Given = string | { t: "n"; v: number; z: string };

/** The row as a clerk would type it; dates as Excel's own numbers where the format has them. */
function typed({ code, name, household, since, facts: known }: RegisterRow, asNumbers: boolean): Given[] {
  const day = (iso: string): Given =>
    asNumbers
      ? { t: "n", v: (Date.parse(iso) - Date.parse("1899-12-30")) / 86_400_000, z: "yyyy/m/d" }
      : iso.replaceAll("-", ".");
  const text = (fact: string): string => String(known[fact]);
  return [
    code ?? "",
    name,
    household ?? "",
    known["sex"] === "male" ? "男" : "女",
    day(text("birthDate")),
    known["area"] === "grid-1" ? "第一网格" : "二网格",
    text("address"),
    residenceWords[text("residence") as keyof typeof residenceWords],
    text("identityNumber"),
    text("phone"),
    day(since ?? ""),
    known["livesAlone"] === true ? "是" : "否",
  ];
}

function readBack(bytes: Uint8Array, file: string): ReturnType<typeof readRows> {
  const book = readWorkbook(bytes, file);
  assert.ok("sheets" in book, JSON.stringify(book));
  const sheet = book.sheets[0]!;
  const match = matchColumns(sheet, "person", facts);
  assert.ok("columns" in match, JSON.stringify(match));
  return readRows(sheet, match, { kind: "person", facts, areas, today: "2021-11-30" });
}

function workbook(rows: Given[][], bookType: "xlsx" | "biff8"): Uint8Array {
  const book: XLSX.WorkBook = {
    SheetNames: ["居民台账"],
    Sheets: { 居民台账: XLSX.utils.aoa_to_sheet(rows) },
  };
  return new Uint8Array(XLSX.write(book, { type: "buffer", bookType }) as Buffer);
}

function csv(rows: Given[][]): string {
  return rows
    .map((row) =>
      row
        .map((cell) => `"${(typeof cell === "string" ? cell : String(cell.v)).replaceAll('"', '""')}"`)
        .join(","),
    )
    .join("\r\n");
}

/** Two-byte GB 18030 (the part that is GBK), turned round from the decoder that comes with the platform. */
function gb18030(text: string): Uint8Array {
  const pairs = new Uint8Array(126 * 190 * 2);
  let at = 0;
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) pairs.set([lead, trail], 2 * at++);
  const bytesOf = new Map<string, number[]>(
    [...new TextDecoder("gb18030").decode(pairs)].map((character, place) => [
      character,
      [pairs[2 * place]!, pairs[2 * place + 1]!],
    ]),
  );
  return Uint8Array.from(
    [...text].flatMap((character) =>
      character < "\u0080" ? [character.charCodeAt(0)] : bytesOf.get(character)!,
    ),
  );
}

const letters = fc.string({
  unit: fc.constantFrom(..."王李张刘陈杨赵黄周吴测试甲乙丙丁"),
  minLength: 2,
  maxLength: 4,
});
const day = (from: number, until: number) =>
  fc.integer({ min: dayFrom(from, 1, 1), max: dayFrom(until, 11, 30) }).map(dayText);
const row = fc
  .record({
    name: letters,
    household: fc.option(fc.integer({ min: 1, max: 99_999 }).map((number) => `H-${number}`)),
    birth: day(1910, 2021),
    order: fc.integer({ min: 0, max: 999 }),
    area: fc.constantFrom("grid-1", "grid-2"),
    address: fc
      .tuple(letters, fc.integer({ min: 1, max: 99 }))
      .map(([street, number]) => `${street}街${number}号“后门”`),
    residence: fc.constantFrom("resident", "migrant", "away", "moved", "deceased"),
    phone: fc.integer({ min: 0, max: 9999 }).map((number) => `1380000${String(number).padStart(4, "0")}`),
    since: day(2000, 2021),
    livesAlone: fc.boolean(),
  })
  .map(({ name, household, birth, order, since, ...rest }) => ({
    name,
    household,
    since,
    birth,
    order,
    rest,
  }));

function rowsOf(drawn: (typeof row extends fc.Arbitrary<infer One> ? One : never)[]): RegisterRow[] {
  return drawn.map(({ name, household, since, birth, order, rest }, at) => {
    const digits = `43${String(1000 + at)}${birth.replaceAll("-", "")}${String(order).padStart(3, "0")}`;
    const identityNumber = digits + checkCharacter(digits);
    return {
      row: at + 2,
      code: `P-${String(at).padStart(4, "0")}`,
      name,
      household,
      since,
      facts: { ...rest, birthDate: birth, sex: order % 2 === 1 ? "male" : "female", identityNumber },
    };
  });
}

const nothingElse = { rejected: [], yearless: 0, notes: [] };

test("what was written is read back, from .xlsx, .xls, UTF-8 and GB 18030", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (drawn) => {
      const rows = rowsOf(drawn);
      const asText: Given[][] = [heading, ...rows.map((one) => typed(one, false))];
      const asNumbers: Given[][] = [heading, ...rows.map((one) => typed(one, true))];
      const files: [string, Uint8Array][] = [
        ["台账.xlsx", workbook(asNumbers, "xlsx")],
        ["台账.xls", workbook(asNumbers, "biff8")],
        ["台账.xlsx", workbook(asText, "xlsx")],
        ["台账.csv", new TextEncoder().encode(csv(asText))],
      ];
      for (const [file, bytes] of files)
        assert.deepEqual(readBack(bytes, file), { accepted: rows, ...nothingElse }, file);
    }),
    { numRuns: 60 },
  );
  const rows = rowsOf(fc.sample(row, { seed: 7, numRuns: 40 }));
  assert.deepEqual(readBack(gb18030(csv([heading, ...rows.map((one) => typed(one, false))])), "台账.csv"), {
    accepted: rows,
    ...nothingElse,
  });
});

test("a messy ledger: title, two levels of merged heading, merged household, a number that lost its digits", () => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ["清泉井社区居民台账（示例）"],
    ["编号", "姓名", "家庭信息", "", "身份证号", "出生日期"],
    ["", "", "户编号", "住址", "", ""],
    ["P-1", "测试甲", "H-1", "东街1号", 110_101_195_003_078_530, "1950.3.7"],
    ["P-2", "测试乙", "", "", "", "1952年4月1日"],
    ["P-3", "测试丙", "H-2", "东街2号", "", { t: "n", v: 18_329, z: 'yyyy"年"m"月"' }],
  ]);
  sheet["!merges"] = ["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "C4:C5", "D4:D5"].map((range) =>
    XLSX.utils.decode_range(range),
  );
  const book: XLSX.WorkBook = { SheetNames: ["居民台账"], Sheets: { 居民台账: sheet } };
  const { accepted, rejected } = readBack(
    new Uint8Array(XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer),
    "台账.xlsx",
  );
  assert.deepEqual(accepted, [
    {
      row: 4,
      code: "P-1",
      name: "测试甲",
      household: "H-1",
      since: null,
      facts: { address: "东街1号", birthDate: "1950-03-07" },
    },
    {
      row: 5,
      code: "P-2",
      name: "测试乙",
      household: "H-1",
      since: null,
      facts: { address: "东街1号", birthDate: "1952-04-01" },
    },
  ]);
  assert.deepEqual(
    rejected.map(({ place, header, read }) => [place, header, read]),
    [
      ["居民台账!E4", "身份证号", true],
      ["居民台账!F6", "出生日期", undefined],
    ],
  );
});

test("3,000 rows", (t) => {
  const rows = rowsOf(fc.sample(row, { seed: 1, numRuns: 3000 }));
  const bytes = workbook([heading, ...rows.map((one) => typed(one, true))], "xlsx");
  const start = performance.now();
  const { accepted } = readBack(bytes, "台账.xlsx");
  t.diagnostic(
    `3,000 rows of 12 columns (${Math.round(bytes.length / 1024)} KB) read in ${Math.round(performance.now() - start)} ms`,
  );
  assert.equal(accepted.length, 3000);
});
