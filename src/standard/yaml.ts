import {
  type Document,
  type Node,
  type Pair,
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

/** Reads one file to plain values. Tags, anchors and aliases are refused: in a standard they are slips of the pen. */
export function readYaml(source: Source, places: Places): { value: unknown; faults: Fault[] } {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false });
  const faults: Fault[] = [];
  const add = (at: number, say: Text) => {
    const { line, col } = lines.linePos(at);
    faults.push({ level: "mistake", file: source.file, line, column: col, say });
  };
  for (const error of document.errors) {
    add(error.pos[0], { zh: `YAML 写法有误：${error.message}`, en: `YAML: ${error.message}` });
  }
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
      else {
        places.set(map, name, { ...source, lines, key: at, value });
        map[name] = plain(value);
      }
    }
    return map;
  };
  return { value: plain(document.contents), faults };
}

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
  if (offset === undefined || !isScalar(place.value)) return start;
  const { type } = place.value;
  if (type === "PLAIN") return start + offset;
  if (type !== "QUOTE_DOUBLE" && type !== "QUOTE_SINGLE") return start;
  const escapes = type === "QUOTE_DOUBLE" ? /\\(?:x..|u.{4}|U.{8}|[^])|[^]/gy : /''|[^]/gy;
  escapes.lastIndex = start + 1;
  for (let left = offset; left > 0; left -= 1) if (!escapes.exec(place.text)) return start;
  return escapes.lastIndex;
}
