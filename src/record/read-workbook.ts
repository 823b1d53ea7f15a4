import * as XLSX from "@e965/xlsx";
import type { CellObject, DenseSheet, ParsingOptions, WorkBook } from "@e965/xlsx";
import { refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";
import { emptyCell } from "#work/import/sheet.ts";
import type { Cell, Sheet } from "#work/import/sheet.ts";
import { splitCsv } from "./split-csv.ts";
import { unpackedSize } from "./unpacked-size.ts";

export interface Workbook {
  /** The sheets one sees in Excel, in their order; hidden and empty ones are left out. */
  sheets: Sheet[];
}

/** A community of 20,000 people is about 3 MB and 20,000 rows. */
const largest = { bytes: 20 * 1024 * 1024, unpacked: 400 * 1024 * 1024, rows: 100_000, columns: 1000 };

/**
 * Reads a user's own file: .xlsx, .xls, .csv (UTF-8 or GB 18030), and the web pages that older systems export as .xls.
 * What it is, is told by its content, never by its name. Takes 5 to 10 µs a cell.
 */
export function readWorkbook(bytes: Uint8Array, fileName: string): Workbook | { refused: Refusal } {
  if (bytes.length === 0) return refuse("workbook-empty", sentences.empty(fileName), "file");
  if (bytes.length > largest.bytes) return refuse("workbook-too-large", sentences.tooLarge(fileName), "file");
  const format = formatOf(bytes);
  let sheets: Sheet[];
  try {
    if (format === "zip" && unpackedSize(bytes, largest.unpacked) === undefined)
      return refuse("workbook-too-large", sentences.tooLarge(fileName), "file");
    const read = readers[format](bytes, fileName);
    if (read === undefined) return refuse("not-a-workbook", sentences.notAWorkbook(fileName), "file");
    sheets = Array.isArray(read) ? read : sheetsOf(read);
  } catch (error) {
    const locked = error instanceof Error && /password|encrypt/i.test(error.message);
    return locked
      ? refuse("workbook-locked", sentences.locked(fileName), "file")
      : refuse("not-a-workbook", sentences.notAWorkbook(fileName), "file");
  }
  if (sheets.some(({ rows, firstRow }) => firstRow + rows.length - 1 > largest.rows))
    return refuse("workbook-too-large", sentences.tooLarge(fileName), "file");
  return sheets.length === 0 ? refuse("workbook-empty", sentences.empty(fileName), "file") : { sheets };
}

const options: ParsingOptions = {
  dense: true,
  cellNF: true,
  cellDates: false,
  cellFormula: false,
  cellHTML: false,
  sheetRows: largest.rows + 1,
};

const sentences: Record<"empty" | "tooLarge" | "notAWorkbook" | "locked", (file: string) => Text> = {
  empty: (file) => ({
    zh: `“${file}”里没有内容。请打开看看是不是存错了文件。`,
    en: `“${file}” is empty. Open it and see whether the right file was saved.`,
  }),
  tooLarge: (file) => ({
    zh: `“${file}”太大：文件不超过 20 MB、每张表不超过 10 万行。请删去图片和空行，或按网格分成几个文件。`,
    en: `“${file}” is too large: 20 MB and 100,000 rows a sheet at most. Take out pictures and empty rows, or split it by area.`,
  }),
  notAWorkbook: (file) => ({
    zh: `“${file}”不是能读的表格。请在 Excel 或 WPS 里打开，另存为 .xlsx 再选。`,
    en: `“${file}” is not a workbook that can be read. Open it in Excel or WPS, save it as .xlsx, and choose that.`,
  }),
  locked: (file) => ({
    zh: `“${file}”设了打开密码。请在 Excel 里取消密码（文件→信息→保护工作簿），另存后再选。`,
    en: `“${file}” is protected by a password. Remove it in Excel (File → Info → Protect Workbook), save, and choose it again.`,
  }),
};

export const sayTooLarge = sentences.tooLarge;

const readers: Record<Format, (bytes: Uint8Array, fileName: string) => WorkBook | Sheet[] | undefined> = {
  zip: readZip,
  compound: (bytes) => XLSX.read(bytes, { ...options, type: "array" }),
  text: readText,
};

type Format = "zip" | "compound" | "text";

function formatOf(bytes: Uint8Array): Format {
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return start === "504b0304" ? "zip" : start === "d0cf11e0" ? "compound" : "text";
}

/** What the library exports and its types leave out. */
interface ZipReader {
  CFB: {
    read(bytes: Uint8Array, options: { type: "array" }): unknown;
    find(zip: unknown, path: string): { content: Uint8Array } | null;
  };
  parse_zip(zip: unknown, options: ParsingOptions): WorkBook;
}
const zipReader = XLSX as unknown as ZipReader;

function readZip(bytes: Uint8Array): WorkBook | undefined {
  const zip = zipReader.CFB.read(bytes, { type: "array" });
  const isWorkbook = ["/xl/workbook.xml", "/xl/workbook.bin", "/META-INF/manifest.xml"].some((path) =>
    zipReader.CFB.find(zip, path),
  );
  if (!isWorkbook) return undefined;
  const styles = zipReader.CFB.find(zip, "/xl/styles.xml");
  if (styles)
    styles.content = new TextEncoder().encode(withChineseFormats(new TextDecoder().decode(styles.content)));
  return zipReader.parse_zip(zip, { ...options });
}

/**
 * Number formats 27–36 and 50–58 mean Chinese dates in a Chinese Excel, and are nowhere written down in the file
 * (ECMA-376 part 1, 18.8.30, zh-cn). The library takes them all for American whole dates, or for none: 1950年3月 would
 * become the first of March. So they are written into the file's list of formats before it is read.
 */
function withChineseFormats(styles: string): string {
  const month = 'yyyy"年"m"月"';
  const monthAndDay = 'm"月"d"日"';
  const whole = 'yyyy"年"m"月"d"日"';
  const formats: Record<number, string> = {
    27: month,
    28: monthAndDay,
    29: monthAndDay,
    30: "m-d-yy",
    31: whole,
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: month,
    50: month,
    51: monthAndDay,
    52: month,
    53: monthAndDay,
    54: monthAndDay,
    57: month,
    58: monthAndDay,
  };
  const declared = new Set([...styles.matchAll(/<numFmt\b[^>]*\bnumFmtId="(\d+)"/g)].map(([, id]) => id));
  const missing = Object.entries(formats)
    .filter(([id]) => !declared.has(id) && styles.includes(`numFmtId="${id}"`))
    .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', "&quot;")}"/>`)
    .join("");
  if (missing === "") return styles;
  if (/<numFmts\b[^>]*[^/]>/.test(styles)) return styles.replace("</numFmts>", `${missing}</numFmts>`);
  return styles
    .replace(/<numFmts\b[^>]*\/>/, "")
    .replace(/<styleSheet\b[^>]*>/, (start) => `${start}<numFmts>${missing}</numFmts>`);
}

/** A web page saved as .xls, XML of Excel 2003, or text between commas, semicolons or tabs; undefined for anything else. */
function readText(bytes: Uint8Array, fileName: string): WorkBook | Sheet[] | undefined {
  const text = decode(bytes);
  if (text === undefined) return undefined;
  if (/^\s*</.test(text))
    return /<table|<workbook/i.test(text)
      ? XLSX.read(text, { ...options, type: "string", raw: true })
      : undefined;
  const rows = splitCsv(text).map((row) => row.map(textCell));
  const name = fileName.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
  const sheet = trimmed({ name, rows, firstRow: 1 });
  return sheet ? [sheet] : [];
}

/** Excel saves .csv in the encoding of its Windows: GB 18030 (of which GBK is a part) in China, UTF-8 when asked. */
function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  for (const encoding of ["utf-8", "gb18030"])
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // eslint-disable-next-line no-control-regex
      return /[\u0000-\u0008\u000e-\u001a]/.test(text) || text.startsWith("%PDF") ? undefined : text;
    } catch {
      continue;
    }
  return undefined;
}

function sheetsOf(book: WorkBook): Sheet[] {
  const from1904 = book.Workbook?.WBProps?.date1904 === true;
  return book.SheetNames.flatMap((name, place) => {
    const hidden = (book.Workbook?.Sheets?.[place]?.Hidden ?? 0) !== 0;
    const source = book.Sheets[name] as DenseSheet | undefined;
    if (hidden || source === undefined || !Array.isArray(source["!data"])) return [];
    const rows = Array.from(source["!data"], (row: CellObject[] | undefined) =>
      Array.from((row ?? []).slice(0, largest.columns), (cell: CellObject | undefined) =>
        cell ? cellOf(cell, from1904) : emptyCell,
      ),
    );
    expandMerges(rows, source["!merges"] ?? []);
    const sheet = trimmed({ name, rows, firstRow: 1 });
    return sheet ? [from1904 ? { ...sheet, from1904 } : sheet] : [];
  });
}

function cellOf(cell: CellObject, from1904: boolean): Cell {
  switch (cell.t) {
    case "n":
      return numberCell(Number(cell.v), typeof cell.z === "string" ? cell.z : undefined, cell.w, from1904);
    case "b":
      return { text: cell.v === true ? "TRUE" : "FALSE", kind: "text" };
    case "e":
      return { text: cell.w ?? "#VALUE!", kind: "error" };
    case "s":
      return textCell(String(cell.v ?? ""));
    default:
      return emptyCell;
  }
}

function textCell(text: string): Cell {
  return text.trim() === "" ? emptyCell : { text, kind: "text" };
}

function numberCell(
  value: number,
  format: string | undefined,
  shown: string | undefined,
  from1904: boolean,
): Cell {
  // The first cell of an unlisted date format comes without it (.xls); what is shown gives it away.
  const isDate =
    format === undefined
      ? /^\d{1,2}\/\d{1,2}\/\d{2}$/.test(shown ?? "")
      : (XLSX.SSF.is_date(format) as boolean);
  if (isDate && value >= 0 && value < dayAfterAll)
    return { text: dateText(value, format ?? "m/d/yy", from1904), kind: "date" };
  if (Math.abs(value) >= 1e15)
    return { text: BigInt(Math.trunc(value)).toString(), kind: "number", rounded: true };
  // Leading zeros of a code live in its format: 7 shown by "0000" is 0007.
  if (format !== undefined && /^0{2,}$/.test(format) && Number.isInteger(value) && value >= 0)
    return { text: String(value).padStart(format.length, "0"), kind: "number" };
  return { text: String(Number(value.toPrecision(15))), kind: "number" };
}

/** 10000-01-01, which Excel does not know. */
const dayAfterAll = 2_958_466;

/** By the library's own calendar arithmetic, in which no time zone has a part. */
function dateText(value: number, format: string, from1904: boolean): string {
  // Seconds rounded first: 23:59:59.9996 is the next day.
  const rounded = Math.round(value * 86_400) / 86_400;
  const { y, m, d, H, M } = XLSX.SSF.parse_date_code(rounded, { date1904: from1904 }) as Record<
    "y" | "m" | "d" | "H" | "M",
    number
  >;
  const two = (part: number): string => String(part).padStart(2, "0");
  const code = format.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, "").toLowerCase();
  const time = `${two(H)}:${two(M)}`;
  if (!/[yde]/.test(code) && /[hs]/.test(code)) return time;
  const month = `${String(y).padStart(4, "0")}-${two(m)}`;
  if (!code.includes("d")) return month;
  return H === 0 && M === 0 ? `${month}-${two(d)}` : `${month}-${two(d)} ${time}`;
}

function expandMerges(rows: Cell[][], merges: readonly XLSX.Range[]): void {
  for (const { s, e } of merges) {
    const value = rows[s.r]?.[s.c] ?? emptyCell;
    if (value.kind === "empty") continue;
    for (let r = s.r; r <= Math.min(e.r, rows.length - 1); r++) {
      const row = rows[r] ?? [];
      for (let c = s.c; c <= Math.min(e.c, largest.columns - 1); c++) {
        while (row.length < c) row.push(emptyCell);
        row[c] = value;
      }
    }
  }
}

/** Without the empty rows above and below; undefined where nothing is left. */
function trimmed(sheet: Sheet): Sheet | undefined {
  const filled = (row: Cell[]): boolean => row.some(({ kind }) => kind !== "empty");
  const first = sheet.rows.findIndex(filled);
  if (first < 0) return undefined;
  const last = sheet.rows.findLastIndex(filled);
  return { ...sheet, rows: sheet.rows.slice(first, last + 1), firstRow: sheet.firstRow + first };
}
