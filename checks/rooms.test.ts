import assert from "node:assert/strict";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import {
  type Node,
  filesOf,
  isForTests,
  isNode,
  placeOf,
  readText,
  sources,
  treeOf,
  walk,
} from "./source-files.ts";

/** In the order in which data walks through them: a room imports from those before it, never after. */
const rooms = [
  "basics",
  "register",
  "standard",
  "work",
  "database",
  "record",
  "publish",
  "pages",
  "server",
  "cli",
];
/** They decide and compute, in a browser and on a phone as well, and so know neither Node nor a database. */
const portable = rooms.slice(0, 4);

/** The only files of portable rooms that may know Node, and why. */
const readsFiles = new Map([
  ["src/standard/read-folder.ts", "reads the files of a standard's folder"],
  ["src/standard/read.ts", "makes a document of them"],
  ["src/standard/examples.ts", "makes examples of them"],
]);

interface Import {
  file: string;
  from: string;
  /** Only types: nothing is left of it when it runs. */
  types: boolean;
  place: string;
}

const imports = sources.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const found: Import[] = [];
  walk(treeOf(file), (node) => {
    const source = node["source"];
    if (!/^(Import|Export)/.test(node.type) || !isNode(source) || typeof source["value"] !== "string") return;
    found.push({ file, from: source["value"], types: isTypeOnly(node), place: placeOf(file, node) });
  });
  return found;
}

function isTypeOnly(node: Node): boolean {
  return node["importKind"] === "type" || node["exportKind"] === "type";
}

function roomOf(file: string): string {
  return file.split("/")[1] ?? "";
}

/** Where an import leads: a room, with the path in it, or something outside src. */
function target({ file, from }: Import): { room: string; within: boolean } | undefined {
  if (from.startsWith(".")) {
    const path = join(dirname(file), from).replaceAll("\\", "/");
    return { room: path.startsWith("src/") ? roomOf(path) : "", within: true };
  }
  if (from.startsWith("#")) return { room: from.slice(1).split("/")[0] ?? "", within: false };
  return undefined;
}

function places(found: Import[]): string[] {
  return found.map(({ place, from }) => `${place} imports ${from}`);
}

test("there are rooms and imports to look at, and every folder of src is a room", () => {
  assert.ok(sources.length > 150, `${sources.length} files`);
  assert.ok(imports.length > 500, `${imports.length} imports`);
  const found = new Set(sources.map(roomOf));
  assert.deepEqual(
    [...found].filter((room) => ![...rooms, "screens"].includes(room)),
    [],
  );
});

test("./x.ts stays in its room, #room/x.ts leads to one before it, never after and never to its own", () => {
  const wrong = imports.filter((one) => {
    const to = target(one);
    const here = roomOf(one.file);
    if (to === undefined) return false;
    if (to.within) return to.room !== here;
    if (here === "screens") return !rooms.includes(to.room);
    return !rooms.includes(to.room) || rooms.indexOf(to.room) >= rooms.indexOf(here);
  });
  assert.deepEqual(places(wrong), []);
});

test("screens run what decides, and of the rest know only types", () => {
  const ofScreens = imports.filter(({ file }) => roomOf(file) === "screens" && !isForTests(file));
  assert.ok(ofScreens.length > 50);
  const wrong = ofScreens.filter((one) => {
    const room = target(one)?.room;
    if (one.types || room === "screens") return false;
    return room === undefined ? one.from.startsWith("node:") || one.from === "pg" : !portable.includes(room);
  });
  assert.deepEqual(places(wrong), []);
});

test("what decides runs anywhere: no Node and no database, save where reading files is its task", () => {
  const ofPortable = imports.filter(({ file }) => portable.includes(roomOf(file)) && !isForTests(file));
  assert.ok(ofPortable.length > 100);
  const wrong = ofPortable.filter(
    ({ file, from }) => from === "pg" || (from.startsWith("node:") && !readsFiles.has(file)),
  );
  assert.deepEqual(places(wrong), []);
  for (const [file, why] of readsFiles)
    assert.ok(sources.includes(file), `${file} (${why}) is gone: take it off the list`);
});

test("an exception to that is imported by no file of a portable room but tests", () => {
  const wrong = imports.filter(({ file, from, types }) => {
    if (types || isForTests(file) || readsFiles.has(file) || ![...portable, "screens"].includes(roomOf(file)))
      return false;
    return [...readsFiles.keys()].some(
      (path) => from === path.replace("src/", "#") || join(dirname(file), from) === path,
    );
  });
  assert.deepEqual(places(wrong), []);
});

test("nothing that runs imports what is only for tests", () => {
  const wrong = imports.filter(
    ({ file, from, types }) =>
      !types && !isForTests(file) && from.endsWith(".ts") && isForTests(`/${basename(from)}`),
  );
  assert.deepEqual(places(wrong), []);
});

test("no barrels, and no room or folder for what has no place", () => {
  assert.deepEqual(
    sources.filter((file) => /(^|\/)index\.tsx?$/.test(file)),
    [],
  );
  const exported: string[] = [];
  for (const file of sources)
    walk(
      treeOf(file),
      (node) => void (node.type === "ExportAllDeclaration" && exported.push(placeOf(file, node))),
    );
  assert.deepEqual(exported, []);
  assert.deepEqual(
    sources.filter((file) => /\/(utils?|common|helpers?|shared|misc|lib)(\/|\.tsx?$)/.test(file)),
    [],
  );
});

test("nothing in src names a standard", () => {
  const standards = filesOf("standards/*/standard.yaml")
    .map((file) => basename(dirname(file)))
    .filter((name) => name !== "common");
  assert.ok(standards.length > 0);
  const named = filesOf("src/**/*.*").flatMap((file) =>
    standards
      .filter((name) =>
        new RegExp(String.raw`\b${name.replaceAll("-", "[-_ ]?")}\b`, "i").test(readText(file)),
      )
      .map((name) => `${file} names ${name}`),
  );
  assert.deepEqual(named, []);
});
