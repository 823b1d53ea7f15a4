import { readFile, readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

import { checkDocument } from "./check.ts";
import { type StandardDocument, commonShape, documentShape } from "./document.ts";
import { readExamples } from "./examples.ts";
import type { Fault, FaultAt, Path } from "./fault.ts";
import { shapeFaults } from "./shape-faults.ts";
import { Places, type Source, readYaml } from "./yaml.ts";

/**
 * Reads the folder of a standard: its YAML files are one document, and the facts, records and roles of
 * `common/standard.yaml` beside it are merged in. Without mistakes in it there is a document; there may be warnings
 * still, and faults in its examples.
 */
export async function readStandard(
  folder: string,
): Promise<{ document?: StandardDocument; faults: Fault[] }> {
  const name = basename(resolve(folder));
  const own = await yamlFiles(folder, name);
  const first = own[0];
  if (!first) return { faults: [missing(`${name}/standard.yaml`)] };
  const shared = name === "common" ? [] : await yamlFiles(join(folder, "..", "common"), "common");

  const places = new Places();
  const faults: Fault[] = [];
  const merged = mergeFiles(own, places, faults);
  const common = mergeFiles(shared, places, faults);
  if (faults.length > 0) return { faults };

  const shape = name === "common" ? commonShape : documentShape;
  const result = shape.safeParse(merged);
  const wrong = result.success ? [] : shapeFaults(result.error, merged, places);
  const commonResult = commonShape.safeParse(common);
  const commonWrong = commonResult.success ? [] : shapeFaults(commonResult.error, common, places);
  faults.push(...wrong.map((fault) => places.locate(merged, fault, first)));
  faults.push(...commonWrong.map((fault) => places.locate(common, fault, shared[0] ?? first)));
  if (faults.length > 0 || name === "common") return { faults };

  const clashes: FaultAt[] = [];
  const whole = withCommon(merged, common, places, clashes);
  const document = documentShape.parse(whole);
  for (const fault of [...clashes, ...checkDocument(document)]) {
    faults.push(places.locate(whole, fault, first));
  }
  const { examples, faults: slips } = await readExamples(folder);
  const shown = new Set(examples.flatMap((example) => example.expect.map((each) => each.promise)));
  for (const [index, { id }] of document.promises.entries()) {
    if (shown.has(id)) continue;
    const say = { zh: "没有例子", en: "no example shows what it means" };
    faults.push(places.locate(whole, { level: "warning", path: ["promises", index], say }, first));
  }
  const refused = faults.some((fault) => fault.level === "mistake");
  faults.push(...slips);
  faults.sort((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column,
  );
  return refused ? { faults } : { document, faults };
}

/** The YAML files at the top of a folder; `examples`, `sample` and `reports` below it are no part of the document. */
async function yamlFiles(folder: string, name: string): Promise<Source[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => entry.name)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Promise.all(
    files.map(async (file) => ({
      file: `${name}/${file}`,
      text: await readFile(join(folder, file), "utf8"),
    })),
  );
}

function rank(file: string): number {
  return /^standard\.ya?ml$/.test(file) ? 0 : 1;
}

type Tree = Record<string, unknown>;

function mergeFiles(sources: Source[], places: Places, faults: Fault[]): Tree {
  const whole: Tree = {};
  for (const source of sources) {
    const { value, faults: found } = readYaml(source, places);
    faults.push(...found);
    if (found.length > 0 || value === null || value === undefined) continue;
    if (!isTree(value)) {
      faults.push({
        ...missing(source.file),
        say: { zh: "文件应由“键: 值”组成", en: "a file is made of keys and values" },
      });
      continue;
    }
    const clashes: Path[] = [];
    mergeInto(whole, value, [], places, clashes);
    for (const path of clashes) {
      const say = {
        zh: `“${path.join(".")}”已在另一个文件中写过`,
        en: `"${path.join(".")}" stands in another file already`,
      };
      faults.push(places.locate(value, { level: "mistake", path, atKey: true, say }, source));
    }
  }
  return whole;
}

/** Lists are joined, maps merged by their ids (facts: kind by kind); an id that stands twice is a clash. */
function mergeInto(into: Tree, from: Tree, path: Path, places: Places, clashes: Path[]): void {
  for (const [key, value] of Object.entries(from)) {
    const place = places.get(from, key);
    const there = into[key];
    if (there === undefined) {
      // Maps and lists are copied, so that merging never touches what a file says.
      into[key] = isTree(value)
        ? copied(value, places)
        : Array.isArray(value)
          ? joined([], value, places)
          : value;
      if (place) places.set(into, key, place);
    } else if (isTree(there) && isTree(value) && path.length < (path[0] === "facts" ? 2 : 1)) {
      mergeInto(there, value, [...path, key], places, clashes);
    } else if (Array.isArray(there) && Array.isArray(value) && path.length === 0) {
      into[key] = joined(there, value, places);
    } else clashes.push([...path, key]);
  }
}

function copied(tree: Tree, places: Places): Tree {
  const copy: Tree = {};
  mergeInto(copy, tree, [], places, []);
  return copy;
}

function joined(first: unknown[], second: unknown[], places: Places): unknown[] {
  const list = [...first, ...second];
  for (const [index] of list.entries()) {
    const from = index < first.length ? first : second;
    const place = places.get(from, index < first.length ? index : index - first.length);
    if (place) places.set(list, index, place);
  }
  return list;
}

function withCommon(merged: Tree, common: Tree, places: Places, clashes: FaultAt[]): Tree {
  const whole = copied(merged, places);
  const found: Path[] = [];
  for (const key of ["roles", "facts", "records"]) {
    if (!isTree(common[key])) continue;
    const part: Tree = { [key]: common[key] };
    mergeInto(whole, part, [], places, found);
  }
  for (const path of found) {
    const id = String(path.at(-1));
    const say = { zh: `“${id}”已在 common 中声明`, en: `"${id}" is declared in common already` };
    clashes.push({ level: "mistake", path, atKey: true, say });
  }
  return whole;
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function missing(file: string): Fault {
  return {
    level: "mistake",
    file,
    line: 1,
    column: 1,
    say: { zh: "没有找到标准文件", en: "no standard found here" },
  };
}
