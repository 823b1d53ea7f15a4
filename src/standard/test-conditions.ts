import assert from "node:assert/strict";
import fc from "fast-check";
import { dayFrom, dayText } from "#basics/day.ts";
import { builtInFacts } from "./built-in-facts.ts";
import { type Expression, readExpression } from "./expression.ts";
import { type Operation, type ValueType, operations, valueTypes } from "./operations.ts";
import type { Fact, FieldType } from "./standard.ts";

// Any condition and any subject, for tests that two ways of reading a condition say the same. Conditions are made from the
// table of operations itself, so a new row of it is tried without a word here.

export const fieldTypes = Object.keys(valueTypes) as FieldType[];
/** A fact of each type, a second date, and the built-in ones. */
export const facts: Fact[] = [
  ...builtInFacts("person"),
  ...[...fieldTypes, "date2"].map((id): Fact => {
    const type = id === "date2" ? "date" : (id as FieldType);
    const choices = ["a", "ab", "东"].map((choice) => ({ id: choice, title: { zh: choice } }));
    return {
      id: `a_${id}`,
      of: "person",
      label: { zh: id },
      type,
      alsoCalled: [],
      ...(type.startsWith("choice") && { choices }),
    };
  }),
];

/** What no subject can hold in a database, and so no condition may write: NUL and halves of characters. */
const text = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "b",
    "ab",
    "ba",
    "A",
    "东",
    "东街 12 号",
    "𠮷",
    "𠮷a",
    "\u{ffee}",
    "%_",
    "\\",
    "'",
    '"',
    "é",
    "e\u0301",
    "$1",
  ),
  fc.string({ unit: "binary", maxLength: 3 }).filter((each) => !each.includes("\0") && each.isWellFormed()),
);
const int = fc.oneof(
  fc.integer({ min: -3, max: 100 }),
  fc.constantFrom(0, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 94_906_267),
  fc.maxSafeInteger(),
);
const double = fc.oneof(
  fc.constantFrom(0, 0.1, 0.5, 1.5, -2.5, 3, 1e-100, -1e-100, 1e-60, Number.MAX_SAFE_INTEGER, 1e15),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((each) => each === 0 || Math.abs(each) >= 1e-100),
);
export const day = fc.oneof(
  fc.integer({ min: dayFrom(1920, 1, 1), max: dayFrom(2030, 12, 31) }),
  fc.constantFrom(
    dayFrom(2020, 2, 29),
    dayFrom(1952, 2, 29),
    dayFrom(2022, 2, 28),
    dayFrom(2022, 3, 1),
    dayFrom(2000, 2, 29),
    dayFrom(2015, 8, 31),
    dayFrom(2015, 9, 1),
    dayFrom(1, 1, 1),
    dayFrom(9999, 12, 31),
  ),
);
const list = fc.array(fc.constantFrom("a", "ab", "东", "b", "𠮷"), { maxLength: 4 });

/** What a fact may hold, by its type in a condition; and what it should not, but an old or foreign register might. */
const values: Record<keyof typeof held, fc.Arbitrary<unknown>> = {
  bool: fc.boolean(),
  int,
  double,
  string: text,
  date: day.map(dayText),
  list,
};
const held = { bool: "", int: "", double: "", string: "", date: "", list: "" };
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    true,
    "",
    "true",
    "1",
    1,
    2.5,
    1e16,
    1e300,
    5e-324,
    1e-101,
    -0,
    {},
    { a: 1 },
    [],
    [1],
    ["a", 1],
    [["a"]],
    ["a", null],
  ),
  fc.constantFrom(
    "2021-02-29",
    "1900-02-29",
    "2021-13-01",
    "2021-04-31",
    "0000-01-01",
    "2021-1-1",
    "2021-11-30\n",
    " 2021-11-30",
    "２０２１-11-30",
    "10000-01-01",
    "today",
    "infinity",
  ),
  fc.jsonValue({ maxDepth: 2 }).filter((each) => !JSON.stringify(each).includes("\\u")),
);

type State = "value" | "absent" | "null" | "strange";
export interface Row {
  since: string;
  facts: Record<string, unknown>;
  states: Record<string, State>;
}

const state = fc.oneof(
  { weight: 6, arbitrary: fc.constant<State>("value") },
  { weight: 1, arbitrary: fc.constantFrom<State>("absent", "null", "strange") },
);
export const row: fc.Arbitrary<Row> = fc
  .record({
    since: day.map(dayText),
    cells: fc.tuple(
      ...facts
        .filter(({ id }) => id !== "age" && id !== "since")
        .map(({ id, type, choices }) => {
          const usual =
            choices && type === "choice" ? fc.constantFrom("a", "ab", "东", "b") : values[valueTypes[type]];
          return fc.tuple(fc.constant(id), state, usual, strange);
        }),
    ),
  })
  .map(({ since, cells }) => {
    const made: Row = { since, facts: {}, states: { since: "value" } };
    for (const [id, is, value, other] of cells) {
      made.states[id] = is;
      if (is !== "absent") made.facts[id] = is === "value" ? value : is === "null" ? null : other;
    }
    return made;
  });

/** A condition's text, by the type it gives, at most so many operations deep. */
function written(type: ValueType, depth: number, beside?: ValueType): fc.Arbitrary<string> {
  const literal = literals(type, beside);
  const named = facts
    .filter((fact) => valueTypes[fact.type] === type && fact.id !== "age")
    .map(({ id }) => id);
  const leaves = [...(literal ? [literal] : []), ...(named.length > 0 ? [fc.constantFrom(...named)] : [])];
  const able = operations.filter(({ gives }) => gives === type);
  if (depth === 0 || able.length === 0) return fc.oneof(...leaves);
  return fc.oneof(
    ...leaves,
    fc.constantFrom(...able).chain((operation) => operated(operation, depth)),
  );
}

function operated({ written: form, takes, between }: Operation, depth: number): fc.Arbitrary<string> {
  const args = takes.map((type, at) => {
    if (between) return fc.integer({ min: between.least, max: between.most }).map(String);
    const other = written(type, depth - 1, takes[0]);
    // A date is written out only where the library then still knows it for one: last.
    return type === "date" && at === takes.length - 1 && form !== "_ ? _ : _"
      ? fc.oneof(other, dateLiteral)
      : other;
  });
  return fc.tuple(...args).map((texts) => {
    let at = 0;
    return `(${form.replaceAll("_", () => texts[at++] ?? "")})`;
  });
}

const dateLiteral = day.map((each) => `"${dayText(each)}"`);

function literals(type: ValueType, beside?: ValueType): fc.Arbitrary<string> | undefined {
  switch (type) {
    case "bool":
      return fc.boolean().map(String);
    case "int":
      return int.map(sayInt);
    case "double":
      return double.map(sayDouble);
    case "string":
      return text.map((each) => JSON.stringify(each));
    case "list":
      return list.map((each) => JSON.stringify(each));
    case "numbers":
      return beside === "int"
        ? fc.array(int.map(sayInt), { minLength: 1, maxLength: 4 }).map((each) => `[${each.join(", ")}]`)
        : fc
            .array(double.map(sayDouble), { minLength: 1, maxLength: 4 })
            .map((each) => `[${each.join(", ")}]`);
    case "date":
      return undefined;
  }
}

function sayInt(value: number): string {
  return String(value);
}

function sayDouble(value: number): string {
  const said = String(value);
  return /[.e]/.test(said) ? said : `${said}.0`;
}

export interface Tried {
  expression: Expression;
  root: Operation;
}

export const tried: fc.Arbitrary<Tried | undefined> = fc
  .constantFrom(...operations)
  .chain((root) => operated(root, 3).map((said) => ({ root, said })))
  .map(({ root, said }) => {
    const read = readExpression(said, facts);
    if ("expression" in read) return { expression: read.expression, root };
    // What the table cannot know: a slip with choices, and the bounds on size.
    assert.match(
      read.fault.say.en ?? "",
      /none of the choices|has no order|at most/,
      `${said}: ${read.fault.say.en}`,
    );
    return undefined;
  });
