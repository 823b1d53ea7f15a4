import * as XLSX from "@e965/xlsx";
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { readWorkbook } from "./read-workbook.ts";
import { splitCsv } from "./split-csv.ts";

type Given = string | number | boolean | Partial<XLSX.CellObject>;

function written(
  rows: Given[][],
  bookType: "xlsx" | "biff8" | "xlml" = "xlsx",
  more: { merges?: string[]; date1904?: boolean } = {},
): Uint8Array {
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  sheet["!merges"] = (more.merges ?? []).map((range) => XLSX.utils.decode_range(range));
  const book: XLSX.WorkBook = {
    SheetNames: ["居民台账"],
    Sheets: { 居民台账: sheet },
    Workbook: { WBProps: { date1904: more.date1904 ?? false } },
  };
  return new Uint8Array(XLSX.write(book, { type: "buffer", bookType }) as Buffer);
}

function texts(bytes: Uint8Array, name = "台账.xlsx"): string[][] {
  const book = readWorkbook(bytes, name);
  assert.ok("sheets" in book, JSON.stringify(book));
  return book.sheets[0]!.rows.map((row) => row.map(({ text }) => text));
}

function refusal(bytes: Uint8Array, name = "台账.xlsx"): string {
  const answer = readWorkbook(bytes, name);
  assert.ok("refused" in answer);
  assert.ok(answer.refused.say.zh.includes(name) && answer.refused.say.en?.includes(name));
  return answer.refused.code;
}

const date = (v: number, z: string): Given => ({ t: "n", v, z });

for (const bookType of ["xlsx", "biff8"] as const)
  test(`${bookType}: texts, numbers, dates, errors, merged cells`, () => {
    const bytes = written(
      [
        ["居民台账", "", "", ""],
        ["编号", "姓名", "出生日期", "住址"],
        [{ t: "n", v: 7, z: "0000" }, "测试甲", date(18_329, "yyyy/m/d"), "东街1号"],
        [12, "测试乙", date(18_329, 'yyyy"年"m"月"'), ""],
        [1.1 + 2.2, "测试丙", date(44_530.340_277_78, "yyyy/m/d h:mm"), ""],
        [{ t: "e", v: 42 }, true, date(0.5, "h:mm"), ""],
      ],
      bookType,
      { merges: ["A1:D1", "D3:D5"] },
    );
    assert.deepEqual(texts(bytes), [
      ["居民台账", "居民台账", "居民台账", "居民台账"],
      ["编号", "姓名", "出生日期", "住址"],
      ["0007", "测试甲", "1950-03-07", "东街1号"],
      ["12", "测试乙", "1950-03", "东街1号"],
      ["3.3", "测试丙", "2021-11-30 08:10", "东街1号"],
      ["#N/A", "TRUE", "12:00", ""].slice(0, texts(bytes)[5]!.length),
    ]);
  });

test("a number of more than fifteen digits is marked as having lost some", () => {
  const book = readWorkbook(written([["身份证号"], [110_101_195_003_078_530]]), "台账.xlsx");
  assert.ok("sheets" in book);
  const cell = book.sheets[0]!.rows[1]![0]!;
  assert.equal(cell.rounded, true);
  assert.equal(cell.text.length, 18);
});

test("a workbook that counts from 1904 gives the same days, and says so", () => {
  const book = readWorkbook(
    written([["生日"], [date(18_329 - 1462, "yyyy/m/d")]], "xlsx", { date1904: true }),
    "旧.xlsx",
  );
  assert.ok("sheets" in book);
  assert.equal(book.sheets[0]!.rows[1]![0]!.text, "1950-03-07");
  assert.equal(book.sheets[0]!.from1904, true);
});

test("the unlisted formats of a Chinese Excel are whole dates, months and times", () => {
  for (const [id, shown] of Object.entries({
    14: "1950-03-07",
    31: "1950-03-07",
    57: "1950-03",
    27: "1950-03",
    58: "1950-03-07",
  })) {
    const bytes = written([
      ["生日", "生日"],
      [date(18_329, "yyyy/mm/dd"), date(18_329, "yyyy/mm/dd")],
    ]);
    const zip = XLSX.CFB.read(bytes, { type: "array" });
    const styles = XLSX.CFB.find(zip, "/xl/styles.xml") as { content: Uint8Array };
    const changed = new TextDecoder()
      .decode(styles.content)
      .replace(/(<cellXfs[\s\S]*?numFmtId=")(?!0")\d+"/, `$1${id}"`);
    styles.content = new TextEncoder().encode(changed);
    const again = new Uint8Array(XLSX.CFB.write(zip, { fileType: "zip", type: "buffer" }) as Buffer);
    assert.deepEqual(texts(again)[1], [shown, shown], `format ${id}`);
  }
});

test("text files: UTF-8, GB 18030, tabs, quotes, a web page and XML that call themselves .xls", () => {
  const utf8 = new TextEncoder().encode('\uFEFF编号,姓名,备注\r\n="0012",测试甲,"东街 ""1"" 号,\n后门"\r\n');
  assert.deepEqual(texts(utf8, "台账.csv"), [
    ["编号", "姓名", "备注"],
    ["0012", "测试甲", '东街 "1" 号,\n后门'],
  ]);
  // 编号,姓名 / 1,李四 and 㐂, which only GB 18030's four bytes have (0x8139EF30 is U+3400 and on).
  const gb18030 = Uint8Array.from([
    0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0d, 0x0a, 0x31, 0x2c, 0xc0, 0xee, 0xcb, 0xc4,
    0x81, 0x39, 0xef, 0x30,
  ]);
  assert.deepEqual(texts(gb18030, "台账.csv"), [
    ["编号", "姓名"],
    ["1", `李四${new TextDecoder("gb18030").decode(gb18030.slice(-4))}`],
  ]);
  assert.deepEqual(texts(new TextEncoder().encode("编号\t姓名\n1\t测试甲"), "台账.txt"), [
    ["编号", "姓名"],
    ["1", "测试甲"],
  ]);
  const utf16 = Buffer.from("\uFEFF编号\t姓名\r\n1\t测试甲", "utf16le");
  for (const bytes of [utf16, Buffer.from(utf16).swap16()])
    assert.deepEqual(texts(new Uint8Array(bytes), "Unicode 文本.txt"), [
      ["编号", "姓名"],
      ["1", "测试甲"],
    ]);
  const page =
    "<html><body><table><tr><td>编号</td><td>身份证号</td></tr><tr><td>007</td><td>11010519491231002X</td></tr></table></body></html>";
  assert.deepEqual(texts(new TextEncoder().encode(page), "导出.xls"), [
    ["编号", "身份证号"],
    ["007", "11010519491231002X"],
  ]);
  assert.deepEqual(texts(written([["编号"], ["007"]], "xlml"), "导出.xls"), [["编号"], ["007"]]);
  assert.deepEqual(splitCsv("a;b\n\n1;2"), [["a", "b"], [""], ["1", "2"]]);
});

test("hidden and empty sheets are left out, and rows keep the numbers Excel shows", () => {
  const sheet = XLSX.utils.aoa_to_sheet([[], [], ["编号"], ["1"]]);
  const book: XLSX.WorkBook = {
    SheetNames: ["字典", "空", "居民"],
    Sheets: { 字典: XLSX.utils.aoa_to_sheet([["是"]]), 空: XLSX.utils.aoa_to_sheet([[]]), 居民: sheet },
    Workbook: { Sheets: [{ Hidden: 1 }, { Hidden: 0 }, { Hidden: 0 }] },
  };
  const read = readWorkbook(
    new Uint8Array(XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer),
    "台账.xlsx",
  );
  assert.ok("sheets" in read);
  assert.deepEqual(
    read.sheets.map(({ name, firstRow }) => [name, firstRow]),
    [["居民", 3]],
  );
});

test("what cannot be read is refused with a sentence", () => {
  assert.equal(refusal(new Uint8Array()), "workbook-empty");
  assert.equal(refusal(written([[]])), "workbook-empty");
  assert.equal(refusal(new TextEncoder().encode("\uFEFF \n")), "workbook-empty");
  assert.equal(refusal(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3])), "not-a-workbook");
  assert.equal(refusal(new TextEncoder().encode("%PDF-1.7 …")), "not-a-workbook");
  assert.equal(refusal(new TextEncoder().encode("<html><p>登录</p></html>")), "not-a-workbook");
  assert.equal(refusal(written([["编号"]]).slice(0, 900)), "not-a-workbook");
  assert.equal(refusal(new Uint8Array(20 * 1024 * 1024 + 1)), "workbook-too-large");
  const rows = `编号\n${"1\n".repeat(100_000)}`;
  assert.equal(refusal(new TextEncoder().encode(rows), "多.csv"), "workbook-too-large");

  const document = XLSX.CFB.utils.cfb_new();
  XLSX.CFB.utils.cfb_add(document, "/word/document.xml", new TextEncoder().encode("<w:document/>"));
  assert.equal(
    refusal(new Uint8Array(XLSX.CFB.write(document, { fileType: "zip", type: "buffer" }) as Buffer)),
    "not-a-workbook",
  );
});

test("a password is named as what stands in the way, in .xlsx and .xls", () => {
  const xlsx = XLSX.CFB.utils.cfb_new();
  XLSX.CFB.utils.cfb_add(xlsx, "/EncryptionInfo", Uint8Array.from([4, 0, 4, 0, 0x40, 0, 0, 0]));
  XLSX.CFB.utils.cfb_add(xlsx, "/EncryptedPackage", new Uint8Array(64));
  assert.equal(
    refusal(new Uint8Array(XLSX.CFB.write(xlsx, { type: "buffer" }) as Buffer)),
    "workbook-locked",
  );

  const xls = XLSX.CFB.read(written([["编号"], ["1"]], "biff8"), { type: "array" });
  const stream = XLSX.CFB.find(xls, "/Workbook") as { content: Uint8Array; size: number };
  const afterStart = 4 + (stream.content[2]! | (stream.content[3]! << 8));
  // A FilePass record (0x2F) of RC4 encryption behind the first record.
  const filePass = [0x2f, 0, 54, 0, 1, 0, 1, 0, 1, 0, ...Array.from({ length: 48 }, () => 7)];
  const content = Buffer.concat([
    stream.content.slice(0, afterStart),
    Uint8Array.from(filePass),
    stream.content.slice(afterStart),
  ]);
  Object.assign(stream, { content, size: content.length });
  assert.equal(
    refusal(new Uint8Array(XLSX.CFB.write(xls, { type: "buffer" }) as Buffer), "台账.xls"),
    "workbook-locked",
  );
});

test("a zip that would unpack to more than the memory is refused, whatever it says of itself", () => {
  const declared = written([["编号"]]);
  const view = new DataView(declared.buffer);
  view.setUint32(view.getUint32(declared.length - 22 + 16, true) + 24, 0x7fff_ffff, true);
  assert.equal(refusal(declared), "workbook-too-large");

  const book = XLSX.CFB.read(written([["编号"]]), { type: "buffer" });
  XLSX.CFB.utils.cfb_add(book, "/xl/media/picture.png", new Uint8Array(16));
  const small = XLSX.CFB.write(book, { fileType: "zip", compression: true, type: "buffer" }) as Buffer;
  assert.deepEqual(texts(new Uint8Array(small)), [["编号"]]);
  // Its last part again with 410 MB of zeros in 400 kB, which says of itself that it is of 16 bytes, or of none.
  const bomb = deflateRawSync(new Uint8Array(410 * 1024 * 1024));
  for (const says of [16, 0]) assert.equal(refusal(withLastPart(small, bomb, says)), "workbook-too-large");
});

/** A zip whose last part is another, packed, and says that it is so large. */
function withLastPart(zip: Buffer, packed: Uint8Array, says: number): Uint8Array {
  const directory = zip.readUInt32LE(zip.length - 6);
  let last = directory;
  for (let left = zip.readUInt16LE(zip.length - 12) - 1; left > 0; left--)
    last += 46 + zip.readUInt16LE(last + 28) + zip.readUInt16LE(last + 30) + zip.readUInt16LE(last + 32);
  const part = zip.readUInt32LE(last + 42);
  const begins = part + 30 + zip.readUInt16LE(part + 26) + zip.readUInt16LE(part + 28);
  const made = Buffer.concat([zip.subarray(0, begins), packed, zip.subarray(directory)]);
  const moved = begins + packed.length - directory;
  for (const [head, at] of [
    [part, 8],
    [last + moved, 10],
  ] as const) {
    made.writeUInt16LE(8, head + at);
    made.writeUInt32LE(packed.length, head + at + 10);
    made.writeUInt32LE(says, head + at + 14);
  }
  made.writeUInt32LE(directory + moved, made.length - 6);
  return new Uint8Array(made);
}
