import type { FaultAt, Path } from "./fault.ts";
import { type Tree, isTree } from "./merge.ts";
import type { Places } from "./yaml.ts";

/** What stands in for a line of the head that is wrong or missing, so that the rest can be looked at. */
const head: Tree = { standard: "unnamed", version: "0", title: { zh: "…" }, effective: "2021-01-01" };

/**
 * A document without the parts whose shape is wrong: a key that is not known goes alone, anything else with the whole
 * promise, fact, record … it stands in. Their names are put into `aside`.
 */
export function putAside(tree: Tree, faults: FaultAt[], places: Places, aside: Set<string>): Tree {
  if (faults.length === 0) return tree;
  const without = faults.map(({ path, atKey }) => (atKey ? path : path.slice(0, depthOf(path))));
  const left = kept(tree, [], without, places, aside) as Tree;
  for (const [key, value] of Object.entries(head))
    if (faults.some(({ path }) => path[0] === key)) left[key] ??= value;
  return left;
}

/** How deep the part begins that one fault spoils: an item of a section, or of a kind within `facts`. */
function depthOf([section]: Path): number {
  return section === "facts" ? 3 : 2;
}

function kept(value: unknown, path: Path, without: Path[], places: Places, aside: Set<string>): unknown {
  const here = without.filter(
    (each) => each.length > path.length && path.every((step, at) => each[at] === step),
  );
  if (here.length === 0) return value;
  const gone = new Set(here.filter((each) => each.length === path.length + 1).map((each) => each.at(-1)));
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    for (const [index, item] of value.entries()) {
      if (gone.has(index)) {
        nameAside(item, index, aside);
        continue;
      }
      const place = places.get(value, index);
      if (place) places.set(list, list.length, place);
      list.push(kept(item, [...path, index], without, places, aside));
    }
    return list;
  }
  if (!isTree(value)) return value;
  const map: Tree = {};
  for (const [key, part] of Object.entries(value)) {
    if (gone.has(key)) {
      nameAside(part, key, aside);
      continue;
    }
    const place = places.get(value, key);
    if (place) places.set(map, key, place);
    map[key] = kept(part, [...path, key], without, places, aside);
  }
  return map;
}

/** The name by which others may ask for a part; a whole section takes the names of its items along. */
function nameAside(part: unknown, key: string | number, aside: Set<string>): void {
  if (typeof key === "string") aside.add(key);
  if (isTree(part) && typeof part["id"] === "string") aside.add(part["id"]);
  if (isTree(part)) for (const name of Object.keys(part)) aside.add(name);
  if (!Array.isArray(part)) return;
  for (const item of part) if (isTree(item) && typeof item["id"] === "string") aside.add(item["id"]);
}
