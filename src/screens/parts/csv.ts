/** Rows as CSV (RFC 4180) that Excel opens as Chinese: with a byte order mark. A cell that a spreadsheet would run as a formula is quoted with '. */
export function csvOf(rows: string[][]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Rows as a spreadsheet takes them from the clipboard. */
export function tabbed(rows: string[][]): string {
  return rows.map((row) => row.map((text) => text.replaceAll(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
}

function cell(text: string): string {
  const plain = /^[=+\-@]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
