/**
 * Rows of a text between commas, semicolons or tabs (RFC 4180: quotes, doubled quotes, line breaks inside quotes). The
 * separator is the one that the first lines have most of. Excel's `="00123"` is 00123; a `sep=;` line is taken at its word.
 */
export function splitCsv(text: string): string[][] {
  const told = /^\uFEFF?sep=(.)\r?\n/i.exec(text);
  const body = text.slice(told ? told[0].length : text.startsWith("\uFEFF") ? 1 : 0);
  const separator = told?.[1] ?? separatorOf(body);
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < body.length; at++) {
    const character = body[at];
    if (quoted) {
      if (character !== '"') field += character;
      else if (body[at + 1] === '"') field += body[at++];
      else quoted = false;
    } else if (character === '"' && (field === "" || field === "=")) {
      quoted = true;
      field = "";
    } else if (character === separator) {
      row.push(field);
      field = "";
    } else if (character === "\n" || character === "\r") {
      if (character === "\r" && body[at + 1] === "\n") at++;
      rows.push([...row, field]);
      row = [];
      field = "";
    } else field += character;
  }
  if (field !== "" || row.length > 0) rows.push([...row, field]);
  return rows;
}

function separatorOf(text: string): string {
  const start = text.slice(0, 2000);
  const count = (separator: string): number => start.split(separator).length;
  return [",", "\t", ";"].toSorted((a, b) => count(b) - count(a))[0] ?? ",";
}
