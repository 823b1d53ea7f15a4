import type { Fault, FaultAt, Path } from "./fault.ts";
import { type Places, type Source, readYaml } from "./yaml.ts";

/** Keys and values, as a file has them before their shape is looked at. */
export type Tree = Record<string, unknown>;

export function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The files of a folder as one document. Lists are joined; an id that stands twice is a mistake. */
export function mergeFiles(sources: Source[], places: Places, faults: Fault[]): Tree {
  const whole: Tree = {};
  for (const source of sources) {
    const { value, faults: found } = readYaml(source, places);
    faults.push(...found);
    if (found.length > 0) continue;
    if (value === null || value === undefined) {
      const say = { zh: "文件是空的", en: "the file is empty" };
      faults.push({ level: "mistake", file: source.file, line: 1, column: 1, say });
      continue;
    }
    if (!isTree(value)) {
      const say = { zh: "文件应由“键: 值”组成", en: "a file is made of keys and values" };
      faults.push({ level: "mistake", file: source.file, line: 1, column: 1, say });
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
    const there = Object.hasOwn(into, key) ? into[key] : undefined; // "constructor" is in every object
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

/**
 * The document with the roles, facts and records that `common` shares. What a standard declares itself is its own: one
 * that was written elsewhere must hold beside any `common`. Only where an office adopts two that differ is one refused.
 */
export function withCommon(merged: Tree, common: Tree, places: Places, clashes: FaultAt[]): Tree {
  const whole = copied(merged, places);
  const found: Path[] = [];
  for (const key of ["roles", "facts", "records"]) {
    if (!isTree(common[key])) continue;
    const part: Tree = { [key]: common[key] };
    mergeInto(whole, part, [], places, found);
  }
  for (const path of found) {
    if (JSON.stringify(valueAt(merged, path)) === JSON.stringify(valueAt(common, path))) continue;
    const id = String(path.at(-1));
    const say = {
      zh: `“${id}”与 common 里的不同，这里以本标准的为准`,
      en: `"${id}" differs from the one in common; the standard's own is taken`,
    };
    clashes.push({ level: "warning", path, atKey: true, say });
  }
  return whole;
}

/** What stands at a path; undefined where the tree says nothing of it. */
export function valueAt(tree: Tree, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (isTree(value) ? value[step] : undefined), tree);
}
