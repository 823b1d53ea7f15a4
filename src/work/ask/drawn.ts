/**
 * A question as rows that one fills in, instead of a formula. Rows and formula say the same; what cannot be drawn as a row
 * stays as the text it is.
 */
export type Drawn = DrawnGroup | DrawnRow | DrawnText;

export interface DrawnGroup {
  draw: "group";
  of: "all" | "any";
  /** None of what is in it may hold (all), or not all of it (any). */
  not: boolean;
  rows: Drawn[];
}

export interface DrawnRow {
  draw: "row";
  fact: string;
  is: Comparison;
  value: DrawnValue;
}

export interface DrawnText {
  draw: "text";
  text: string;
}

/** A text, a number, a choice, several choices, or whether it is so. */
export type DrawnValue = string | number | boolean | string[];

/**
 * `is` `not` of a value or of one among several; `least` `most` `over` `under` of numbers and days; `has` `hasnt` of several
 * choices; `holds` `begins` of texts; `within` `before` so many days ago.
 */
export type Comparison =
  | "is"
  | "not"
  | "least"
  | "most"
  | "over"
  | "under"
  | "has"
  | "hasnt"
  | "holds"
  | "begins"
  | "within"
  | "before";

/** By which signs the language compares; the others are written their own way. */
export const signs = {
  is: "==",
  not: "!=",
  least: ">=",
  most: "<=",
  over: ">",
  under: "<",
} as const;

/** The comparisons that fit a type of fact, the likeliest first. */
export function comparisonsOf(type: string): Comparison[] {
  switch (type) {
    case "boolean":
      return ["is"];
    case "choice":
      return ["is", "not"];
    case "choices":
      return ["has", "hasnt"];
    case "integer":
    case "number":
    case "money":
      return ["least", "most", "over", "under", "is", "not"];
    case "date":
      return ["least", "most", "within", "before", "is"];
    default:
      return ["is", "holds", "begins", "not"];
  }
}

/** The rows as a formula of the standard language. */
export function writeDrawn(drawn: Drawn): string {
  if (drawn.draw === "text") return drawn.text.trim();
  if (drawn.draw === "row") return writeRow(drawn);
  const parts = drawn.rows.map((row) => ({ row, text: writeDrawn(row) })).filter(({ text }) => text !== "");
  if (parts.length === 0) return "";
  const joined = parts
    .map(({ row, text }) => (parts.length > 1 && needsBrackets(row) ? `(${text})` : text))
    .join(drawn.of === "all" ? " && " : " || ");
  return drawn.not ? `!(${joined})` : joined;
}

/** A group of several within another, or a text that somebody wrote. */
function needsBrackets(row: Drawn): boolean {
  if (row.draw === "group") return !row.not && row.rows.length > 1;
  return row.draw === "text" && /&&|\|\||\?/.test(row.text);
}

function writeRow({ fact, is, value }: DrawnRow): string {
  if (fact === "" || value === "") return ""; // begun, and not filled in yet
  if (typeof value === "boolean") return value ? fact : `!${fact}`;
  if (Array.isArray(value)) {
    const [only] = value;
    if (only === undefined) return "";
    if (value.length === 1) return writeRow({ draw: "row", fact, is, value: only });
    const list = `[${value.map((each) => written(each)).join(", ")}]`;
    return is === "not" ? `!(${fact} in ${list})` : `${fact} in ${list}`;
  }
  switch (is) {
    case "has":
      return `${written(value)} in ${fact}`;
    case "hasnt":
      return `!(${written(value)} in ${fact})`;
    case "holds":
      return `${fact}.contains(${written(value)})`;
    case "begins":
      return `${fact}.startsWith(${written(value)})`;
    case "within":
      return `daysSince(${fact}) <= ${value}`;
    case "before":
      return `daysSince(${fact}) > ${value}`;
    default:
      return `${fact} ${signs[is]} ${written(value)}`;
  }
}

/** Texts in quotes; JSON's way is CEL's. */
function written(value: string | number): string {
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}
