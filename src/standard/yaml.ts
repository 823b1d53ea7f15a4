import {
  type Document,
  type Node,
  type Pair,
  type YAMLParseError,
  LineCounter,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  visit,
} from "yaml";

import type { Text } from "#basics/text.ts";
import type { Fault, FaultAt, Path } from "./fault.ts";

/** One YAML file. */
export interface Source {
  /** As faults shall name it. */
  file: string;
  text: string;
}

interface Place {
  file: string;
  text: string;
  lines: LineCounter;
  key: number;
  value: Node | null;
}

/** Where each part of a plain value stands in its file; kept through the merging of several files. */
export class Places {
  #children = new WeakMap<object, Map<string | number, Place>>();

  set(parent: object, step: string | number, place: Place): void {
    const children = this.#children.get(parent) ?? new Map<string | number, Place>();
    children.set(step, place);
    this.#children.set(parent, children);
  }

  /** A text that is the whole of a file. */
  setFile(parent: object, step: string, source: Source): void {
    const lines = new LineCounter();
    for (let at = source.text.indexOf("\n"); at >= 0; at = source.text.indexOf("\n", at + 1))
      lines.addNewLine(at + 1);
    lines.lineStarts.unshift(0);
    this.set(parent, step, { ...source, lines, key: 0, value: null });
  }

  get(parent: object, step: string | number): Place | undefined {
    return this.#children.get(parent)?.get(step);
  }

  /** A scalar as its author wrote it: 2021.10, where YAML reads the number 2021.1. */
  written(root: object, path: Path): string | undefined {
    let [current, place]: [unknown, Place | undefined] = [root, undefined];
    for (const step of path) {
      place = current && typeof current === "object" ? this.get(current, step) : undefined;
      current = (current as Record<string | number, unknown> | undefined)?.[step];
    }
    const range = place?.value?.range;
    return place && range ? place.text.slice(range[0], range[1]) : undefined;
  }

  /** The fault with its file, line and column; `whole` names the folder's first file where nothing is nearer. */
  locate(root: object, fault: FaultAt, whole: Source): Fault {
    let [current, nearest]: [unknown, Place | undefined] = [root, undefined];
    let found = true; // false where the path ends in something that is missing: the key above it is shown
    for (const step of fault.path) {
      const place = current && typeof current === "object" ? this.get(current, step) : undefined;
      found = place !== undefined;
      if (!place) break;
      nearest = place;
      current = (current as Record<string | number, unknown>)[step];
    }
    const { level, say } = fault;
    if (!nearest) return { level, file: whole.file, line: 1, column: 1, say };
    const at = fault.atKey || !found ? nearest.key : offsetIn(nearest, fault.offset);
    const { line, col } = nearest.lines.linePos(at);
    return { level, file: nearest.file, line, column: col, say };
  }
}

/** Brackets within brackets, lists within lists: more is written by no hand, and costs a reader its stack. */
const deepest = 40;

/** A standard of eight hearts would not have as many lines; blank ones alone cost the parser seconds. */
const mostLines = 20_000;

/** As many as anybody mends before looking again. */
const mostFaults = 200;

/** Reads one file to plain values. Tags, anchors and aliases are refused: in a standard they are slips of the pen. */
export function readYaml(source: Source, places: Places): { value: unknown; faults: Fault[] } {
  const lines = new LineCounter();
  const faults: Fault[] = [];
  const add = (at: number, say: Text) => {
    if (faults.length >= mostFaults) return;
    const { line, col } = lines.linePos(at);
    faults.push({ level: "mistake", file: source.file, line, column: col, say });
  };
  const beyond = tooLong(source.text) ?? tooDeep(source.text);
  if (beyond) return { value: undefined, faults: [{ level: "mistake", file: source.file, ...beyond }] };
  // Looking for twins by itself the library compares each key with each: two minutes for 80,000. Ours is a set.
  const document = parseDocument(source.text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
  });
  for (const { at, say } of slipsIn(document.errors, source.text, lines)) add(at, say);
  if (faults.length > 0) return { value: undefined, faults };
  refuseMarks(document, source, add);
  if (faults.length > 0) return { value: undefined, faults };
  const plain = (node: unknown): unknown => {
    if (isScalar(node)) return node.value;
    if (isSeq(node)) {
      const list: unknown[] = [];
      for (const [index, item] of (node.items as Node[]).entries()) {
        places.set(list, index, { ...source, lines, key: item.range?.[0] ?? 0, value: item });
        list.push(plain(item));
      }
      return list;
    }
    if (!isMap(node)) return null;
    const map: Record<string, unknown> = {};
    for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
      const name = isScalar(key) ? String(key.value) : "?";
      const at = key.range?.[0] ?? 0;
      if (name === "__proto__") add(at, { zh: "不能用这个名称", en: "this name cannot be used" });
      else if (name === "<<") {
        add(at, { zh: "不能用合并键 <<，请写全", en: "the merge key << is not understood: write it out" });
      } else if (Object.hasOwn(map, name)) {
        add(at, { zh: `“${name}”写了两遍`, en: `"${name}" stands twice` });
      } else {
        places.set(map, name, { ...source, lines, key: at, value });
        map[name] = plain(value);
      }
    }
    return map;
  };
  return { value: plain(document.contents), faults };
}

function tooLong(text: string): Pick<Fault, "line" | "column" | "say"> | undefined {
  if (text.split("\n").length <= mostLines) return undefined;
  return {
    line: mostLines + 1,
    column: 1,
    say: { zh: `文件超过 ${mostLines} 行`, en: `the file has more than ${mostLines} lines` },
  };
}

/**
 * Where a text nests deeper than it may, found before it is parsed, for the parser goes down by calling itself. Brackets
 * in quotes are counted too, which no standard has forty of.
 */
function tooDeep(text: string): Pick<Fault, "line" | "column" | "say"> | undefined {
  for (const [index, line] of text.split("\n").entries()) {
    const dashes = /^[ ]*(?:[-?][ \t]+)*/.exec(line)?.[0] ?? "";
    if (dashes.replaceAll(/[^-?]/g, "").length > deepest)
      return { line: index + 1, column: 1, say: sayTooDeep };
  }
  const indents: number[] = [];
  let open = 0;
  for (const [index, line] of text.split("\n").entries()) {
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (open === 0 && line.trim() !== "" && !line.trimStart().startsWith("#")) {
      while ((indents.at(-1) ?? -1) >= indent) indents.pop();
      indents.push(indent);
      if (indents.length > deepest) return { line: index + 1, column: indent + 1, say: sayTooDeep };
    }
    for (let at = 0; at < line.length; at += 1) {
      const letter = line[at];
      if (letter === "#" && (at === 0 || line[at - 1] === " ")) break;
      if (letter === "[" || letter === "{") open += 1;
      else if ((letter === "]" || letter === "}") && open > 0) open -= 1;
      if (open > deepest) return { line: index + 1, column: at + 1, say: sayTooDeep };
    }
  }
  return undefined;
}

const sayTooDeep: Text = { zh: `层次太深（超过 ${deepest} 层）`, en: `nested deeper than ${deepest}` };

interface Slip {
  at: number;
  say: Text;
}

/**
 * What the author has to mend. Of one slip the parser says many things, on the same line and on all that follow: a
 * line is named once, lines that stand askew because the one above does are not, and nothing after the parser is lost.
 */
function slipsIn(errors: YAMLParseError[], text: string, lines: LineCounter): Slip[] {
  const tabs = errors.filter(({ code }) => code === "TAB_AS_INDENT");
  const slips: Slip[] = [];
  let last: number | undefined;
  for (const { code, message, pos } of tabs.length > 0 ? tabs : errors) {
    const { line } = lines.linePos(pos[0]);
    const follows = code === "BAD_INDENT" && last !== undefined && line - last <= 3;
    if (line !== last && !follows) slips.push(slipAt(pos[0], code, message, text));
    last = line;
    if (code === "UNEXPECTED_TOKEN") break;
  }
  return slips;
}

function slipAt(at: number, code: string, message: string, text: string): Slip {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const line = text.slice(start).split("\n", 1)[0] ?? "";
  const wide = /^\s*(?:- )?[\w-]+(?=：)/.exec(line);
  if (wide) return { at: start + wide[0].length, say: wideColon };
  const parameter = /[{[,:] *(\$\{\w+\})/.exec(line);
  if (parameter?.[1] && /[{[]/.test(line.slice(0, parameter.index + 1)))
    return {
      at: start + line.indexOf(parameter[1]),
      say: {
        zh: `在大括号、方括号里，参数要加引号："${parameter[1]}"`,
        en: `inside braces and brackets a parameter is quoted: "${parameter[1]}"`,
      },
    };
  const unclosed = code === "BAD_INDENT" && message.startsWith("Flow");
  return { at, say: unclosed ? neverClosed : sayYaml(code, message) };
}

const wideColon: Text = {
  zh: "冒号要用半角的，后面空一格，写成“: ”；这里是全角的“：”",
  en: "this colon is a full-width one: write an ordinary one and a space",
};

const neverClosed: Text = {
  zh: "上面的括号没有合上，缺 ] 或 }",
  en: "a bracket above is never closed: ] or } is missing",
};

/** The slips that are made most, in words. */
function sayYaml(code: string, message: string): Text {
  if (code === "MISSING_CHAR") {
    const [, words] = missingWords.find(([start]) => message.startsWith(start)) ?? [];
    if (words) return words;
  }
  const said = yamlWords[code];
  const plain = message.split("\n")[0] ?? message;
  return said ?? { zh: `YAML 写法有误：${plain}`, en: `YAML: ${plain}` };
}

const missingWords: [string, Text][] = [
  ["Missing closing", { zh: "引号没有合上", en: "a quotation is never closed" }],
  [
    "Missing , or :",
    {
      zh: "括号里项与项之间缺逗号，或有文字要加引号",
      en: "between the items in brackets a comma is missing, or a text needs quotes",
    },
  ],
  [
    "Sequence item",
    {
      zh: "缩进没有对齐：与上一项同样缩进，或以 - 开头另起一项",
      en: "the indentation does not line up: as far in as the item above, or a - to begin another",
    },
  ],
];

const yamlWords: Record<string, Text> = {
  TAB_AS_INDENT: { zh: "缩进请用空格，不要用制表符 Tab", en: "indent with spaces, not with a tab" },
  BAD_INDENT: { zh: "缩进没有对齐", en: "the indentation does not line up" },
  MULTIPLE_DOCS: { zh: "一个文件里只能有一份文档，请去掉 ---", en: "one document a file: take out the ---" },
  BAD_ALIAS: {
    zh: "不能用别名 *；如是文字请加引号",
    en: "an alias * is not understood; if it is text, quote it",
  },
  MULTILINE_IMPLICIT_KEY: {
    zh: "键要写在一行里；是不是漏了冒号或引号？",
    en: "a key stands on one line; is a colon or a quote missing?",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    zh: "这里不能再起一层；含有冒号的文字请加引号",
    en: "nothing can begin here; quote a text that has a colon in it",
  },
  BLOCK_IN_FLOW: {
    zh: "括号里项与项之间要有逗号，含冒号的文字要加引号",
    en: "in brackets there is a comma between items, and a text with a colon in it is quoted",
  },
  UNEXPECTED_TOKEN: {
    zh: "此处读不下去：看看括号、引号、逗号是不是多了或少了",
    en: "not understood from here on: is a bracket, a quote or a comma missing, or one too many?",
  },
  BAD_SCALAR_START: {
    zh: "文字不能以这个符号开头，请加引号",
    en: "a text cannot begin with this sign: quote it",
  },
};

function refuseMarks(document: Document, source: Source, add: (at: number, say: Text) => void): void {
  visit(document, {
    Node(_key, node, path) {
      const parent = path.at(-1);
      const pair = isPair(parent) ? (parent as Pair<Node, Node | null>) : undefined;
      const written = writtenValue(node, pair, source.text);
      if (isAlias(node)) {
        add(written.at, {
          zh: `此处 * 被读作别名；如是文字请加引号：${written.quoted}`,
          en: `* is read as an alias here; if it is text, quote it: ${written.quoted}`,
        });
      } else if (node.tag !== undefined) {
        add(written.at, {
          zh: `此处 ! 被读作标签；请加引号：${written.quoted}`,
          en: `! is read as a tag here; quote it: ${written.quoted}`,
        });
      } else if ("anchor" in node && node.anchor !== undefined) {
        add(written.at, {
          zh: `此处 & 被读作锚点；如是文字请加引号：${written.quoted}`,
          en: `& is read as an anchor here; if it is text, quote it: ${written.quoted}`,
        });
      } else return undefined;
      return visit.SKIP;
    },
  });
}

/** The value as its author wrote it, and the same with the quotes it needs. */
function writtenValue(
  node: Node,
  pair: Pair<Node, Node | null> | undefined,
  text: string,
): { at: number; quoted: string } {
  const end = node.range?.[1] ?? 0;
  const start = node.range?.[0] ?? 0;
  if (!pair || pair.value !== node || !pair.key.range) {
    return { at: start, quoted: quote(text.slice(start, end)) };
  }
  const colon = text.indexOf(":", pair.key.range[1]);
  const from = colon + 1 + (/^\s*/.exec(text.slice(colon + 1))?.[0].length ?? 0);
  const key = text.slice(pair.key.range[0], pair.key.range[1]);
  return { at: from, quoted: `${key}: ${quote(text.slice(from, end).trimEnd())}` };
}

/** A text in the quotes that need the least escaping. */
export function quote(text: string): string {
  return text.includes('"') && !text.includes("'") ? `'${text}'` : JSON.stringify(text);
}

/** Where in the file the character at `offset` of a scalar stands. */
function offsetIn(place: Place, offset: number | undefined): number {
  const start = place.value?.range?.[0] ?? place.key;
  if (offset !== undefined && place.value === null) return start + offset; // a text that is a file of its own
  if (offset === undefined || !isScalar(place.value)) return start;
  const { type } = place.value;
  if (type === "PLAIN") return start + offset;
  if (type !== "QUOTE_DOUBLE" && type !== "QUOTE_SINGLE") return start;
  const escapes = type === "QUOTE_DOUBLE" ? /\\(?:x..|u.{4}|U.{8}|[^])|[^]/gy : /''|[^]/gy;
  escapes.lastIndex = start + 1;
  for (let left = offset; left > 0; left -= 1) if (!escapes.exec(place.text)) return start;
  return escapes.lastIndex;
}
