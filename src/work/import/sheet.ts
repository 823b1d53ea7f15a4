/** One cell as a reader of workbooks gives it; merged cells all hold the merged value. */
export interface Cell {
  /**
   * What it says. A date is "1950-03-07", with a time of day "1950-03-07 08:10", a time alone "08:10"; a cell that shows
   * a month only is "1950-03". A number is written out in full. An error is Excel's own word for it ("#N/A").
   */
  text: string;
  kind: "text" | "number" | "date" | "empty" | "error";
  /** A number of 1e15 or more: Excel keeps 15 digits, so the others are lost already. */
  rounded?: true;
}

export interface Sheet {
  name: string;
  /** `rows[i]` is row `firstRow + i` of the sheet; every row begins at column A. */
  rows: Cell[][];
  /** The number Excel shows beside `rows[0]`: 1 or more. */
  firstRow: number;
  /** The workbook counts its days from 1904 (old Macs): a serial number in it means a day 1462 days later. */
  from1904?: true;
}

export const emptyCell: Cell = Object.freeze({ text: "", kind: "empty" });

export function cellAt(sheet: Sheet, row: number, column: number): Cell {
  return sheet.rows[row - sheet.firstRow]?.[column] ?? emptyCell;
}

/** Where a cell stands, as Excel writes it: "居民台账!D17". `column` is counted from 0. */
export function placeOf(sheet: Sheet, row: number, column: number): string {
  return `${sheet.name}!${columnLetters(column)}${row}`;
}

/** 0 → "A", 25 → "Z", 26 → "AA". */
export function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter;
}
