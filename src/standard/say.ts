import type { ASTNode } from "@marcbachmann/cel-js";

import { dayParts, dayText, parseDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { literalIn, nameIn } from "./expression.ts";
import type { Condition, Fact, Term } from "./standard.ts";

/** A condition in words a resident understands: 年满 70 周岁，且独居. Undefined holds for everyone. */
export function sayCondition(condition: Condition | undefined): Text {
  if (!condition) return { zh: "所有人", en: "everyone" };
  const terms = withoutWeakerAges(condition.terms);
  return {
    zh: terms.map((term) => term.say.zh).join("，且"),
    en: terms.map((term) => english(term.say)).join(", and "),
  };
}

/** A line says “60 or over” and its promise “70 or over”: the second says it all. */
function withoutWeakerAges(terms: Term[]): Term[] {
  const least = (term: Term) => Number(/^age >= (\d+)$/.exec(term.text)?.[1] ?? NaN);
  const most = Math.max(...terms.map(least).filter((age) => !Number.isNaN(age)));
  const kept = terms.filter((term) => !(least(term) < most));
  return kept.filter((term, index) => kept.findIndex((other) => other.text === term.text) === index);
}

/** One part of a condition in words; where we have none, its own text. */
export function sayTerm(node: ASTNode, facts: Fact[]): Text {
  return say(node, facts) ?? { zh: sourceOf(node), en: sourceOf(node) };
}

/** A date expression in words: 出所日期, or the school year of an age. */
export function sayDate(node: ASTNode, facts: Fact[]): Text {
  const fact = factIn(node, facts);
  if (fact) return fact.label;
  const argument = node.op === "call" && node.args[0] === "schoolYear" ? node.args[1][0] : undefined;
  const age = argument && literalIn(argument);
  if (age === undefined) return { zh: sourceOf(node), en: sourceOf(node) };
  return { zh: `年满 ${age} 周岁当年的 9 月 1 日`, en: `1 September of the school year of age ${age}` };
}

function say(node: ASTNode, facts: Fact[]): Text | undefined {
  const fact = factIn(node, facts);
  if (fact) return fact.type === "boolean" ? fact.label : undefined;
  switch (node.op) {
    case "!_":
      return sayNot(node.args, facts);
    case "||":
      return sayEither(node, facts);
    case "&&":
      return {
        zh: node.args.map((part) => sayTerm(part, facts).zh).join("且"),
        en: node.args.map((part) => english(sayTerm(part, facts))).join(" and "),
      };
    case "in":
      return sayAmong(node.args[0], node.args[1], facts);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return sayComparison(node.op, node.args[0], node.args[1], facts);
    default:
      return undefined;
  }
}

function sayNot(node: ASTNode, facts: Fact[]): Text | undefined {
  const inner = say(node, facts);
  if (!inner) return undefined;
  const fact = factIn(node, facts);
  if (fact) return sayNo(fact);
  return { zh: `并非（${inner.zh}）`, en: `not (${english(inner)})` };
}

/** 非独居; a longer label does not read well so: “使用智能手机”为否 */
function sayNo({ label }: Fact): Text {
  const zh = label.zh.length <= 4 ? `非${label.zh}` : `“${label.zh}”为否`;
  return { zh, en: `not “${english(label)}”` };
}

function sayEither(node: ASTNode, facts: Fact[]): Text {
  const parts = alternatives(node).map((part) => sayTerm(part, facts));
  return {
    zh: `（${parts.map((part) => part.zh).join("，或")}）`,
    en: `(${parts.map(english).join(", or ")})`,
  };
}

function alternatives(node: ASTNode): ASTNode[] {
  return node.op === "||" ? node.args.flatMap(alternatives) : [node];
}

function sayAmong(item: ASTNode, list: ASTNode, facts: Fact[]): Text | undefined {
  const fact = factIn(item, facts);
  if (fact && list.op === "list") {
    const values = list.args.map((element) => sayValue(element, fact));
    return {
      zh: `${fact.label.zh}为${values.map((value) => value.zh).join("或")}`,
      en: `${english(fact.label)} is ${values.map(english).join(" or ")}`,
    };
  }
  const choices = factIn(list, facts);
  if (!choices) return undefined;
  const value = sayValue(item, choices);
  return {
    zh: `${choices.label.zh}含${value.zh}`,
    en: `${english(choices.label)} includes ${english(value)}`,
  };
}

type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

function sayComparison(op: Comparison, left: ASTNode, right: ASTNode, facts: Fact[]): Text | undefined {
  const fact = factIn(left, facts);
  const literal = literalIn(right);
  if (!fact) return sayCall(op, left, literal, facts);
  if (fact.id === "age" && typeof literal === "number") return sayAge(op, literal);
  if (fact.type === "boolean" && typeof literal === "boolean") {
    const plain = literal === (op === "==");
    return plain ? fact.label : sayNo(fact);
  }
  const value = literal === undefined ? factIn(right, facts)?.label : sayValue(right, fact);
  if (!value) return undefined;
  const words = ["date", "time", "datetime"].includes(fact.type) ? dateWords[op] : plainWords[op];
  return {
    zh: `${fact.label.zh}${words.zh}${value.zh}`,
    en: `${english(fact.label)} ${words.en} ${english(value)}`,
  };
}

/** `daysSince(releaseDate) <= 90`, `ageOn("2021-09-01") >= 6` */
function sayCall(op: Comparison, left: ASTNode, literal: unknown, facts: Fact[]): Text | undefined {
  if (left.op !== "call" || typeof literal !== "number") return undefined;
  const [name, [argument]] = left.args;
  if (!argument) return undefined;
  const fact = factIn(argument, facts);
  const date = fact ? fact.label : sayLiteralDate(argument);
  if (!date) return undefined;
  if (name === "daysSince") {
    return {
      zh: `距${date.zh}${plainWords[op].zh} ${literal} 天`,
      en: `days since ${english(date)} ${plainWords[op].en} ${literal}`,
    };
  }
  if (name !== "ageOn") return undefined;
  const age = sayAge(op, literal);
  return { zh: `${date.zh}时${age.zh}`, en: `${english(age)} on ${english(date)}` };
}

function sayAge(op: Comparison, years: number): Text {
  switch (op) {
    case ">=":
      return { zh: `年满 ${years} 周岁`, en: `aged ${years} or over` };
    case ">":
      return { zh: `年满 ${years + 1} 周岁`, en: `aged ${years + 1} or over` };
    case "<":
      return { zh: `未满 ${years} 周岁`, en: `under ${years}` };
    case "<=":
      return { zh: `未满 ${years + 1} 周岁`, en: `under ${years + 1}` };
    case "==":
      return { zh: `${years} 周岁`, en: `aged ${years}` };
    case "!=":
      return { zh: `不是 ${years} 周岁`, en: `not aged ${years}` };
  }
}

const plainWords: Record<Comparison, { zh: string; en: string }> = {
  "==": { zh: "为", en: "is" },
  "!=": { zh: "不为", en: "is not" },
  "<": { zh: "少于", en: "is less than" },
  "<=": { zh: "不超过", en: "is at most" },
  ">": { zh: "多于", en: "is more than" },
  ">=": { zh: "不少于", en: "is at least" },
};

const dateWords: Record<Comparison, { zh: string; en: string }> = {
  "==": { zh: "为", en: "is" },
  "!=": { zh: "不为", en: "is not" },
  "<": { zh: "早于", en: "is before" },
  "<=": { zh: "不晚于", en: "is not after" },
  ">": { zh: "晚于", en: "is after" },
  ">=": { zh: "不早于", en: "is not before" },
};

function sayValue(node: ASTNode, fact: Fact): Text {
  const literal = literalIn(node);
  const choice = fact.choices?.find((each) => each.id === literal);
  if (choice) return choice.title;
  if (fact.type === "date") return sayLiteralDate(node) ?? { zh: String(literal), en: String(literal) };
  // Money is kept, and compared, in fen.
  if (typeof literal === "number" && fact.type === "money")
    return { zh: ` ${literal / 100} 元`, en: `${literal / 100} yuan` };
  if (typeof literal === "number") return { zh: ` ${literal}`, en: String(literal) };
  return { zh: `“${literal}”`, en: `“${literal}”` };
}

function sayLiteralDate(node: ASTNode): Text | undefined {
  const literal = literalIn(node);
  const day = typeof literal === "string" ? parseDay(literal) : undefined;
  if (day === undefined) return undefined;
  const { year, month, date } = dayParts(day);
  return { zh: ` ${year} 年 ${month} 月 ${date} 日`, en: dayText(day) };
}

function factIn(node: ASTNode, facts: Fact[]): Fact | undefined {
  const name = nameIn(node);
  return name === undefined ? undefined : facts.find((fact) => fact.id === name);
}

function sourceOf(node: ASTNode): string {
  return node.input.slice(node.start, node.end);
}

/** Within a sentence a label does not begin with a capital, unless it is an abbreviation. */
function english(text: Text): string {
  const words = text.en ?? text.zh;
  return /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}
