import type { ASTNode } from "@marcbachmann/cel-js";

import type { Text } from "#basics/text.ts";
import { type ExpressionFault, compileNode, readExpression } from "./expression.ts";
import type { Run } from "./operations.ts";
import { sayDate, sayTerm } from "./say.ts";
import type {
  Condition,
  DateExpression,
  Fact,
  FactsOfDay,
  Reads,
  RowOnDay,
  Term,
  Truth,
  Value,
} from "./standard.ts";

/** Reads a condition over the facts that may be named in it: everything a promise's `to` or a line's `serves` has. */
export function readCondition(
  text: string,
  facts: Fact[],
): { condition: Condition } | { fault: ExpressionFault } {
  const read = readExpression(text, facts);
  if ("fault" in read) return read;
  const { tree, type } = read.expression;
  if (type !== "bool") {
    return { fault: { say: notTrueOrFalse, start: 0, end: text.length } };
  }
  const terms = conjuncts(tree).map((node) => makeTerm(node, facts));
  return { condition: joined(text, terms) };
}

/** The condition that holds when both do; undefined stands for one that always holds. */
export function bothConditions(
  first: Condition | undefined,
  second: Condition | undefined,
): Condition | undefined {
  if (!first || !second) return first ?? second;
  return joined(`(${first.text}) && (${second.text})`, [...first.terms, ...second.terms]);
}

/** Reads an expression that must give a date. */
export function readDateExpression(
  text: string,
  facts: Fact[],
): { date: DateExpression } | { fault: ExpressionFault } {
  const read = readExpression(text, facts);
  if ("fault" in read) return read;
  const { tree, type, run, over, facts: reads, birthdays, ages, daily } = read.expression;
  if (type !== "date") return { fault: { say: notADate, start: 0, end: text.length } };
  return {
    date: {
      text,
      facts: reads,
      birthdays,
      ages,
      daily,
      evaluate: (day) => run(day) as number | undefined,
      over: (columns) => over(columns) as (at: RowOnDay) => number | undefined,
      say: sayDate(tree, facts),
    },
  };
}

const notTrueOrFalse: Text = { zh: "条件的结果应为是或否", en: "a condition must be true or false" };
const notADate: Text = { zh: "此处应得出一个日期", en: "this must give a date" };

function joined(text: string, terms: Term[]): Condition {
  return {
    text,
    terms,
    ...readsOf(terms),
    evaluate: (facts) => all(terms, facts),
    sql: (to) => `(${terms.map((term) => term.sql(to)).join(" and ")})`,
    holdsOver: (columns) => allHold(terms.map((term) => term.over(columns))),
  };
}

function all(terms: Term[], facts: FactsOfDay): Truth {
  let result: Truth = true;
  for (const term of terms) {
    const holds = term.evaluate(facts);
    if (holds === false) return false;
    if (holds === "unknown") result = "unknown";
  }
  return result;
}

/** One or two are the most there are mostly: to go through a list of them would take longer than they do. */
function allHold([first, second, ...more]: ((at: RowOnDay) => Value)[]): (at: RowOnDay) => boolean {
  if (!first) return () => true;
  if (!second) return (at) => first(at) === true;
  if (more.length === 0) return (at) => first(at) === true && second(at) === true;
  return (at) => first(at) === true && second(at) === true && more.every((term) => term(at) === true);
}

function makeTerm(node: ASTNode, facts: Fact[]): Term {
  const part = compileNode(node, facts);
  const { facts: reads, birthdays, ages, daily } = part;
  return {
    text: node.input.slice(node.start, node.end),
    facts: reads,
    birthdays,
    ages,
    daily,
    evaluate: truthOf(part.run),
    sql: (to) => part.sql(to),
    over: (columns) => part.over(columns),
    say: sayTerm(node, facts),
  };
}

function truthOf(run: Run): (facts: FactsOfDay) => Truth {
  return (facts) => {
    const value = run(facts);
    return value === undefined ? "unknown" : value === true;
  };
}

function conjuncts(node: ASTNode): ASTNode[] {
  return node.op === "&&" ? node.args.flatMap(conjuncts) : [node];
}

function readsOf(parts: Reads[]): Reads {
  return {
    facts: [...new Set(parts.flatMap((part) => part.facts))],
    birthdays: parts.some((part) => part.birthdays),
    ages: agesOf(parts.map(({ ages }) => ages)),
    daily: parts.some((part) => part.daily),
  };
}

function agesOf(lists: Reads["ages"][]): Reads["ages"] {
  const known = lists.filter((ages) => ages !== "any");
  return known.length < lists.length ? "any" : [...new Set(known.flat())];
}
