import { type Day, parseDay } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import { fullYears, schoolYear } from "./age.ts";
import type { FactsOfDay, FieldType, Value } from "./standard.ts";

/** `list` is of texts; `numbers` is a list of numbers, which stands only behind `in`. */
export type ValueType = "bool" | "int" | "double" | "string" | "date" | "list" | "numbers";
export type Run<At = FactsOfDay> = (at: At) => Value;

/**
 * One thing that can be done with values: as memory does it and, beside it, as PostgreSQL does it. What is not in this
 * table cannot be written in a condition, so whatever can be written is in both; condition-sql.db.test.ts shows that
 * they agree, for every row. Nothing here can fail in the database, whatever a row holds: WHERE runs in any order.
 */
export interface Operation {
  /** As CEL writes it, `_` for each argument: "_ == _", "size(_)", "_.startsWith(_)". */
  written: string;
  takes: ValueType[];
  /** What it reads besides its arguments; handed over after them, as dates. */
  also: ("birthDate" | "today")[];
  /** Its only argument is a whole number written out, between these. */
  between?: { least: number; most: number };
  gives: ValueType;
  /** Whatever the arguments are read from: the facts of one subject, or the columns of a whole population. */
  run<At>(args: Run<At>[]): Run<At>;
  sql(...args: string[]): string;
}

/** Beyond what a double holds exactly, a whole number is not known: 9,007,199,254,740,991. */
export const largest = Number.MAX_SAFE_INTEGER;
/** Nearer to zero than this, a number is not known either: PostgreSQL raises where a double underflows. */
export const smallest = 1e-100;

const comparisons: [string, (a: never, b: never) => boolean, string][] = [
  ["==", (a, b) => a === b, "="],
  ["!=", (a, b) => a !== b, "<>"],
  ["<", (a, b) => a < b, "<"],
  ["<=", (a, b) => a <= b, "<="],
  [">", (a, b) => a > b, ">"],
  [">=", (a, b) => a >= b, ">="],
];

const numeric: [ValueType, ValueType][] = [
  ["int", "int"],
  ["double", "double"],
  ["double", "int"],
  ["int", "double"],
];

export const operations: readonly Operation[] = [
  strict(
    "!_",
    ["bool"],
    "bool",
    (a: boolean) => !a,
    (a) => `(not ${a})`,
  ),
  ...(["int", "double"] as const).map((type) =>
    strict(
      "-_",
      [type],
      type,
      (a: number) => -a,
      (a) => `(- ${a})`,
    ),
  ),
  either("_ && _", false, "and"),
  either("_ || _", true, "or"),
  ...(["bool", "int", "double", "string", "date", "list"] as const).map(choose),

  ...comparisons.flatMap(([sign, holds, sql]) => [
    ...(sign === "==" || sign === "!=" ? [compare(sign, "bool", "bool", holds, sql)] : []),
    ...numeric.map(([left, right]) => compare(sign, left, right, holds, sql)),
    // By code point in both: JavaScript alone would order by the halves of a character beyond U+FFFF.
    compare(sign, "string", "string", (a: string, b: string) => holds(order(a, b) as never, 0 as never), sql),
    compare(sign, "date", "date", holds, sql),
  ]),

  ...numeric.flatMap(([left, right]) => {
    const type = left === "int" && right === "int" ? "int" : "double";
    const divide =
      type === "int" ? (a: number, b: number) => Math.trunc(a / b) : (a: number, b: number) => a / b;
    const divided = (a: string, b: string) => `(${a} / nullif(${b}, 0))`;
    return [
      calculate(
        "+",
        left,
        right,
        type,
        (a, b) => a + b,
        (a, b) => `(${a} + ${b})`,
      ),
      calculate(
        "-",
        left,
        right,
        type,
        (a, b) => a - b,
        (a, b) => `(${a} - ${b})`,
      ),
      calculate(
        "*",
        left,
        right,
        type,
        (a, b) => a * b,
        (a, b) => `(${a} * ${b})`,
      ),
      calculate(
        "/",
        left,
        right,
        type,
        (a, b) => (b === 0 ? undefined : divide(a, b)),
        type === "int" ? (a, b) => `trunc${divided(a, b)}` : divided,
      ),
    ];
  }),
  // The remainder has the sign of what is divided, in CEL, JavaScript and PostgreSQL alike.
  calculate(
    "%",
    "int",
    "int",
    "int",
    (a, b) => (b === 0 ? undefined : a % b),
    (a, b) => `mod(${a}::bigint, nullif(${b}, 0)::bigint)::float8`,
  ),

  strict(
    "_ in _",
    ["string", "list"],
    "bool",
    (a: string, b: string[]) => b.includes(a),
    (a, b) => `(${b} ? ${a})`,
  ),
  ...(["int", "double"] as const).map((type) =>
    strict(
      "_ in _",
      [type, "numbers"],
      "bool",
      (a: number, b: number[]) => b.includes(a),
      (a, b) => `(${a} = any(${b}))`,
    ),
  ),
  ...["size(_)", "_.size()"].flatMap((written) => [
    strict(
      written,
      ["string"],
      "int",
      (a: string) => [...a].length,
      (a) => `char_length(${a})::float8`,
    ),
    strict(
      written,
      ["list"],
      "int",
      (a: string[]) => a.length,
      (a) => `jsonb_array_length(${a})::float8`,
    ),
  ]),
  strict(
    "_.startsWith(_)",
    ["string", "string"],
    "bool",
    (a: string, b: string) => a.startsWith(b),
    (a, b) => `starts_with(${a}, ${b})`,
  ),
  strict(
    "_.endsWith(_)",
    ["string", "string"],
    "bool",
    (a: string, b: string) => a.endsWith(b),
    (a, b) => `starts_with(reverse(${a}), reverse(${b}))`,
  ),
  strict(
    "_.contains(_)",
    ["string", "string"],
    "bool",
    (a: string, b: string) => a.includes(b),
    (a, b) => `(strpos(${a}, ${b}) > 0)`,
  ),

  {
    ...strict("age", ["date", "date"], "int", fullYears, fullYearsSql),
    takes: [],
    also: ["birthDate", "today"],
  },
  {
    ...strict(
      "ageOn(_)",
      ["date", "date"],
      "int",
      (on: Day, birth: Day) => fullYears(birth, on),
      (on, birth) => fullYearsSql(birth, on),
    ),
    takes: ["date"],
    also: ["birthDate"],
  },
  {
    ...strict(
      "daysSince(_)",
      ["date", "date"],
      "int",
      (day: Day, today: Day) => today - day,
      (day, today) => `(${today} - ${day})::float8`,
    ),
    takes: ["date"],
    also: ["today"],
  },
  {
    ...strict(
      "schoolYear(_)",
      ["int", "date"],
      "date",
      (age: number, birth: Day) => schoolYear(birth, age),
      schoolYearSql,
    ),
    takes: ["int"],
    also: ["birthDate"],
    between: { least: 0, most: 150 },
  },
];

/** 20220228 − 19520229 = 699999: sixty-nine. */
function fullYearsSql(birth: string, on: string): string {
  return `floor((to_char(${on}, 'YYYYMMDD')::int - to_char(${birth}, 'YYYYMMDD')::int) / 10000.0)::float8`;
}

/** Four months after September it is the next year. */
function schoolYearSql(age: string, birth: string): string {
  return `make_date(extract(year from ${birth} + interval '4 months')::int + ${age}::int, 9, 1)`;
}

/** How a fact of a type stands in the register, as memory reads it and out of JSON; of another type, it is unknown. */
interface Reading {
  read(value: FactValue | undefined): Value;
  sql(json: string): string;
}

export const readings: Record<Exclude<ValueType, "numbers">, Reading> = {
  bool: {
    read: (value) => (typeof value === "boolean" ? value : undefined),
    sql: (json) => `(case ${json} when 'true'::jsonb then true when 'false'::jsonb then false end)`,
  },
  int: {
    read: (value) => (Number.isSafeInteger(value) ? (value as number) : undefined),
    sql: (json) => known(numberSql(json), "and x = trunc(x)"),
  },
  double: {
    read: (value) => (typeof value === "number" ? inRange(value) : undefined),
    sql: (json) => known(numberSql(json)),
  },
  string: {
    read: (value) => (typeof value === "string" ? value : undefined),
    sql: (json) => `(case jsonb_typeof(${json}) when 'string' then ${json} #>> '{}' end collate "C")`,
  },
  date: {
    read: (value) => (typeof value === "string" ? dayIn(value) : undefined),
    sql: (json) =>
      `(case when ${json} #>> '{}' ~ '${datePattern}' and not starts_with(${json} #>> '{}', '0000') then (${json} #>> '{}')::date end)`,
  },
  list: {
    read: (value) =>
      Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined,
    sql: (json) =>
      `(case jsonb_typeof(${json}) when 'array' then case when not jsonb_path_exists(${json}, ` +
      `'strict $[*] ? (@.type() != "string")') then ${json} end end)`,
  },
};

/** The type, in PostgreSQL, of a value written in a condition. */
export const literalTypes: Record<ValueType, string> = {
  bool: "bool",
  int: "float8",
  double: "float8",
  string: `text collate "C"`,
  date: "date",
  list: "jsonb",
  numbers: "float8[]",
};

/** What each type of fact is in a condition. */
export const valueTypes: Record<FieldType, Exclude<ValueType, "numbers">> = {
  text: "string",
  longtext: "string",
  integer: "int",
  number: "double",
  money: "double",
  date: "date",
  time: "string",
  datetime: "string",
  boolean: "bool",
  choice: "string",
  choices: "list",
  phone: "string",
  identity: "string",
  photo: "string",
  file: "string",
  signature: "string",
  location: "string",
  subject: "string",
};

/** The day a text names; PostgreSQL knows no year 0, so neither do conditions. */
export function dayIn(text: string): Day | undefined {
  return text.startsWith("0000") ? undefined : parseDay(text);
}

/** Every day of the Gregorian calendar, so that the cast after it cannot fail: 5 µs, and no other way was faster. */
const datePattern =
  "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))" +
  "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$";

/** A number is known from −largest to largest, and as zero or no nearer to it than `smallest`; what is not, is unknown. */
function inRange(value: number): number | undefined {
  return Math.abs(value) <= largest && (value === 0 || Math.abs(value) >= smallest) ? value : undefined;
}

/** The same. OFFSET 0 keeps the planner from writing the expression twice, which nested would double it each time. */
function known(expression: string, further = ""): string {
  return `(select x from (select ${expression} as x offset 0) as n where abs(x) <= ${largest} and (x = 0 or abs(x) >= ${smallest}::float8) ${further})`;
}

/** JSON knows numbers that no double holds: the cast is asked only for what is surely within its reach. */
function numberSql(json: string): string {
  const number = `(${json})::numeric`;
  return `case jsonb_typeof(${json}) when 'number' then case when ${number} = 0 or abs(${number}) between 1e-200 and 1e20 then (${json})::float8 end end`;
}

type Step = (a: never, b: never) => Value;
type Sql = (a: string, b: string) => string;

/** What was written out, and so is the same for everybody on every day. */
const fixedValues = new WeakMap<object, Value>();

export function fixed<At>(value: Exclude<Value, undefined>): Run<At> {
  const run = () => value;
  fixedValues.set(run, value);
  return run;
}

/** What is unknown where one of its arguments is: a function of PostgreSQL that is strict, too. */
function strict(written: string, takes: ValueType[], gives: ValueType, step: Step, sql: Sql): Operation {
  const run = <At>([first, second]: Run<At>[]): Run<At> => {
    if (first === undefined) throw new Error(`${written} without an argument`);
    const known = second && fixedValues.get(second);
    if (second === undefined || known !== undefined)
      return (at) => {
        const a = first(at);
        return a === undefined ? undefined : step(a as never, known as never);
      };
    return (at) => {
      const a = first(at);
      if (a === undefined) return undefined;
      const b = second(at);
      return b === undefined ? undefined : step(a as never, b as never);
    };
  };
  return { written, takes, also: [], gives, run, sql: (a = "", b = "") => sql(a, b) };
}

function compare(sign: string, left: ValueType, right: ValueType, holds: Step, sql: string): Operation {
  return strict(`_ ${sign} _`, [left, right], "bool", holds, (a, b) => `(${a} ${sql} ${b})`);
}

function calculate(
  sign: string,
  left: ValueType,
  right: ValueType,
  gives: ValueType,
  step: (a: number, b: number) => number | undefined,
  sql: Sql,
): Operation {
  const bounded = (a: number, b: number) => {
    const result = step(a, b);
    return result === undefined ? undefined : inRange(result);
  };
  return strict(`_ ${sign} _`, [left, right], gives, bounded, (a, b) => known(sql(a, b)));
}

/** `true ||` and `false &&` are settled, whatever the other is; as in SQL. */
function either(written: string, settles: boolean, word: "and" | "or"): Operation {
  const run = <At>([left, right]: Run<At>[]): Run<At> => {
    if (left === undefined || right === undefined) throw new Error(`${written} without two arguments`);
    return (facts) => {
      const first = left(facts);
      if (first === settles) return settles;
      const second = right(facts);
      if (second === settles) return settles;
      return first === undefined || second === undefined ? undefined : !settles;
    };
  };
  return {
    written,
    takes: ["bool", "bool"],
    also: [],
    gives: "bool",
    run,
    sql: (a, b) => `(${a} ${word} ${b})`,
  };
}

function choose(type: ValueType): Operation {
  const run = <At>([test, yes, no]: Run<At>[]): Run<At> => {
    if (test === undefined || yes === undefined || no === undefined)
      throw new Error("_ ? _ : _ without three arguments");
    return (facts) => {
      const holds = test(facts);
      return holds === undefined ? undefined : holds ? yes(facts) : no(facts);
    };
  };
  const sql = (test = "", yes = "", no = "") =>
    `(case ${test} when true then ${yes} when false then ${no} end)`;
  return { written: "_ ? _ : _", takes: ["bool", type, type], also: [], gives: type, run, sql };
}

/** Negative where `a` stands before `b`, by code points. */
function order(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}
