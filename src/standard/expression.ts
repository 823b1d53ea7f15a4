import { type ASTNode, Environment } from "@marcbachmann/cel-js";

import { type Day, dayFrom, dayParts, daysInMonth, parseDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import type { FactValue } from "#register/subject.ts";
import type { Fact, FactsOfDay, FieldType, Reads } from "./standard.ts";

/** What an expression gives on a day; undefined is unknown. Dates are days, in numbers. */
export type Value = boolean | number | string | string[] | undefined;
export type ValueType = "bool" | "int" | "double" | "string" | "date" | "list";
export type Run = (facts: FactsOfDay) => Value;

/** An expression of CEL, typed by the library and compiled by us (the library's nulls are not ours). */
export interface Expression extends Reads {
  text: string;
  tree: ASTNode;
  type: ValueType;
  run: Run;
}

/** What is wrong with an expression, and between which characters of it. */
export interface ExpressionFault {
  say: Text;
  start: number;
  end: number;
}

/** Bounds that make every expression cheap: CEL without macros cannot loop, so its cost is its size. */
const limits = { maxAstNodes: 200, maxDepth: 24, maxListElements: 60, maxCallArguments: 2 };
const maxLength = 2000;

/** Names that no fact can have: CEL's own words and types, and the prefix of the facts of a household. */
export const reservedNames: ReadonlySet<string> = new Set(
  (
    "as break const continue else false for function if import in let loop package namespace null return true " +
    "var void while bool bytes cel double duration dyn int list map string timestamp type uint household"
  ).split(" "),
);

/** Types the text over the facts that may be named in it, and compiles it. */
export function readExpression(
  text: string,
  facts: Fact[],
): { expression: Expression } | { fault: ExpressionFault } {
  if (text.length > maxLength) {
    return faulty(
      { zh: `条件过长（超过 ${maxLength} 字）`, en: `longer than ${maxLength} characters` },
      0,
      text.length,
    );
  }
  const environment = environmentOf(facts);
  const checked = environment.check(text);
  if (checked.error) {
    const { code, summary, range } = checked.error;
    return faulty(sayLibraryFault(code, summary), range?.start ?? 0, range?.end ?? text.length);
  }
  const tree = environment.parse(text).ast;
  try {
    return { expression: { text, tree, ...compileNode(tree, facts) } };
  } catch (error) {
    if (error instanceof Untranslatable) return faulty(error.say, error.node.start, error.node.end);
    throw error;
  }
}

/** Compiles one part of a tree that was typed before. */
export function compileNode(node: ASTNode, facts: Fact[]): Reads & { type: ValueType; run: Run } {
  const compiler: Compiler = {
    facts: new Map(facts.map((fact) => [fact.id, fact])),
    reads: new Set(),
    birthdays: false,
    daily: false,
  };
  const { type, run } = compile(node, compiler);
  return { type, run, facts: [...compiler.reads], birthdays: compiler.birthdays, daily: compiler.daily };
}

/** The id a node names ("age", "household.size"), where it names one. */
export function nameIn(node: ASTNode): string | undefined {
  if (node.op === "id") return node.args;
  if (node.op === "." && node.args[0].op === "id") return `${node.args[0].args}.${node.args[1]}`;
  return undefined;
}

/** The literal a node holds, e.g. `70`, `-1`, `"basic"`. */
export function literalIn(node: ASTNode): string | number | boolean | undefined {
  if (node.op === "-_") {
    const value = literalIn(node.args);
    return typeof value === "number" ? -value : undefined;
  }
  if (node.op !== "value") return undefined;
  if (typeof node.args === "bigint") return Number(node.args);
  if (typeof node.args === "string" || typeof node.args === "number" || typeof node.args === "boolean") {
    return node.args;
  }
  return undefined;
}

/** Full years on a day, reached on the birthday (on 1 March for 29 February in a common year). */
export function fullYears(birth: Day, on: Day): number {
  const [born, now] = [dayParts(birth), dayParts(on)];
  const reached = now.month > born.month || (now.month === born.month && now.date >= born.date);
  return now.year - born.year - (reached ? 0 : 1);
}

/** The day in a year on which another year of age is reached. */
export function birthdayIn(birth: Day, year: number): Day {
  const { month, date } = dayParts(birth);
  return date > daysInMonth(year, month) ? dayFrom(year, 3, 1) : dayFrom(year, month, date);
}

class Untranslatable extends Error {
  node: ASTNode;
  say: Text;
  constructor(node: ASTNode, say: Text) {
    super(say.en ?? say.zh);
    this.node = node;
    this.say = say;
  }
}

interface Compiler {
  facts: Map<string, Fact>;
  reads: Set<string>;
  birthdays: boolean;
  daily: boolean;
}

interface Compiled {
  type: ValueType;
  run: Run;
}

function compile(node: ASTNode, compiler: Compiler): Compiled {
  const name = nameIn(node);
  if (name !== undefined) return readFact(node, name, compiler);
  const literal = literalIn(node);
  if (typeof literal === "number" && Math.abs(literal) > Number.MAX_SAFE_INTEGER) return refuse(node);
  if (literal !== undefined) return { type: typeOfLiteral(node, literal), run: () => literal };
  switch (node.op) {
    case "!_": {
      const { run } = compile(node.args, compiler);
      return { type: "bool", run: (facts) => not(run(facts)) };
    }
    case "-_": {
      const { type, run } = compile(node.args, compiler);
      return {
        type,
        run: (facts) =>
          arithmetic(
            facts,
            run,
            () => 0,
            (a) => -a,
          ),
      };
    }
    case "&&":
    case "||": {
      const [left, right] = node.args.map((part) => compile(part, compiler).run) as [Run, Run];
      const settles = node.op === "||"; // `true ||` and `false &&` are settled, whatever the other is
      return {
        type: "bool",
        run: (facts) => {
          const first = left(facts);
          if (first === settles) return settles;
          const second = right(facts);
          if (second === settles) return settles;
          return first === undefined || second === undefined ? undefined : !settles;
        },
      };
    }
    case "?:": {
      const [test, yes, no] = node.args.map((part) => compile(part, compiler)) as [
        Compiled,
        Compiled,
        Compiled,
      ];
      return {
        type: yes.type,
        run: (facts) => {
          const holds = test.run(facts);
          return holds === undefined ? undefined : holds ? yes.run(facts) : no.run(facts);
        },
      };
    }
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(node, node.op, node.args, compiler);
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return calculate(node, node.op, node.args, compiler);
    case "in":
      return membership(node, node.args, compiler);
    case "call":
      return call(node, node.args[0], node.args[1], compiler);
    case "rcall":
      return call(node, node.args[0], [node.args[1], ...node.args[2]], compiler);
    default:
      return refuse(node);
  }
}

function readFact(node: ASTNode, name: string, compiler: Compiler): Compiled {
  const fact = compiler.facts.get(name);
  if (!fact) return refuse(node);
  if (name === "age") {
    compiler.birthdays = true;
    return { type: "int", run: fromBirth(compiler, fullYears) };
  }
  const type = typeOfFact(fact.type);
  compiler.reads.add(name);
  if (type === "date") return { type, run: (facts) => dayIn(facts.value(name)) };
  const runtime = type === "int" || type === "double" ? "number" : type === "bool" ? "boolean" : "string";
  if (type === "list") {
    return {
      type,
      run: (facts) => {
        const value = facts.value(name);
        return Array.isArray(value) ? value : undefined;
      },
    };
  }
  return {
    type,
    run: (facts) => {
      const value = facts.value(name);
      return typeof value === runtime ? (value as Value) : undefined;
    },
  };
}

function compare(
  node: ASTNode,
  op: "==" | "!=" | "<" | "<=" | ">" | ">=",
  args: [ASTNode, ASTNode],
  compiler: Compiler,
): Compiled {
  const left = compile(args[0], compiler);
  const right = left.type === "date" ? compileDate(args[1], compiler) : compile(args[1], compiler);
  const equality = op === "==" || op === "!=";
  if (left.type === "list" || right.type === "list") return refuse(node);
  if (!equality && (left.type === "string" || left.type === "bool")) {
    // Memory orders text by code unit and a database by its collation: they would not agree.
    throw new Untranslatable(node, {
      zh: "文字不能比较大小，只能用 ==、!= 或 in",
      en: "text cannot be compared with < or >; use ==, != or in",
    });
  }
  if (equality) checkChoice(args[0], args[1], compiler);
  if (equality) checkChoice(args[1], args[0], compiler);
  const holds = comparisons[op];
  return {
    type: "bool",
    run: (facts) => {
      const a = left.run(facts);
      if (a === undefined) return undefined;
      const b = right.run(facts);
      return b === undefined ? undefined : holds(a as number, b as number);
    },
  };
}

const comparisons: Record<"==" | "!=" | "<" | "<=" | ">" | ">=", (a: number, b: number) => boolean> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** The right side of a comparison with a date: a date, or a literal "2021-11-30". */
function compileDate(node: ASTNode, compiler: Compiler): Compiled {
  const literal = literalIn(node);
  if (literal === undefined) {
    const compiled = compile(node, compiler);
    return compiled.type === "date" ? compiled : refuse(node);
  }
  const day = typeof literal === "string" ? parseDay(literal) : undefined;
  if (day === undefined) {
    throw new Untranslatable(node, {
      zh: '日期应写作 "2021-11-30"',
      en: 'a date is written "2021-11-30"',
    });
  }
  return { type: "date", run: () => day };
}

function calculate(
  node: ASTNode,
  op: "+" | "-" | "*" | "/" | "%",
  args: [ASTNode, ASTNode],
  compiler: Compiler,
): Compiled {
  const [left, right] = args.map((part) => compile(part, compiler)) as [Compiled, Compiled];
  const numeric = (type: ValueType) => type === "int" || type === "double";
  if (!numeric(left.type) || !numeric(right.type)) return refuse(node);
  const type = left.type === "int" && right.type === "int" ? "int" : "double";
  const whole = type === "int";
  const steps: Record<typeof op, (a: number, b: number) => number | undefined> = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => (b === 0 ? undefined : whole ? Math.trunc(a / b) : a / b),
    "%": (a, b) => (b === 0 ? undefined : a % b),
  };
  return { type, run: (facts) => arithmetic(facts, left.run, right.run, steps[op]) };
}

function arithmetic(
  facts: FactsOfDay,
  left: Run,
  right: Run,
  step: (a: number, b: number) => number | undefined,
): Value {
  const [a, b] = [left(facts), right(facts)];
  return typeof a === "number" && typeof b === "number" ? step(a, b) : undefined;
}

/** `fact in ["a", "b"]`, `"a" in choices`. */
function membership(node: ASTNode, args: [ASTNode, ASTNode], compiler: Compiler): Compiled {
  const [item, list] = args;
  const left = compile(item, compiler);
  if (list.op === "list") {
    const literals = list.args.map(literalIn);
    if (literals.includes(undefined) || left.type === "date" || left.type === "list") return refuse(list);
    for (const element of list.args) checkChoice(item, element, compiler);
    const among = new Set<Value>(literals);
    return {
      type: "bool",
      run: (facts) => {
        const value = left.run(facts);
        return value === undefined ? undefined : among.has(value);
      },
    };
  }
  const right = compile(list, compiler);
  if (right.type !== "list" || left.type !== "string") return refuse(node);
  checkChoice(list, item, compiler);
  return {
    type: "bool",
    run: (facts) => {
      const [value, within] = [left.run(facts), right.run(facts)];
      return typeof value === "string" && Array.isArray(within) ? within.includes(value) : undefined;
    },
  };
}

function call(node: ASTNode, name: string, args: ASTNode[], compiler: Compiler): Compiled {
  const [first, second] = args;
  if (!first) return refuse(node);
  if (name === "schoolYear") {
    const age = literalIn(first);
    if (typeof age !== "number") return refuse(first);
    return { type: "date", run: fromBirth(compiler, (birth) => schoolYear(birth, age)) };
  }
  if (name === "ageOn") {
    const date = compileDate(first, compiler);
    compiler.reads.add("birthDate");
    return {
      type: "int",
      run: (facts) => {
        const on = date.run(facts);
        const birth = dayIn(facts.value("birthDate"));
        return typeof on === "number" && birth !== undefined ? fullYears(birth, on) : undefined;
      },
    };
  }
  if (name === "daysSince") {
    compiler.daily = true;
    const date = compileDate(first, compiler);
    return {
      type: "int",
      run: (facts) =>
        arithmetic(
          facts,
          () => facts.day,
          date.run,
          (a, b) => a - b,
        ),
    };
  }
  const subject = compile(first, compiler);
  if (name === "size" && (subject.type === "string" || subject.type === "list")) {
    return {
      type: "int",
      run: (facts) => {
        const value = subject.run(facts);
        return typeof value === "string"
          ? [...value].length
          : Array.isArray(value)
            ? value.length
            : undefined;
      },
    };
  }
  const test = stringTests[name];
  if (!test || !second || subject.type !== "string") return refuse(node);
  const part = compile(second, compiler);
  return {
    type: "bool",
    run: (facts) => {
      const [text, piece] = [subject.run(facts), part.run(facts)];
      return typeof text === "string" && typeof piece === "string" ? test(text, piece) : undefined;
    },
  };
}

const stringTests: Record<string, (text: string, part: string) => boolean> = {
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

function not(value: Value): Value {
  return value === undefined ? undefined : !value;
}

function fromBirth(compiler: Compiler, step: (birth: Day, today: Day) => number): Run {
  compiler.reads.add("birthDate");
  return (facts) => {
    const birth = dayIn(facts.value("birthDate"));
    return birth === undefined ? undefined : step(birth, facts.day);
  };
}

/** 1 September of the year in which this age is reached by 31 August. */
function schoolYear(birth: Day, age: number): Day {
  const { year, month } = dayParts(birth);
  return dayFrom(year + age + (month >= 9 ? 1 : 0), 9, 1);
}

function dayIn(value: FactValue | undefined): Day | undefined {
  return typeof value === "string" ? parseDay(value) : undefined;
}

/** A choice compared with something that is none of its choices can never hold: a slip of the pen. */
function checkChoice(node: ASTNode, other: ASTNode, compiler: Compiler): void {
  const name = nameIn(node);
  const literal = literalIn(other);
  const choices = name === undefined ? undefined : compiler.facts.get(name)?.choices;
  if (!choices || typeof literal !== "string" || choices.some((choice) => choice.id === literal)) return;
  const known = choices.map((choice) => choice.id).join(", ");
  throw new Untranslatable(other, {
    zh: `“${literal}”不在 ${name} 的选项中（${known}）`,
    en: `"${literal}" is none of the choices of ${name} (${known})`,
  });
}

function typeOfFact(type: FieldType): ValueType {
  if (type === "boolean") return "bool";
  if (type === "integer") return "int";
  if (type === "number" || type === "money") return "double";
  if (type === "date") return "date";
  return type === "choices" ? "list" : "string";
}

function typeOfLiteral(node: ASTNode, literal: string | number | boolean): ValueType {
  if (typeof literal === "string") return "string";
  if (typeof literal === "boolean") return "bool";
  const inner = node.op === "-_" ? node.args : node;
  return typeof inner.args === "bigint" ? "int" : "double";
}

function refuse(node: ASTNode): never {
  const part = node.input.slice(node.start, node.end);
  throw new Untranslatable(node, {
    zh: `条件中不能这样写：${part}`,
    en: `this cannot be written in a condition: ${part}`,
  });
}

const environments = new WeakMap<Fact[], Environment>();

/** One environment for each list of facts: the types of the library, our names. */
function environmentOf(facts: Fact[]): Environment {
  const made = environments.get(facts) ?? makeEnvironment(facts);
  environments.set(facts, made);
  return made;
}

function makeEnvironment(facts: Fact[]): Environment {
  const environment = new Environment({ limits });
  const never = () => {
    throw new Error("expressions are run by our own closures");
  };
  environment.registerType("Date", class CalendarDay {});
  const celTypes: Record<ValueType, string> = {
    bool: "bool",
    int: "int",
    double: "double",
    string: "string",
    date: "Date",
    list: "list<string>",
  };
  const grouped: Record<string, Record<string, string>> = {};
  for (const fact of facts) {
    if (reservedNames.has(fact.id)) continue; // the check refuses it by name
    const [head = "", member] = fact.id.split(".");
    const type = celTypes[typeOfFact(fact.type)];
    if (member === undefined) environment.registerVariable(head, type);
    else (grouped[head] ??= {})[member] = type;
  }
  for (const [name, schema] of Object.entries(grouped)) environment.registerVariable({ name, schema });
  // CEL keeps whole and broken numbers apart; a secretary writes `allowance == 0`.
  environment.registerOperator("double == int", never);
  for (const op of ["+", "-", "*", "/"]) {
    environment.registerOperator(`double ${op} int`, never);
    environment.registerOperator(`int ${op} double`, never);
  }
  for (const op of ["==", "<", "<=", ">", ">="]) {
    environment.registerOperator(`Date ${op} Date`, never);
    environment.registerOperator(`Date ${op} string`, never);
  }
  for (const type of ["Date", "string"]) {
    environment.registerFunction(`ageOn(${type}): int`, never);
    environment.registerFunction(`daysSince(${type}): int`, never);
  }
  environment.registerFunction("schoolYear(int): Date", never);
  return environment;
}

function sayLibraryFault(code: string, summary: string): Text {
  const detail = summary.includes(":") ? summary.slice(summary.indexOf(":") + 1).trim() : summary;
  switch (code) {
    case "unknown_variable":
      return { zh: `没有声明的信息项：${detail}`, en: `no such fact is declared: ${detail}` };
    case "no_such_overload":
    case "invalid_logical_operand":
      return { zh: `类型不合：${detail}`, en: `types do not fit: ${detail}` };
    case "limit_exceeded":
      return { zh: `条件过于复杂：${detail}`, en: `too complex: ${detail}` };
    case "unexpected_token":
      return { zh: `条件写法有误，此处多余或缺少内容：${detail}`, en: `not understood here: ${detail}` };
    default:
      return { zh: `条件写法有误：${summary}`, en: summary };
  }
}

function faulty(say: Text, start: number, end: number): { fault: ExpressionFault } {
  return { fault: { say, start, end } };
}
