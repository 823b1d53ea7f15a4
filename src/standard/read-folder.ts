import { lstat, readFile, readdir, realpath } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

import type { Text } from "#basics/text.ts";
import { refusedName } from "./check-reports.ts";
import type { Fault } from "./fault.ts";
import type { Source } from "./yaml.ts";

// A standard may come from anybody: no more is read than a standard can be, and nothing that lies elsewhere.

/** What a folder holds, as far as it is text. */
export interface Folder {
  /** As faults name it: the folder's own name. */
  name: string;
  /** The YAML files at its top, `standard.yaml` first. */
  own: Source[];
  /** Those of `common` beside it. */
  common: Source[];
  examples: Source[];
  faults: Fault[];
  /** The text of a report's template, or what hinders reading it; undefined where there is no such file. */
  template: (name: string) => Promise<Source | Fault | undefined>;
}

const megabyte = 1_000_000;
const mostOfFile = megabyte;
const mostOfFolder = 4 * megabyte;
const mostFiles = 50;

export async function readFolder(folder: string): Promise<Folder> {
  const asked = resolve(folder);
  const name = basename(asked);
  // The folder that somebody names may be a link; what lies in it may not.
  const place = await realpath(asked).catch(() => asked);
  const faults: Fault[] = [];
  const left = { files: mostFiles, bytes: mostOfFolder };
  const own = await yamlFiles(place, name, left, faults);
  const examples = await yamlFiles(join(place, "examples"), `${name}/examples`, left, faults);
  const beside = { files: mostFiles, bytes: mostOfFolder };
  const common =
    name === "common" ? [] : await yamlFiles(join(asked, "..", "common"), "common", beside, faults);
  return {
    name,
    own,
    common,
    examples,
    faults,
    template: async (file) => {
      if (refusedName(file) || (await crossesLink(place, file))) return undefined;
      return readText(join(place, file), `${name}/${file}`, left);
    },
  };
}

/**
 * Files chosen in a browser, alone or as a whole folder, as though they were one. `common` is what they share with others,
 * unless it was chosen with them. A file that is a list is one of examples, wherever it lies.
 */
export function folderOf(files: { name: string; text: string }[], common: Source[]): Folder {
  const top = topOf(files.map(({ name }) => name));
  const name = top === "" ? "standard" : top.slice(0, -1);
  const given = files.map(({ name: path, text }) => ({ path: path.slice(top.length), text }));
  const yaml = given
    .filter(({ path }) => /\.ya?ml$/.test(path))
    .sort((a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1));
  const named = (some: typeof yaml) =>
    some.map(({ path, text }): Source => ({ file: `${name}/${path}`, text }));
  const isShared = ({ path }: { path: string }) => /(^|\/)common\//.test(path);
  const isExamples = ({ path, text }: { path: string; text: string }) =>
    path.startsWith("examples/") || /^(\s*(#[^\n]*)?\n)*- /.test(text);
  const shared = yaml.filter(isShared);
  const own = yaml.filter((file) => !isShared(file) && !isExamples(file) && !file.path.includes("/"));
  const bytes = given.reduce((sum, { text }) => sum + text.length, 0);
  return {
    name,
    own: named(own),
    common: shared.length > 0 ? named(shared) : common,
    examples: named(yaml.filter((file) => !isShared(file) && isExamples(file))),
    faults: [
      ...(given.length > mostFiles ? [faultIn(name, tooMany)] : []),
      ...(bytes > mostOfFolder ? [faultIn(name, tooMuch)] : []),
      // What could not be decoded has become U+FFFD in the browser.
      ...given.flatMap(({ path, text }) =>
        text.includes("\uFFFD") ? [faultIn(`${name}/${path}`, notUtf8)] : [],
      ),
      ...given.flatMap(({ path, text }) =>
        text.length > mostOfFile ? [faultIn(`${name}/${path}`, tooLarge)] : [],
      ),
    ],
    template: async (wanted) => {
      const found =
        given.find(({ path }) => path === wanted) ??
        given.find(({ path }) => path === wanted.split("/").at(-1));
      return found && { file: `${name}/${wanted}`, text: found.text };
    },
  };
}

/** The folder that all lie in, "home-library/"; nothing where they were chosen one by one. */
function topOf(names: string[]): string {
  const first = /^[^/]+\//.exec(names[0] ?? "")?.[0] ?? "";
  return names.every((name) => name.startsWith(first)) ? first : "";
}

/** The YAML files at the top of a folder; what lies deeper is no part of the document. */
async function yamlFiles(
  folder: string,
  name: string,
  left: { files: number; bytes: number },
  faults: Fault[],
): Promise<Source[]> {
  const self = await lstat(folder).catch(() => undefined);
  if (!self?.isDirectory()) {
    if (self?.isSymbolicLink()) faults.push(faultIn(name, links));
    return [];
  }
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries
    .filter((entry) => /\.ya?ml$/.test(entry.name))
    .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
  const sources: Source[] = [];
  for (const entry of files) {
    const file = `${name}/${entry.name}`;
    if (entry.isSymbolicLink()) faults.push(faultIn(file, links));
    if (!entry.isFile()) continue;
    const read = await readText(join(folder, entry.name), file, left);
    if (read === undefined) continue;
    if ("text" in read) sources.push(read);
    else faults.push(read);
  }
  return sources;
}

function rank(file: string): number {
  return /^standard\.ya?ml$/.test(file) ? 0 : 1;
}

async function readText(
  path: string,
  file: string,
  left: { files: number; bytes: number },
): Promise<Source | Fault | undefined> {
  const about = await lstat(path).catch(() => undefined);
  if (!about?.isFile()) return undefined;
  if (about.size > mostOfFile) return faultIn(file, tooLarge);
  left.files -= 1;
  left.bytes -= about.size;
  if (left.files < 0) return faultIn(file, tooMany);
  if (left.bytes < 0) return faultIn(file, tooMuch);
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return faultIn(file, { zh: "文件打不开", en: "the file cannot be opened" });
  try {
    return { file, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return faultIn(file, notUtf8);
  }
}

/** Is any part of the way to a file a link? It could lead out of the folder. */
async function crossesLink(place: string, file: string): Promise<boolean> {
  let path = place;
  for (const part of file.split("/")) {
    path = join(path, part);
    if ((await lstat(path).catch(() => undefined))?.isSymbolicLink()) return true;
  }
  return false;
}

function faultIn(file: string, say: Text): Fault {
  return { level: "mistake", file, line: 1, column: 1, say };
}

const links: Text = {
  zh: "这是一个链接，不会读取；请放文件本身",
  en: "this is a link and is not followed; put the file itself here",
};
const tooLarge: Text = { zh: "文件超过 1 MB", en: "the file is larger than 1 MB" };
const tooMany: Text = {
  zh: `一个标准最多 ${mostFiles} 个文件`,
  en: `a standard has at most ${mostFiles} files`,
};
const tooMuch: Text = {
  zh: "标准的文件合计超过 4 MB",
  en: "the files of a standard are larger than 4 MB together",
};
const notUtf8: Text = {
  zh: "文件不是 UTF-8 编码，请另存为 UTF-8",
  en: "the file is not UTF-8; save it as UTF-8",
};
