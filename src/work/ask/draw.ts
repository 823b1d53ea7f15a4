import type { ASTNode } from "@marcbachmann/cel-js";
import { literalIn, nameIn, readExpression } from "#standard/expression.ts";
import type { Fact } from "#standard/standard.ts";
import { signs } from "./drawn.ts";
import type { Comparison, Drawn, DrawnGroup } from "./drawn.ts";

/** A formula that reads without fault, as rows; the outermost is always a group. */
export function draw(text: string, facts: Fact[]): DrawnGroup {
  const empty: DrawnGroup = { draw: "group", of: "all", not: false, rows: [] };
  if (text.trim() === "") return empty;
  const read = readExpression(text, facts);
  if ("fault" in read) return { ...empty, rows: [{ draw: "text", text }] };
  const known = new Map(facts.map((fact) => [fact.id, fact]));
  const drawn = drawNode(read.expression.tree, known);
  return drawn.draw === "group" && !drawn.not ? drawn : { ...empty, rows: [drawn] };
}

type Known = Map<string, Fact>;

function drawNode(node: ASTNode, known: Known): Drawn {
  if (node.op === "&&" || node.op === "||") {
    const of = node.op === "&&" ? "all" : "any";
    return {
      draw: "group",
      of,
      not: false,
      rows: partsOf(node, node.op).map((part) => drawNode(part, known)),
    };
  }
  if (node.op === "!_") return drawNot(node, node.args, known);
  return drawRow(node, known) ?? asText(node);
}

function partsOf(node: ASTNode, op: "&&" | "||"): ASTNode[] {
  return node.op === op ? node.args.flatMap((part) => partsOf(part, op)) : [node];
}

function drawNot(node: ASTNode, inner: ASTNode, known: Known): Drawn {
  const drawn = drawNode(inner, known);
  if (drawn.draw === "group") return { ...drawn, not: !drawn.not };
  if (drawn.draw === "text") return asText(node);
  const opposite = opposites[drawn.is];
  if (typeof drawn.value === "boolean") return { ...drawn, value: !drawn.value };
  return opposite === undefined
    ? { draw: "group", of: "all", not: true, rows: [drawn] }
    : { ...drawn, is: opposite };
}

/** Where “not” of a row is another row that is written with “not” itself. */
const opposites: Partial<Record<Comparison, Comparison>> = { has: "hasnt", is: "not", not: "is" };

function drawRow(node: ASTNode, known: Known): Drawn | undefined {
  const named = factIn(node, known);
  if (named?.type === "boolean") return { draw: "row", fact: named.id, is: "is", value: true };
  switch (node.op) {
    case "in":
      return drawAmong(node.args[0], node.args[1], known);
    case "rcall": {
      const [called, of, [argument]] = node.args;
      const fact = factIn(of, known);
      const value = argument && literalIn(argument);
      const is = called === "contains" ? "holds" : called === "startsWith" ? "begins" : undefined;
      if (fact === undefined || is === undefined || typeof value !== "string") return undefined;
      return { draw: "row", fact: fact.id, is, value };
    }
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return drawComparison(node.op, node.args[0], node.args[1], known);
    default:
      return undefined;
  }
}

function drawComparison(op: string, left: ASTNode, right: ASTNode, known: Known): Drawn | undefined {
  const value = literalIn(right);
  if (value === undefined || value === "") return undefined;
  const fact = factIn(left, known);
  if (fact === undefined) return drawDays(op, left, value, known);
  if (typeof value === "boolean")
    return { draw: "row", fact: fact.id, is: "is", value: value === (op === "==") };
  const is = (Object.keys(signs) as (keyof typeof signs)[]).find((each) => signs[each] === op);
  return is && { draw: "row", fact: fact.id, is, value };
}

/** `daysSince(arrived) <= 30` */
function drawDays(op: string, left: ASTNode, value: unknown, known: Known): Drawn | undefined {
  if (left.op !== "call" || left.args[0] !== "daysSince" || typeof value !== "number") return undefined;
  const [argument] = left.args[1];
  const fact = argument && factIn(argument, known);
  const is = op === "<=" ? "within" : op === ">" ? "before" : undefined;
  return fact && is && { draw: "row", fact: fact.id, is, value };
}

/** `residence in ["resident", "migrant"]`, and `"small/weekly" in overdue` */
function drawAmong(item: ASTNode, list: ASTNode, known: Known): Drawn | undefined {
  const several = factIn(list, known);
  const one = literalIn(item);
  if (several !== undefined && typeof one === "string")
    return { draw: "row", fact: several.id, is: "has", value: one };
  const fact = factIn(item, known);
  if (fact === undefined || list.op !== "list") return undefined;
  const values = list.args.map((element) => literalIn(element));
  return values.every((value) => typeof value === "string")
    ? { draw: "row", fact: fact.id, is: "is", value: values }
    : undefined;
}

function factIn(node: ASTNode, known: Known): Fact | undefined {
  const name = nameIn(node);
  return name === undefined ? undefined : known.get(name);
}

function asText(node: ASTNode): Drawn {
  return { draw: "text", text: node.input.slice(node.start, node.end) };
}
