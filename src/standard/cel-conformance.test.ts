import assert from "node:assert/strict";
import { test } from "node:test";
import type { IncrementalTest, IncrementalTestSuite } from "@bufbuild/cel-spec/testdata/tests.js";
import { getConformanceSuite } from "@bufbuild/cel-spec/testdata/tests.js";
import { type ASTNode, Environment } from "@marcbachmann/cel-js";

import type { FactValue } from "#register/subject.ts";
import { literalIn, nameIn, readExpression } from "./expression.ts";
import { largest, operations, smallest } from "./operations.ts";
import type { Fact, FieldType } from "./standard.ts";

// The public cases of CEL, every one of them. What our reader takes must give what the case says, an error of CEL being
// our unknown. What it refuses is left out only where one of the rules below says why: a refusal that none of them explains
// is a fault here. They look at the case and never at its name.

/** More may run in time, fewer must not. */
const atLeast = 287;

type Case = IncrementalTest["original"];
type CelValue = Extract<Case["resultMatcher"], { case: "value" }>["value"]["kind"];

const cases: Case[] = casesOf(getConformanceSuite());

function casesOf({ tests, suites }: IncrementalTestSuite): Case[] {
  return [...tests.map(({ original }) => original), ...suites.flatMap(casesOf)];
}

test("CEL's own cases, as far as its words are ours", () => {
  const leftOut = new Map<string, number>();
  const wrong: string[] = [];
  let passed = 0;
  for (const each of cases) {
    const outcome = outcomeOf(each);
    if (outcome === "passed") passed += 1;
    else if ("leftOut" in outcome) leftOut.set(outcome.leftOut, (leftOut.get(outcome.leftOut) ?? 0) + 1);
    else wrong.push(`${each.expr}: ${outcome.wrong}`);
  }
  const run = passed + wrong.length;
  const reasons = [...leftOut].sort((a, b) => b[1] - a[1]).map(([reason, count]) => `${count} ${reason}`);
  console.log(`CEL conformance: ${run} run, ${passed} passed, left out: ${cases.length - run}`);
  for (const reason of reasons) console.log(`  ${reason}`);
  assert.deepEqual(wrong, []);
  assert.ok(cases.length > 2000 && run >= atLeast, `only ${run} of ${cases.length} cases run`);
});

type Outcome = "passed" | { leftOut: string } | { wrong: string };

function outcomeOf(given: Case): Outcome {
  const bound = Object.entries(given.bindings).map(([id, { kind }]) => ({
    id,
    fact: kind.case === "value" ? factOf(kind.value.kind) : undefined,
  }));
  if (bound.some(({ fact }) => fact === undefined))
    return { leftOut: "a variable of a type no fact has (a message, a map, bytes, an unsigned number)" };
  const facts = bound.flatMap(({ id, fact }): Fact[] =>
    fact ? [{ id, of: "person", label: { zh: id }, type: fact.type, alsoCalled: [] }] : [],
  );
  const read = readExpression(given.expr, facts);
  if ("fault" in read) {
    const reason = whyRefused(given);
    return reason === undefined ? { wrong: `refused (${read.fault.say.en})` } : { leftOut: reason };
  }
  const expected = expectedOf(given);
  if (expected === undefined) return { leftOut: "only a type is expected, no value" };
  if (expected !== "error" && (isBeyondUs(expected.value) || dividesByZero(read.expression.tree)))
    return { leftOut: "comes upon a number that is not held here (infinite, no number, beyond 2^53 − 1)" };
  if (Object.keys(given.bindings).some((name) => name.startsWith(`${given.container}.`)))
    return { leftOut: "a name looked up in a container" };
  const values = new Map(bound.map(({ id, fact }) => [id, fact?.value]));
  const ours = read.expression.run({ day: 0, value: (fact) => values.get(fact) });
  if (expected === "error") return ours === undefined ? "passed" : { wrong: `${String(ours)}, not an error` };
  const same = ours !== undefined && JSON.stringify(ours) === JSON.stringify(expected.value);
  return same ? "passed" : { wrong: `${String(ours)}, not ${JSON.stringify(expected.value)}` };
}

/** A bound value as a fact, where facts can hold such. */
function factOf(value: CelValue): { type: FieldType; value: FactValue } | undefined {
  switch (value.case) {
    case "boolValue":
      return { type: "boolean", value: value.value };
    case "int64Value":
      return { type: "integer", value: Number(value.value) };
    case "doubleValue":
      return { type: "number", value: value.value };
    case "stringValue":
      return { type: "text", value: value.value };
    default:
      return undefined;
  }
}

function expectedOf({ resultMatcher }: Case): { value: unknown } | "error" | undefined {
  switch (resultMatcher.case) {
    case undefined: // then it is true, says the specification
      return { value: true };
    case "evalError":
    case "anyEvalErrors":
      return "error";
    case "value":
      return { value: plain(resultMatcher.value.kind) };
    case "typedResult":
      return resultMatcher.value.result && { value: plain(resultMatcher.value.result.kind) };
    case "unknown":
    case "anyUnknowns":
      return undefined;
  }
}

/** A value of the case as it would come out of our closures; what we have no like of stays as it is, and agrees with nothing. */
function plain(value: CelValue): unknown {
  if (value.case === "int64Value") return Number(value.value);
  if (value.case === "listValue") return value.value.values.map(({ kind }) => plain(kind));
  if (value.case === "doubleValue") return value.value === 0 ? 0 : value.value;
  return ["boolValue", "stringValue"].includes(value.case ?? "") ? value.value : value;
}

function isBeyondUs(value: unknown): boolean {
  return (
    typeof value === "number" && value !== 0 && !(Math.abs(value) <= largest && Math.abs(value) >= smallest)
  );
}

/** Of broken numbers: infinite in CEL, unknown here. Of whole ones it is an error in CEL, and the case says so. */
function dividesByZero(node: ASTNode): boolean {
  return [...walk(node)].some(({ op, args }) => op === "/" && literalIn(args[1]) === 0);
}

/** The library with nothing of ours: what it reads without knowing any name or type. */
const library = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true });

const macros = [
  "has",
  "all",
  "exists",
  "exists_one",
  "existsOne",
  "map",
  "filter",
  "transformList",
  "transformMap",
  "bind",
];
const conversions = [
  "int",
  "uint",
  "double",
  "string",
  "bytes",
  "bool",
  "dyn",
  "type",
  "timestamp",
  "duration",
];
const ours = new Set(operations.flatMap(({ written }) => /^(?:_\.)?(\w+)\(/.exec(written)?.[1] ?? []));

/** Why our reader need not take a case: the first of these that a part of it shows. */
const rules: [string, (node: ASTNode, given: Case) => boolean][] = [
  ["uses a macro (has, all, exists, map, filter, bind …)", (node) => macros.includes(calledIn(node) ?? "")],
  ["converts between types, or asks for one", (node) => conversions.includes(calledIn(node) ?? "")],
  ["patterns (matches)", (node) => calledIn(node) === "matches"],
  [
    "a function of an extension library, or of times",
    (node) => calledIn(node) !== undefined && !ours.has(calledIn(node) ?? ""),
  ],
  ["bytes", (node) => node.op === "value" && node.args instanceof Uint8Array],
  ["an unsigned number", (node) => node.op === "value" && /[uU]$/.test(sourceOf(node))],
  ["null", (node) => node.op === "value" && node.args === null],
  ["a map", (node) => node.op === "map"],
  ["an element of a list or map by its place", (node) => ["[]", "[?]", ".?"].includes(node.op)],
  [
    "a name that is no fact: a type, a message, a field of one, a name in a container",
    (node, given) => isStrange(node, given),
  ],
  ["a list other than of texts, or of numbers behind `in`", (node) => node.op === "list"],
  ["a number beyond 2^53 − 1, or nearer to zero than 1e-100", (node) => isBeyondUs(literalIn(node))],
  [
    "a text with NUL in it",
    (node) => node.op === "value" && typeof node.args === "string" && node.args.includes("\0"),
  ],
  ["joins texts", (node) => node.op === "+" && node.args.some((part) => typeOf(part) === "string")],
  [
    "orders true and false",
    (node) => /^[<>]/.test(node.op) && partsOf(node).some((part) => typeOf(part) === "boolean"),
  ],
  [
    "mixes types where CEL may go on and we refuse when a standard is checked",
    (node) =>
      (["&&", "||"].includes(node.op) &&
        partsOf(node).some((part) => !["boolean", "undefined"].includes(typeOf(part)))) ||
      (node.op === "?:" && typeOf(node.args[1]) !== typeOf(node.args[2])),
  ],
  [
    "fails when CEL runs it, and is refused here when a standard is checked",
    (_node, given) => expectedOf(given) === "error",
  ],
];

function whyRefused(given: Case): string | undefined {
  const parsed = parse(given.expr);
  if (parsed === undefined)
    return /[\w.]\s*\{/.test(given.expr)
      ? "a protobuf message"
      : "not read by the library: reserved words, back-quoted names";
  const nodes = [...walk(parsed)];
  return rules.find(([, shows]) => nodes.some((node) => shows(node, given)))?.[0];
}

function parse(text: string): ASTNode | undefined {
  try {
    return library.parse(text).ast;
  } catch {
    return undefined;
  }
}

function* walk(node: ASTNode): Generator<ASTNode> {
  yield node;
  for (const part of partsOf(node)) yield* walk(part);
}

function partsOf({ args }: ASTNode): ASTNode[] {
  return [args]
    .flat(3)
    .filter((part): part is ASTNode => typeof part === "object" && part !== null && "op" in part);
}

function calledIn(node: ASTNode): string | undefined {
  return node.op === "call" || node.op === "rcall" ? node.args[0] : undefined;
}

function isStrange(node: ASTNode, { bindings }: Case): boolean {
  const name = nameIn(node);
  return node.op === "." || (name !== undefined && !(name in bindings));
}

function typeOf(node: ASTNode): string {
  return typeof literalIn(node);
}

function sourceOf(node: ASTNode): string {
  return node.input.slice(node.start, node.end);
}
