import { chanceFrom } from "#basics/chance.ts";

/**
 * Input as it is kept in a file: JSON in which a text that begins with $ stands for what would make the file unreadable, or for
 * an id that is another each time. "$long:a:100000" is a text of so many letters, "$list:10000" a list, "$deep:5000" lists in
 * lists, "$keys:3000" an object, "$number:1e400" that number as it is written, "$new" a new id, "$alone" the id of that name.
 */
export type Recipe = null | boolean | number | string | Recipe[] | { [name: string]: Recipe };

/** The JSON that a recipe stands for. */
export function written(recipe: Recipe, ids: Record<string, string>, chance: () => number): string {
  return JSON.stringify(recipe).replaceAll(
    /"\$(\w+)(?::([^":]*))?(?::(\d+))?"/g,
    (_, what: string, first = "", second = "0") => {
      if (what === "long") return `"${first.repeat(Number(second))}"`;
      if (what === "list") return `[${"1,".repeat(Number(first))}1]`;
      if (what === "deep") return `${"[".repeat(Number(first))}${"]".repeat(Number(first))}`;
      if (what === "keys")
        return `{${Array.from({ length: Number(first) }, (__, at) => `"k${at}":1`).join()}}`;
      if (what === "number") return first;
      return `"${what === "new" ? uuid(chance) : (ids[what] ?? uuid(chance))}"`;
    },
  );
}

/** What a text of a recipe stands for, where a text is wanted: in an address or a form. */
export function writtenText(text: string, ids: Record<string, string>, chance: () => number): string {
  const value: unknown = JSON.parse(written(text, ids, chance));
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Of JSON Schema what zod writes. */
export type Schema =
  | boolean
  | {
      type?: string;
      enum?: Recipe[];
      const?: Recipe;
      anyOf?: Schema[];
      oneOf?: Schema[];
      allOf?: Schema[];
      properties?: Record<string, Schema>;
      required?: string[];
      additionalProperties?: Schema;
      items?: Schema;
      format?: string;
      $ref?: string;
    };

/** Inputs by chance: right ones for a schema, and right ones with something spoiled. The same seed makes the same. */
export class Inputs {
  readonly chance: () => number;
  /** What is worth asking for, by the name of the place; under "" what any text may be. */
  readonly #known: Record<string, string[]>;

  constructor(seed: number, known: Record<string, string[]>) {
    this.chance = chanceFrom(seed);
    this.#known = known;
  }

  of<T>(some: readonly T[]): T {
    return some[Math.floor(this.chance() * some.length)] as T;
  }

  right(schema: Schema, name = "", depth = 0): Recipe {
    if (typeof schema === "boolean" || depth > 6) return this.of(traps);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return this.of(schema.enum);
    const either = schema.anyOf ?? schema.oneOf ?? schema.allOf;
    if (either !== undefined) return this.right(this.of(either), name, depth + 1);
    if (schema.type === "object" || schema.properties !== undefined) {
      const { properties = {}, required = [], additionalProperties } = schema;
      const given = Object.entries(properties).filter(
        ([each]) => required.includes(each) || this.chance() < 0.6,
      );
      const more =
        additionalProperties === undefined || additionalProperties === false
          ? []
          : [this.of(this.#known["fact"] ?? ["a"])].map((each) => [each, additionalProperties] as const);
      return Object.fromEntries(
        [...given, ...more].map(([each, inner]) => [each, this.right(inner, each, depth + 1)]),
      );
    }
    if (schema.type === "array")
      return Array.from({ length: 1 + Math.floor(this.chance() * 2) }, () =>
        this.right(schema.items ?? true, name, depth + 1),
      );
    if (schema.type === "boolean") return this.chance() < 0.5;
    if (schema.type === "null") return null;
    if (schema.type === "integer" || schema.type === "number") return this.of([0, 1, 2, 2021, 2027, -1, 0.5]);
    const known = this.#known[name];
    if (known !== undefined) return this.of(known);
    if (schema.format === "uuid") return this.of(this.#known["id"] ?? ["$new"]);
    if (schema.type === "string") return this.of(this.#known[""] ?? ["x"]);
    return this.of(traps);
  }

  /** One place of it missing, of another kind, too large, or full of traps; or something there that does not belong. */
  spoiled(recipe: Recipe): Recipe {
    const places = placesOf(recipe);
    const place = this.of(places);
    const how = this.chance();
    if (how < 0.15 && place.length > 0) return changed(recipe, place, () => undefined);
    if (how < 0.25)
      return changed(recipe, place, (value) =>
        typeof value === "object" && value !== null && !Array.isArray(value)
          ? Object.fromEntries([...Object.entries(value), [this.of(traps.filter(isText)), this.of(traps)]])
          : [value],
      );
    return changed(recipe, place, () => this.of(traps));
  }
}

/** What has broken other programs: not one of these may break ours. */
export const traps: Recipe[] = [
  null,
  true,
  -1,
  0.1,
  "$number:9007199254740993",
  "$number:1e308",
  "$number:1e400",
  "$number:-0",
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udc00\ud800",
  "\u202eabc\u2066",
  "e\u0301",
  "\u200b\u200d\ufeff",
  "👩‍👩‍👧‍👦",
  "ﷺ".repeat(20),
  "İıſK",
  "𠮷野家",
  "'; drop table subject; --",
  "' or '1'='1",
  "\\'; --",
  "$$",
  "%_%",
  '=HYPERLINK("http://example.invalid","x")',
  "+cmd|' /C calc'!A0",
  "@SUM(1+1)",
  "-2+3",
  "\t=1+1",
  "<script>alert(1)</script>",
  "{{constructor}}",
  "${often}",
  "../../etc/passwd",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "2021-02-30",
  "0000-01-01",
  "9999-12-31",
  "+275760-09-13",
  "P999999999Y",
  "00000000-0000-8000-8000-000000000000",
  "FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF",
  "$new",
  "$long:a:100000",
  "$long:\u0300:100000",
  "$long:=:1000000",
  "$long:井:40000",
  "$long:(:3000",
  "$list:10000",
  "$deep:500",
  "$deep:50000",
  "$keys:5000",
  [],
  {},
  [[[]]],
  { zh: "" },
  { $gt: "" },
];

function isText(recipe: Recipe): recipe is string {
  return typeof recipe === "string";
}

type Place = string[];

function placesOf(recipe: Recipe): Place[] {
  if (typeof recipe !== "object" || recipe === null) return [[]];
  return [
    [],
    ...Object.entries(recipe).flatMap(([name, inner]) => placesOf(inner).map((place) => [name, ...place])),
  ];
}

/** `undefined` back: it is left out. */
function changed(recipe: Recipe, place: Place, how: (value: Recipe) => Recipe | undefined): Recipe {
  const [name, ...rest] = place;
  if (name === undefined) return how(recipe) ?? null;
  const inner = Object.entries(recipe as Recipe[] | Record<string, Recipe>).flatMap(
    ([each, value]): [string, Recipe][] => {
      if (each !== name) return [[each, value]];
      if (rest.length > 0) return [[each, changed(value, rest, how)]];
      const other = how(value);
      return other === undefined ? [] : [[each, other]];
    },
  );
  return Array.isArray(recipe) ? inner.map(([, value]) => value) : Object.fromEntries(inner);
}

function uuid(chance: () => number): string {
  const digits = Array.from({ length: 30 }, () => Math.floor(chance() * 16).toString(16)).join("");
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-a${digits.slice(15, 18)}-${digits.slice(18, 30)}`;
}
