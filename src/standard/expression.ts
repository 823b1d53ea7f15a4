import { type ASTNode, Environment } from "@marcbachmann/cel-js";

import type { Text } from "#basics/text.ts";
import { hintForName, sayTypes, slipAt } from "./expression-hints.ts";
import {
  type Operation,
  type Run,
  type ValueType,
  dayIn,
  fixed,
  largest,
  literalTypes,
  operations,
  readings,
  smallest,
  valueTypes,
} from "./operations.ts";
import type { Fact, FactColumns, Reads, RowOnDay, SqlWriter } from "./standard.ts";

/** One part of an expression: over the facts of one subject, over columns of many, and in SQL. */
interface Compiled {
  type: ValueType;
  run: Run;
  over: (columns: FactColumns) => Run<RowOnDay>;
  sql(to: SqlWriter): string;
}

/** A part, and what it is made of: "fact date", "literal int", "_ + _ (int, double)". */
interface Part extends Compiled, Reads {
  uses: string[];
}

/** An expression of CEL, typed by the library and compiled by us (the library's nulls are not ours). */
export interface Expression extends Part {
  text: string;
  tree: ASTNode;
}

/** What is wrong with an expression, and between which characters of it. */
export interface ExpressionFault {
  say: Text;
  start: number;
  end: number;
}

/**
 * A stranger writes standards: these make every condition cheap to read and to run. CEL without macros and patterns
 * cannot loop, so what it costs is its size.
 */
const limits = { maxAstNodes: 200, maxDepth: 40, maxListElements: 60, maxCallArguments: 2 };
const maxLength = 2000;

const limitWords: Record<keyof typeof limits | "maxLength", Text> = {
  maxLength: {
    zh: `条件太长：最多 ${maxLength} 个字符`,
    en: `the condition is too long: at most ${maxLength} characters`,
  },
  maxAstNodes: {
    zh: `条件太复杂：名称、值和运算合计最多 ${limits.maxAstNodes} 个`,
    en: `the condition is too complex: at most ${limits.maxAstNodes} names, values and operators together`,
  },
  maxDepth: {
    zh: `括号套得太深：最多 ${limits.maxDepth} 层`,
    en: `brackets within brackets go too deep: at most ${limits.maxDepth}`,
  },
  maxListElements: {
    zh: `列表太长：最多 ${limits.maxListElements} 项`,
    en: `the list is too long: at most ${limits.maxListElements} items`,
  },
  maxCallArguments: {
    zh: `括号里的内容太多：函数最多 ${limits.maxCallArguments} 项`,
    en: `too much between the brackets: a function takes at most ${limits.maxCallArguments}`,
  },
};

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
    return faulty(limitWords.maxLength, 0, text.length);
  }
  const environment = environmentOf(facts);
  const checked = environment.check(text);
  if (checked.error) {
    // What fails inside the library has neither code nor place: "[].all(e, e > 0)" does.
    const { code, summary, range } = checked.error as {
      code?: string;
      summary?: string;
      range?: typeof checked.error.range;
    };
    const [start, end] = [range?.start ?? 0, range?.end ?? text.length];
    const say = sayLibraryFault(code, summary ?? text);
    if (code === "unexpected_character" || code === "unexpected_token")
      return faulty(slipAt(text, start) ?? say, start, end);
    const hint = code === "unknown_variable" ? hintForName(text.slice(start, end), facts) : undefined;
    return faulty(hint ? { zh: `${say.zh}；${hint.zh}`, en: `${say.en}; ${hint.en}` } : say, start, end);
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
export function compileNode(node: ASTNode, facts: Fact[]): Part {
  const compiler: Compiler = {
    facts: new Map(facts.map((fact) => [fact.id, fact])),
    reads: new Set(),
    uses: new Set(),
    birthdays: false,
    ages: new Set(),
    daily: false,
  };
  const compiled = compile(node, compiler);
  const { reads, uses, birthdays, ages, daily } = compiler;
  return {
    ...compiled,
    facts: [...reads],
    uses: [...uses],
    birthdays,
    ages: ages.has("any") ? "any" : [...ages].filter((age) => age !== "any"),
    daily,
  };
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
  uses: Set<string>;
  birthdays: boolean;
  /** The ages with which an age is compared; "any" where something else is done with one. */
  ages: Set<number | "any">;
  daily: boolean;
}

function compile(node: ASTNode, compiler: Compiler): Compiled {
  const name = nameIn(node);
  if (name === "age" && compiler.facts.has(name)) return operate(node, "age", [], compiler);
  if (name !== undefined) return readFact(compiler.facts.get(name) ?? refuse(node), compiler);
  const literal = literalIn(node);
  if (literal !== undefined) return readLiteral(node, literal, compiler);
  switch (node.op) {
    case "!_":
    case "-_":
      return operate(node, node.op, [node.args], compiler);
    case "?:":
      return operate(node, "_ ? _ : _", node.args, compiler);
    case "list":
      return readList(node, node.args, compiler);
    case "call": {
      const [called, args] = node.args;
      return operate(node, `${called}(${args.map(() => "_").join(", ")})`, args, compiler);
    }
    case "rcall": {
      const [called, of, args] = node.args;
      return operate(node, `_.${called}(${args.map(() => "_").join(", ")})`, [of, ...args], compiler);
    }
    case "&&":
    case "||":
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
    case "in":
      return operate(node, `_ ${node.op} _`, node.args, compiler);
    default:
      return refuse(node);
  }
}

/** Does what the table of operations says; what is not in it is refused here. */
function operate(node: ASTNode, written: string, nodes: ASTNode[], compiler: Compiler): Compiled {
  const able = operations.filter((each) => each.written === written);
  const reached = ageReached(written, nodes);
  const ages = reached ? [reached.age] : agesNamed(written, nodes);
  const before = compiler.ages;
  if (ages) compiler.ages = new Set();
  const parts = able.length === 0 ? refuse(node) : nodes.map((each) => compile(each, compiler));
  if (ages) compiler.ages = new Set([...before, ...ages]);
  const operation = able.find((each) => fits(each, parts, nodes));
  if (!operation) return refuse(node);
  checkArguments(operation, nodes, compiler);
  const args = parts.map((part, at) => {
    const argument = nodes[at];
    const writtenDate = operation.takes[at] === "date" && part.type === "string";
    return writtenDate && argument ? readDate(argument, compiler) : part;
  });
  for (const what of operation.also) args.push(what === "today" ? today : readBirthDate(compiler));
  if (operation.also.includes("today")) {
    if (operation.also.includes("birthDate")) {
      compiler.birthdays = true;
      compiler.ages.add("any");
    } else compiler.daily = true;
  }
  compiler.uses.add(nameOf(operation));
  return {
    type: operation.gives,
    run: operation.run(args.map(({ run }) => run)),
    over: (columns) => {
      if (written === "age") return columns.age();
      if (reached)
        return reached.turnsTo ? columns.reaches(reached.age) : negated(columns.reaches(reached.age));
      return operation.run(args.map((arg) => arg.over(columns)));
    },
    sql: (to) => operation.sql(...args.map((arg) => arg.sql(to))),
  };
}

/** "_ + _ (int, double)" */
export function nameOf({ written, takes }: Operation): string {
  return takes.length === 0 ? written : `${written} (${takes.join(", ")})`;
}

/** A date may be written out where one is taken: `releaseDate > "2021-11-30"`. */
function fits({ takes }: Operation, parts: Compiled[], nodes: ASTNode[]): boolean {
  return parts.every(({ type }, at) => {
    const node = nodes[at];
    const written = type === "string" && node !== undefined && literalIn(node) !== undefined;
    return takes[at] === type || (takes[at] === "date" && written);
  });
}

/** `age >= 65`, `18 > age` and the like turn but once, on reaching an age: to what? */
function ageReached(written: string, nodes: ASTNode[]): { age: number; turnsTo: boolean } | undefined {
  const [left, right] = nodes;
  if (!left || !right) return undefined;
  const isLeft = nameIn(left) === "age";
  const number = literalIn(isLeft ? right : left);
  if (typeof number !== "number" || (!isLeft && nameIn(right) !== "age")) return undefined;
  const [at, after] = [Math.ceil(number), Math.floor(number) + 1];
  switch (written) {
    case "_ >= _":
      return isLeft ? { age: at, turnsTo: true } : { age: after, turnsTo: false };
    case "_ < _":
      return isLeft ? { age: at, turnsTo: false } : { age: after, turnsTo: true };
    case "_ > _":
      return isLeft ? { age: after, turnsTo: true } : { age: at, turnsTo: false };
    case "_ <= _":
      return isLeft ? { age: after, turnsTo: false } : { age: at, turnsTo: true };
    default:
      return undefined;
  }
}

/** `age == 70` turns on reaching it, and a year later. */
function agesNamed(written: string, nodes: ASTNode[]): number[] | undefined {
  const number = nodes.map(literalIn).find((each) => typeof each === "number");
  const isAsked =
    (written === "_ == _" || written === "_ != _") && nodes.some((each) => nameIn(each) === "age");
  return isAsked && typeof number === "number" ? [Math.ceil(number), Math.floor(number) + 1] : undefined;
}

function negated(run: (at: RowOnDay) => boolean | undefined): Run<RowOnDay> {
  return (at) => {
    const is = run(at);
    return is === undefined ? undefined : !is;
  };
}

const today: Compiled = {
  type: "date",
  run: (facts) => facts.day,
  over: () => (at) => at.day,
  sql: (to) => to.today(),
};

function readBirthDate(compiler: Compiler): Compiled {
  compiler.reads.add("birthDate");
  return factOf("birthDate", "date");
}

function readFact({ id, type }: Fact, compiler: Compiler): Compiled {
  compiler.reads.add(id);
  compiler.uses.add(`fact ${type}`);
  return factOf(id, valueTypes[type]);
}

function factOf(id: string, type: keyof typeof readings): Compiled {
  const reading = readings[type];
  return {
    type,
    run: (facts) => reading.read(facts.value(id)),
    over: (columns) => columns.fact(id),
    sql: (to) => reading.sql(to.fact(id)),
  };
}

function readLiteral(node: ASTNode, literal: string | number | boolean, compiler: Compiler): Compiled {
  checkLiteral(node, literal);
  const type = typeOfLiteral(node, literal);
  compiler.uses.add(`literal ${type}`);
  return {
    type,
    run: fixed(literal),
    over: () => fixed(literal),
    sql: (to) => to.value(literal, literalTypes[type]),
  };
}

/** The right side of `in`: texts, or numbers. */
function readList(node: ASTNode, elements: ASTNode[], compiler: Compiler): Compiled {
  const literals = elements.map((element) => {
    const literal = literalIn(element);
    if (literal === undefined || typeof literal === "boolean") return refuse(node);
    checkLiteral(element, literal);
    return literal;
  });
  const texts = literals.filter((literal) => typeof literal === "string");
  const numbers = literals.filter((literal) => typeof literal === "number");
  if (texts.length > 0 && numbers.length > 0) return refuse(node);
  const type = numbers.length > 0 ? "numbers" : "list";
  compiler.uses.add(`literal ${type}`);
  return type === "numbers"
    ? {
        type,
        run: fixed(numbers),
        over: () => fixed(numbers),
        sql: (to) => to.value(numbers, literalTypes[type]),
      }
    : {
        type,
        run: fixed(texts),
        over: () => fixed(texts),
        sql: (to) => to.value(JSON.stringify(texts), literalTypes[type]),
      };
}

function readDate(node: ASTNode, compiler: Compiler): Compiled {
  const literal = literalIn(node);
  const day = typeof literal === "string" ? dayIn(literal) : undefined;
  if (day === undefined) {
    throw new Untranslatable(node, {
      zh: '日期应写作 "2021-11-30"',
      en: 'a date is written "2021-11-30"',
    });
  }
  compiler.uses.add("literal date");
  return {
    type: "date",
    run: fixed(day),
    over: () => fixed(day),
    sql: (to) => to.value(String(literal), literalTypes.date),
  };
}

function checkLiteral(node: ASTNode, literal: string | number | boolean): void {
  if (typeof literal === "number") {
    if (Math.abs(literal) > largest)
      throw new Untranslatable(node, {
        zh: `这个数太大：条件中的数不超过 ${largest}`,
        en: `this number is too large: in a condition at most ${largest}`,
      });
    if (literal !== 0 && Math.abs(literal) < smallest)
      throw new Untranslatable(node, {
        zh: `这个数太接近零：至少 ${smallest}，或写 0`,
        en: `this number is too near to zero: at least ${smallest}, or write 0`,
      });
  }
  // No register holds either, and a database takes neither.
  if (typeof literal === "string" && (literal.includes("\0") || /\p{Surrogate}/u.test(literal)))
    throw new Untranslatable(node, {
      zh: "文字中有不能使用的字符（空字符或半个字符）",
      en: "this text holds a character that cannot be used (a NUL, or half a character)",
    });
}

function checkArguments({ written, between }: Operation, nodes: ASTNode[], compiler: Compiler): void {
  const [first, second] = nodes;
  if (!first) return;
  if (between) {
    const literal = literalIn(first) ?? refuse(first);
    if (typeof literal !== "number" || literal < between.least || literal > between.most)
      throw new Untranslatable(first, {
        zh: `应为 ${between.least} 到 ${between.most} 之间的整数`,
        en: `must be a whole number from ${between.least} to ${between.most}`,
      });
  }
  if (!second) return;
  if (written === "_ == _" || written === "_ != _") {
    checkChoice(first, second, compiler);
    checkChoice(second, first, compiler);
  }
  if (written === "_ in _" && second.op === "list")
    for (const element of second.args) checkChoice(first, element, compiler);
  if (written === "_ in _") checkChoice(second, first, compiler);
  if (["_ < _", "_ <= _", "_ > _", "_ >= _"].includes(written)) {
    const chosen = nodes.find((each) => compiler.facts.get(nameIn(each) ?? "")?.choices);
    if (chosen)
      throw new Untranslatable(chosen, {
        zh: `${nameIn(chosen)} 是选项，没有大小之分，只能用 ==、!= 或 in`,
        en: `${nameIn(chosen)} is a choice and has no order: use ==, != or in`,
      });
  }
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

function typeOfLiteral(
  node: ASTNode,
  literal: string | number | boolean,
): "bool" | "int" | "double" | "string" {
  if (typeof literal === "string") return "string";
  if (typeof literal === "boolean") return "bool";
  if (node.op === "-_") return typeOfLiteral(node.args, literal);
  return typeof node.args === "bigint" ? "int" : "double";
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
  const celTypes: Record<keyof typeof readings, string> = {
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
    const type = celTypes[valueTypes[fact.type]];
    if (member === undefined) environment.registerVariable(head, type);
    else (grouped[head] ??= {})[member] = type;
  }
  for (const [name, schema] of Object.entries(grouped)) environment.registerVariable({ name, schema });
  // CEL keeps whole and broken numbers apart; a secretary writes `allowance == 0`.
  environment.registerOperator("double == int", never);
  for (const op of ["+", "-", "*", "/"]) {
    environment.registerOperator(`double ${op} int: double`, never);
    environment.registerOperator(`int ${op} double: double`, never);
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

function sayLibraryFault(code: string | undefined, summary: string): Text {
  const detail = summary.includes(":") ? summary.slice(summary.indexOf(":") + 1).trim() : summary;
  switch (code) {
    case "unknown_variable":
      return { zh: `没有声明的信息项：${detail}`, en: `no such fact is declared: ${detail}` };
    case "no_such_overload":
    case "invalid_logical_operand":
      return { zh: `类型不合：${sayTypes(detail).zh}`, en: `types do not fit: ${sayTypes(detail).en}` };
    case "limit_exceeded": {
      const limit = Object.keys(limits).find((each) => summary.includes(each)) as
        | keyof typeof limits
        | undefined;
      return limitWords[limit ?? "maxAstNodes"];
    }
    case "unexpected_token":
      if (detail === "EOF")
        return { zh: "条件没有写完，这里还缺内容", en: "not understood: something is missing at the end" };
      return { zh: `条件写法有误，此处多余或缺少内容：${detail}`, en: `not understood here: ${detail}` };
    case "expected_token":
      return (
        expected[/Expected (\w+)/.exec(summary)?.[1] ?? ""] ?? {
          zh: "此处写法有误",
          en: "not understood here",
        }
      );
    case "unexpected_character":
      return { zh: `此处不能有这个字符：${detail}`, en: `this cannot stand here: ${detail}` };
    case "unterminated_string":
    case "unterminated_triple_quoted_string":
      return { zh: "引号没有合上", en: "this quotation is never closed" };
    case "invalid_number":
    case "invalid_integer":
    case "invalid_hex_integer":
      return { zh: `这不是一个数：${detail}`, en: `this is not a number: ${detail}` };
    default:
      return { zh: `条件写法有误：${summary}`, en: summary };
  }
}

const expected: Record<string, Text> = {
  RPAREN: { zh: "此处缺少右括号 )", en: "a closing bracket ) is missing here" },
  RBRACKET: { zh: "此处缺少右方括号 ]", en: "a closing bracket ] is missing here" },
  COLON: { zh: "此处缺少冒号 :", en: "a colon : is missing here" },
  IDENTIFIER: { zh: "点号后面应是名称", en: "a name belongs after the dot" },
};

function faulty(say: Text, start: number, end: number): { fault: ExpressionFault } {
  return { fault: { say, start, end } };
}
