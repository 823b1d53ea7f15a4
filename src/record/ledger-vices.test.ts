import * as XLSX from "@e965/xlsx";
import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefused } from "#basics/refusal.ts";
import type { FactShape } from "#work/import/columns.ts";
import type { LedgerRead } from "#work/import/read-sheets.ts";
import { readLedger } from "./read-ledger.ts";

// Whole files with the vices of real ones, through the thread that reads them.

const facts: FactShape[] = [
  { id: "livesAlone", of: "person", label: { zh: "独居" }, type: "boolean", alsoCalled: ["是否独居"] },
];
const fields: FactShape[] = [
  { id: "summary", of: "record", label: { zh: "情况" }, type: "longtext", alsoCalled: ["走访情况"] },
  { id: "hours", of: "record", label: { zh: "时长" }, type: "number", alsoCalled: [] },
];
const areas = [1, 2].map((number) => ({
  id: `grid-${number}`,
  title: { zh: `第${"零一二"[number] ?? ""}网格` },
}));

async function read(bytes: Uint8Array, file: string): Promise<LedgerRead> {
  const ledger = await readLedger(bytes, file, {
    shapes: [
      { kind: "person", facts },
      { kind: "unit", facts: [] },
      { kind: "place", facts: [] },
      { kind: "record", facts: fields },
    ],
    areas,
    today: "2021-11-30",
  });
  assert.ok(!isRefused(ledger), JSON.stringify(ledger));
  return ledger;
}

type Cell = string | number | null;

function written(
  sheets: Record<string, { rows: Cell[][]; merges?: string[] }>,
  bookType: "xlsx" | "biff8" | "ods",
): Uint8Array {
  const book = XLSX.utils.book_new();
  for (const [name, { rows, merges = [] }] of Object.entries(sheets)) {
    const sheet = XLSX.utils.aoa_to_sheet(rows);
    sheet["!merges"] = merges.map((range) => XLSX.utils.decode_range(range));
    XLSX.utils.book_append_sheet(book, sheet, name);
  }
  return new Uint8Array(XLSX.write(book, { type: "buffer", bookType }) as Buffer);
}

const households = {
  第一网格: {
    rows: [
      ["居民花名册（2021年）"],
      ["序号", "姓名", "家庭", null, "证件", null, "联系电话", "是否独居"],
      [null, null, "户编号", "住址", "身份证号", "出生日期", null, null],
      [1, "测　试　甲", "H-1", "东街１号", 110_105_194_912_310_020, "1949.12.31", 13_800_000_001, "√"],
      [2, "测试乙", null, null, "110105491231002", null, "″", "×"],
      [null, null, null, null, null, null, null, null],
      ["序号", "姓名", "户编号", "住址", "身份证号", "出生日期", "联系电话", "是否独居"],
      [3, "测试丙", "Ｈ-２", "东街2号", "'11010519491231002x", "", "（0734）5550101", "是"],
      [4, "测试丁", "同上", "〃", "", "72岁", "", ""],
      [5, "测试戊", "同上", "〃", "", "农历九月初三", "", ""],
      [null, "合计", "5 人", null, null, null, null, null],
      ["制表人：何某", null, null, null, null, "审核人：", null, null],
    ] as Cell[][],
    merges: ["A1:H1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3", "H2:H3", "C4:C5", "D4:D5"],
  },
};

for (const bookType of ["xlsx", "biff8", "ods"] as const)
  test(`a register with every vice at once, as ${bookType}`, async () => {
    const { kind, rows, rejected, sheets } = await read(written(households, bookType), "居民");
    assert.equal(kind, "person");
    assert.deepEqual(
      sheets.map(({ headerRow, year }) => [headerRow, year]),
      [[3, 2021]],
    );
    assert.deepEqual(
      rows.map(({ row, name, household, facts: known }) => [row, name, household, known]),
      [
        [
          4,
          "测试甲",
          "H-1",
          {
            address: "东街1号",
            birthDate: "1949-12-31",
            phone: "13800000001",
            livesAlone: true,
            area: "grid-1",
          },
        ],
        [
          5,
          "测试乙",
          "H-1",
          {
            address: "东街1号",
            identityNumber: "11010519491231002X",
            phone: "13800000001",
            livesAlone: false,
            area: "grid-1",
            birthDate: "1949-12-31",
            sex: "female",
          },
        ],
      ],
    );
    assert.deepEqual(
      rejected.map(({ place, reason, read: isRead }) => [
        place.replace("第一网格!", ""),
        /末几位已经丢失|补成 18 位|相同|年龄|农历|合计或说明/.exec(reason.zh)?.[0],
        isRead ?? false,
      ]),
      [
        ["E4", "末几位已经丢失", true],
        ["E5", "补成 18 位", true],
        ["E8", "相同", false],
        ["F9", "年龄", false],
        ["F10", "农历", false],
        ["B11", "合计或说明", false],
        ["B12", "合计或说明", false],
      ],
    );
  });

const visits: Cell[][] = [
  ["走访台账", null, null, null],
  ["日期", "走访对象", "走访情况", "时长"],
  ["2021.9.3", "测试甲", "身体好", "１．５"],
  ["2021年9月4日", "同上", "〃", 2],
  ["二〇二一年九月五日", "测试乙", "在家", ""],
  [44_445, "测试乙", "送餐", ""],
  ["九月七日", "测试乙", "送餐", ""],
];

test("days as they are written, in a ledger of records; the one without a year is asked for", async () => {
  const { kind, rows, yearless, rejected } = await read(
    written({ 走访: { rows: visits } }, "xlsx"),
    "走访.xlsx",
  );
  assert.equal(kind, "record");
  assert.deepEqual(
    rows.map(({ name, facts: { on, summary, hours } }) => [on, name, summary, hours]),
    [
      ["2021-09-03", "测试甲", "身体好", 1.5],
      ["2021-09-04", "测试甲", "身体好", 2],
      ["2021-09-05", "测试乙", "在家", undefined],
      ["2021-09-06", "测试乙", "送餐", undefined],
    ],
  );
  assert.deepEqual([yearless, rejected.map(({ place }) => place)], [1, ["走访!A7"]]);
});

test("the same ledger as text: UTF-8 with and without its mark, UTF-16 both ways, GBK, by commas and by tabs", async () => {
  const lines = (separator: string) =>
    visits.map((row) => row.map((cell) => cell ?? "").join(separator)).join("\r\n");
  const utf16 = Buffer.from(`\uFEFF${lines("\t")}`, "utf16le");
  const files: Uint8Array[] = [
    Buffer.from(lines(",")),
    Buffer.from(`\uFEFF${lines(",")}`),
    Buffer.from(lines("\t")),
    utf16,
    Buffer.from(utf16).swap16(),
    gbk(lines(",")),
  ];
  const all = [];
  for (const bytes of files) {
    const { rows, rejected } = await read(new Uint8Array(bytes), "走访2021.csv");
    assert.deepEqual(rejected, []); // the year is in the name
    all.push(rows.map(({ name, facts: known }) => ({ name, ...known })));
  }
  assert.ok(all[0]);
  assert.equal(all[0].length, 5);
  assert.deepEqual(all[0].at(-1), { name: "测试乙", on: "2021-09-07", summary: "送餐" });
  for (const one of all) assert.deepEqual(one, all[0]);
});

/** Two bytes a character, turned round from the platform's own decoder, which has no encoder. */
function gbk(text: string): Uint8Array {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      if (trail !== 0x7f) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Uint8Array.from(
    [...text].flatMap((character) =>
      character < "\u0080" ? [character.charCodeAt(0)] : (codes.get(character) ?? [0x3f]),
    ),
  );
}

test("a file that is none, or takes more than the thread may have, is refused and the server lives on", async () => {
  const asked = { shapes: [{ kind: "person" as const, facts }], areas, today: "2021-11-30" };
  const none = await readLedger(new TextEncoder().encode("%PDF-1.4"), "a.pdf", asked);
  assert.ok(isRefused(none) && none.refused.code === "not-a-workbook");
  const empty = await readLedger(new Uint8Array(), "a.csv", asked);
  assert.ok(isRefused(empty) && empty.refused.code === "workbook-empty");
});
