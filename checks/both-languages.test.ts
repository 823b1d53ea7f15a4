import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAllDocuments } from "yaml";
import {
  type Node,
  filesOf,
  isForTests,
  isNode,
  nameOf,
  placeOf,
  readText,
  sources,
  treeOf,
  walk,
  writtenText,
} from "./source-files.ts";

const chinese = /\p{Script=Han}/u;

/** Words of users' own files and of official documents, which are Chinese whatever language one reads in: where they stand, and what they are. */
const ledgerWords = new Map([
  ["src/basics/read-calendar-notice.ts", "how the yearly notice on holidays is worded"],
  ["src/standard/proofs.ts", "the words by which a label asks for a proof"],
  ["src/work/import/words.ts", "what ledgers write for yes, no, sexes, kinds of residence"],
  ["src/work/import/read-value.ts", "the prefixes of no: 不, 非, 无, 未"],
  ["src/record/read-workbook.ts", "Excel's Chinese number formats"],
  ["src/register/household-name.ts", "a household bears its head's name, and how ledgers call the head"],
  ["src/register/address.ts", "the words of addresses: 栋, 单元, 室, 路"],
  ["src/work/commands/register-import.ts", "a household bears its head's name, as in ledgers: …户"],
  ["src/basics/paper-blocks.ts", "the numbers of headings in official documents: 一、"],
  [
    "src/publish/report-docx.ts",
    "the fonts of official documents, by the names they have where they are sold",
  ],
]);

/** English texts with Chinese in them, and why. */
const chineseInEnglish = new Map([
  [
    /^[今册事约公记设休班]$/,
    "the marks of the pages and of days off and worked, one sign each, are the same in both languages",
  ],
  [/^(中文|换成中文)$/, "a language is offered in that language"],
  [/write 是 or 否|such as 编号, 姓名/, "what to write into a Chinese ledger"],
]);

/** A language is offered in that language. */
const englishInChinese = /^(English|Switch to English)$/;

const product = "井台";

const files = sources.filter((file) => !isForTests(file));

interface Pair {
  place: string;
  zh: Node;
  en: Node | undefined;
}

const pairs = files.flatMap(pairsOf);

/** Every { zh: …, en: … } written in a file. */
function pairsOf(file: string): Pair[] {
  const found: Pair[] = [];
  walk(treeOf(file), (node) => {
    if (node.type !== "ObjectExpression") return;
    const part = (language: string) => {
      const property = (node["properties"] as Node[]).find(({ key }) => nameOf(key) === language);
      return property !== undefined && isNode(property["value"]) ? property["value"] : undefined;
    };
    const zh = part("zh");
    if (zh !== undefined) found.push({ place: placeOf(file, node), zh, en: part("en") });
  });
  return found;
}

function textsIn(node: Node): string[] {
  const texts: string[] = [];
  walk(node, (each) => {
    const text = writtenText(each);
    if (text !== undefined) texts.push(text);
  });
  return texts;
}

/** A literal with nothing in it. */
function isBlank(node: Node): boolean {
  return node.type === "Literal" && String(node["value"]).trim() === "";
}

test("every text that is written in Chinese is written in English beside it, without a Chinese character", () => {
  assert.ok(files.length > 150, `${files.length} files`);
  const written = pairs.filter(({ zh }) => textsIn(zh).some((text) => chinese.test(text)));
  assert.ok(written.length > 300, `${written.length} texts`);
  assert.deepEqual(
    written.filter(({ en }) => en === undefined || isBlank(en)).map(({ place }) => `${place}: no English`),
    [],
  );
  const mixed = pairs
    .flatMap(({ place, en }) => (en === undefined ? [] : textsIn(en).map((text) => ({ place, text }))))
    .filter(({ text }) => chinese.test(text));
  const reasons = [...chineseInEnglish.keys()];
  assert.deepEqual(
    mixed
      .filter(({ text }) => !reasons.some((reason) => reason.test(text)))
      .map(({ place, text }) => `${place}: Chinese in the English “${text}”`),
    [],
  );
  assert.deepEqual(
    reasons.filter((reason) => !mixed.some(({ text }) => reason.test(text))),
    [],
    "no longer needed: take it off the list",
  );
});

test("no Chinese text is empty, nor left in English", () => {
  assert.deepEqual(
    pairs.filter(({ zh }) => isBlank(zh)).map(({ place }) => `${place}: no Chinese`),
    [],
  );
  const english = pairs.filter(
    ({ zh, en }) =>
      en !== undefined &&
      textsIn(zh)
        .join("")
        .match(/[a-z]{3}/i) !== null &&
      !textsIn(zh).some((text) => chinese.test(text)),
  );
  const left = english.filter(({ zh }) => !textsIn(zh).every((text) => englishInChinese.test(text)));
  assert.deepEqual(
    left.map(({ place }) => `${place}: no Chinese in the Chinese`),
    [],
  );
});

test("Chinese stands in such a pair, in a file of words, or among the words of ledgers, and nowhere else", () => {
  const looked = files.filter((file) => !file.startsWith("src/screens/words/"));
  const alone = looked.flatMap((file) => chineseAlone(file).map((place) => ({ file, place })));
  assert.deepEqual(
    alone.filter(({ file }) => !ledgerWords.has(file)).map(({ place }) => place),
    [],
  );
  for (const file of ledgerWords.keys())
    assert.ok(
      alone.some((one) => one.file === file),
      `${file} has no words of ledgers any more: take it off the list`,
    );
});

/** Chinese written neither for `zh` nor, in a declared fact, for the headings under which ledgers carry it, `alsoCalled`. */
function chineseAlone(file: string): string[] {
  const alone: string[] = [];
  walk(treeOf(file), (node) => {
    const name =
      node.type === "Property"
        ? nameOf(node["key"])
        : node.type === "VariableDeclarator"
          ? nameOf(node["id"])
          : undefined;
    if (name === "zh" || name === "en" || name === "alsoCalled") return "stop"; // the English has been looked at above
    const text = writtenText(node)?.replace(product, "");
    if (text !== undefined && chinese.test(text))
      alone.push(`${placeOf(file, node)}: ${text.trim().slice(0, 30)}`);
    return undefined;
  });
  return alone;
}

/** A standard that gives its own title in Chinese alone is not held to English: `check` warns its author. */
function isInBothLanguages(file: string): boolean {
  const [, folder = ""] = file.split("/");
  const [head] = parseAllDocuments(readText(`standards/${folder}/standard.yaml`));
  const read = head?.toJS() as { title?: { en?: string } } | undefined;
  return read?.title?.en !== undefined;
}

test("every text of our standards stands in both languages", () => {
  const documents = filesOf("standards/**/*.{yaml,yml}").filter(isInBothLanguages);
  assert.ok(documents.length > 5, `${documents.length} files`);
  let texts = 0;
  const wrong: string[] = [];
  for (const file of documents)
    for (const document of parseAllDocuments(readText(file)))
      lookAt(document.toJS(), "", (path, { zh, en }) => {
        texts += 1;
        if (typeof zh !== "string" || zh.trim() === "") wrong.push(`${file} ${path}: no Chinese`);
        else if (typeof en !== "string" || en.trim() === "") wrong.push(`${file} ${path}: no English`);
        else if (chinese.test(en)) wrong.push(`${file} ${path}: Chinese in the English`);
      });
  assert.ok(texts > 150, `${texts} texts`);
  assert.deepEqual(wrong, []);
});

function lookAt(
  value: unknown,
  path: string,
  found: (path: string, text: Record<string, unknown>) => void,
): void {
  if (typeof value !== "object" || value === null) return;
  if ("zh" in value || "en" in value) found(path, value as Record<string, unknown>);
  else
    for (const [key, part] of Object.entries(value))
      lookAt(part, path === "" ? key : `${path}.${key}`, found);
}
