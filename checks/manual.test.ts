import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import { cliCommands } from "../src/cli/wellside.ts";
import { settingNames } from "#server/settings.ts";
import { commonShape, writtenShape } from "#standard/document.ts";
import { commands } from "#work/commands.ts";
import {
  type Node,
  filesOf,
  isForTests,
  isNode,
  nameOf,
  placeOf,
  readText,
  root,
  treeOf,
  walk,
} from "./source-files.ts";

const languages = ["zh", "en"] as const;

/** Variables of the environment that are read and are nobody's to set for us. */
const notSettings = new Map([
  ["PATH", "the system's: where programs are"],
  ["npm_execpath", "npm's own: how it was called"],
  ["npm_lifecycle_event", "npm's own: which script it runs"],
  ["INIT_CWD", "npm's own: where it was called from"],
]);

/** "commands" in Chinese: docs/manual/zh/commands.md, or what is wrong with it. */
function manual(language: string, page: string): string {
  const file = `docs/manual/${language}/${page}.md`;
  assert.ok(existsSync(join(root, file)), `${file} is missing`);
  return readText(file);
}

/** The names that have no heading of their own: "## record.make", with or without backticks, with or without a title after. */
function withoutHeading(page: string, names: string[]): string[] {
  return languages.flatMap((language) => {
    const headings = [...manual(language, page).matchAll(/^##+ +`?([\w.-]+)`?/gm)].map(([, name]) => name);
    return names
      .filter((name) => !headings.includes(name))
      .map((name) => `docs/manual/${language}/${page}.md has no heading ${name}`);
  });
}

/** The names that do not stand in backticks. */
function notMentioned(page: string, names: string[]): string[] {
  return languages.flatMap((language) => {
    const words = new Set(
      [...manual(language, page).matchAll(/`([^`\n]+)`/g)].flatMap(([, code = ""]) => [
        code,
        ...code.split(/[^\w.-]+/),
      ]),
    );
    return names
      .filter((name) => !words.has(name))
      .map((name) => `docs/manual/${language}/${page}.md does not tell of ${name}`);
  });
}

const commandFiles = filesOf("src/work/commands/*.ts").filter((file) => !isForTests(file));

test("every command stands in the list under its file's name, and has its twin test", () => {
  assert.ok(commands.size >= 12);
  assert.deepEqual(
    commandFiles,
    [...commands.keys()].map((name) => `src/work/commands/${name.replace(".", "-")}.ts`).toSorted(),
  );
  assert.deepEqual(
    commandFiles
      .map((file) => file.replace(/\.ts$/, ".test.ts"))
      .filter((file) => !existsSync(join(root, file))),
    [],
  );
});

test("the twin test of a command reaches every refusal that the command has", () => {
  let codes = 0;
  for (const file of commandFiles.filter((one) => existsSync(join(root, one.replace(/\.ts$/, ".test.ts"))))) {
    const twin = readText(file.replace(/\.ts$/, ".test.ts"));
    walk(treeOf(file), (node) => {
      if (node.type !== "CallExpression" || nameOf(node["callee"]) !== "refuse") return;
      const code = nameOf((node["arguments"] as Node[])[0]);
      codes += 1;
      assert.ok(
        code !== undefined && twin.includes(`"${code}"`),
        `${placeOf(file, node)}: no test of the refusal ${code}`,
      );
    });
  }
  assert.ok(codes > 20, `${codes} refusals`);
});

test("every command says what it is, and when one would use it", () => {
  for (const { name, title, about } of commands.values())
    for (const text of [title, about])
      assert.ok(text.zh !== "" && text.en !== undefined && text.en !== "", name);
});

test("every command is in the manual, and the manual has no other", () => {
  assert.deepEqual(withoutHeading("commands", [...commands.keys()]), []);
  for (const language of languages) {
    const told = [...manual(language, "commands").matchAll(/^## +`?([a-z]+\.[a-z-]+)`?/gm)].map(
      ([, name = ""]) => name,
    );
    assert.deepEqual(
      told.filter((name) => !commands.has(name)),
      [],
      `docs/manual/${language}/commands.md tells of commands that do not exist`,
    );
  }
});

test("every command of the command line is in the manual", () => {
  assert.ok(cliCommands.length >= 5);
  assert.deepEqual(
    withoutHeading(
      "command-line",
      cliCommands.map(({ name }) => name),
    ),
    [],
  );
});

test("every setting is in the manual, and no other variable of the environment is read", () => {
  const names = settingNames.map(({ name }) => name);
  assert.ok(names.length >= 6);
  assert.deepEqual(notMentioned("settings", names), []);
  const read = ["start.mjs", ...filesOf("src/**/*.{ts,tsx}").filter((file) => !isForTests(file))].flatMap(
    variablesIn,
  );
  assert.ok(read.some(({ name }) => name === "PORT") && read.some(({ name }) => name === "PATH"));
  assert.deepEqual(
    read
      .filter(({ name }) => !names.includes(name) && !notSettings.has(name))
      .map(({ place, name }) => `${place} reads ${name}`),
    [],
  );
});

/** What a file reads of the environment: process.env.NAME, process.env["NAME"], environment["NAME"], const { NAME } = process.env. */
function variablesIn(file: string): { name: string; place: string }[] {
  const found: { name: string; place: string }[] = [];
  const text = readText(file);
  const isEnvironment = (node: unknown) =>
    isNode(node) &&
    (text.slice(node.start, node.end) === "process.env" ||
      (nameOf(node) === "environment" && file === "src/server/settings.ts"));
  walk(treeOf(file), (node) => {
    if (node.type === "MemberExpression" && isEnvironment(node["object"])) {
      const name = nameOf(node["property"]);
      found.push({ name: name ?? "a name worked out at run time", place: placeOf(file, node) });
    }
    if (
      node.type === "VariableDeclarator" &&
      isEnvironment(node["init"]) &&
      isNode(node["id"]) &&
      node["id"].type === "ObjectPattern"
    )
      for (const { key } of node["id"]["properties"] as Node[])
        found.push({ name: nameOf(key) ?? "…", place: placeOf(file, node) });
  });
  return found;
}

test("every word of the language is in the manual", () => {
  const words = [
    ...new Set([
      ...wordsOf(z.toJSONSchema(writtenShape, { io: "input" })),
      ...wordsOf(z.toJSONSchema(commonShape, { io: "input" })),
    ]),
  ];
  for (const word of ["promises", "keptBy", "alsoCalled", "atLeast", "guard", "health", "quarter", "choices"])
    assert.ok(words.includes(word), word);
  assert.ok(words.length > 60, `${words.length} words`);
  assert.deepEqual(notMentioned("language", words), []);
});

/** The keys that a document may have, and the words to choose from. */
function wordsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(wordsOf);
  if (typeof schema !== "object" || schema === null) return [];
  const {
    properties,
    enum: choices,
    ...rest
  } = schema as { properties?: Record<string, unknown>; enum?: unknown[] };
  return [
    ...(properties === undefined ? [] : [...Object.keys(properties), ...wordsOf(Object.values(properties))]),
    ...(choices ?? []).filter((choice) => typeof choice === "string"),
    ...wordsOf(Object.values(rest)),
  ];
}
