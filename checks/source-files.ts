import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";

// What the checks look at: our own files, as text and as syntax trees.

export const root = join(import.meta.dirname, "..");

/** Paths of files from the project's root, with "/", sorted. */
export function filesOf(...patterns: string[]): string[] {
  return patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((file) => file.replaceAll("\\", "/"))
    .toSorted();
}

export function readText(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** Every TypeScript file of src. */
export const sources = filesOf("src/**/*.{ts,tsx}");

/** Tests, and what only tests use: "x.test.ts", "for-tests.ts", "test-office.ts". */
export function isForTests(file: string): boolean {
  return /\.test\.tsx?$|\/for-tests\.ts$|\/test-[a-z]+\.ts$/.test(file);
}

/** A node of an ESTree syntax tree. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [part: string]: unknown;
}

const trees = new Map<string, Node>();

/** A file's syntax tree; throws where it cannot be parsed. */
export function treeOf(file: string): Node {
  const known = trees.get(file);
  if (known !== undefined) return known;
  const { program, errors } = parseSync(file, readText(file));
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const tree = program as unknown as Node;
  trees.set(file, tree);
  return tree;
}

/** Visits a node and all below it; where `visit` answers "stop", nothing below that one. */
export function walk(node: Node, visit: (node: Node) => "stop" | void): void {
  if (visit(node) === "stop") return;
  for (const child of children(node)) walk(child, visit);
}

function children(node: Node): Node[] {
  return Object.values(node)
    .flatMap((part): unknown[] => (Array.isArray(part) ? part : [part]))
    .filter(isNode);
}

export function isNode(part: unknown): part is Node {
  return typeof part === "object" && part !== null && "type" in part && typeof part.type === "string";
}

/** The text that a node writes out itself: a string literal, a piece of a template, or text between JSX tags. */
export function writtenText(node: Node): string | undefined {
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node.type === "TemplateElement") return (node["value"] as { raw: string }).raw;
  return node.type === "JSXText" ? String(node["value"]) : undefined;
}

/** "src/a.ts:12" */
export function placeOf(file: string, node: Node): string {
  return `${file}:${readText(file).slice(0, node.start).split("\n").length}`;
}

/** The name of a property or member that stands plainly in the source. */
export function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Identifier") return String(node["name"]);
  return node.type === "Literal" && typeof node["value"] === "string" ? node["value"] : undefined;
}
