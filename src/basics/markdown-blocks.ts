/** A piece of a document, as far as reports need Markdown. Whatever else it knows is shown as it is written. */
export type Block =
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph"; text: string }
  | { kind: "list"; numbered: boolean; items: string[] }
  | { kind: "table"; head: string[]; right: boolean[]; rows: string[][] }
  | { kind: "rule" };

export type Span = { kind: "text" | "bold"; text: string } | { kind: "link"; text: string; to: string };

const item = /^\s*(?:[-*]|(\d+)\.)\s+/;
const divider = /^\s*\|?(?:\s*:?-{3,}:?\s*\|)*\s*:?-{3,}:?\s*\|?\s*$/;

export function blocksOf(text: string): Block[] {
  return text
    .replaceAll("\r\n", "\n")
    .split(/\n\s*\n|\n(?=#{1,4} )|(?<=^#{1,4} .*)\n/m)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(blockOf);
}

function blockOf(part: string): Block {
  const lines = part.split("\n");
  const [first = "", second = ""] = lines;
  const heading = /^(#{1,4}) +(.*)$/.exec(first);
  if (heading && lines.length === 1)
    return { kind: "heading", level: heading[1]?.length ?? 1, text: heading[2] ?? "" };
  if (/^(-{3,}|\*{3,})$/.test(part)) return { kind: "rule" };
  if (first.includes("|") && second.includes("-") && divider.test(second))
    return {
      kind: "table",
      head: cellsOf(first),
      right: cellsOf(second).map((cell) => cell.endsWith(":")),
      rows: lines.slice(2).map(cellsOf),
    };
  if (item.test(first)) {
    const items: string[] = [];
    for (const line of lines)
      if (item.test(line)) items.push(line.replace(item, ""));
      else items.push(joined(items.pop() ?? "", line.trim()));
    return { kind: "list", numbered: item.exec(first)?.[1] !== undefined, items };
  }
  return { kind: "paragraph", text: lines.map((line) => line.trim()).reduce(joined) };
}

/** Chinese runs on from line to line without a space. */
function joined(before: string, after: string): string {
  const isRunOn =
    /\p{Script=Han}|[，。；：、！？”）》]$/u.test(before.at(-1) ?? "") || /^\p{Script=Han}/u.test(after);
  return before + (isRunOn ? "" : " ") + after;
}

function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** Links lead to our own pages alone: what a standard's author writes sends nobody elsewhere. */
export function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const match of text.matchAll(boldOrLink)) {
    if (match.index > done) spans.push({ kind: "text", text: text.slice(done, match.index) });
    const [whole, bold, label = "", to = ""] = match;
    spans.push(bold === undefined ? { kind: "link", text: label, to } : { kind: "bold", text: bold });
    done = match.index + whole.length;
  }
  if (done < text.length) spans.push({ kind: "text", text: text.slice(done) });
  return spans;
}

const link = /\[([^\]]*)\]\((\/[^/()\s][^()\s]*)\)/;
const boldOrLink = new RegExp(`\\*\\*([^*]+)\\*\\*|${link.source}`, "g");

/** The same Markdown with the words of its links alone. */
export function withoutLinks(text: string): string {
  return text.replaceAll(new RegExp(link, "g"), "$1");
}
