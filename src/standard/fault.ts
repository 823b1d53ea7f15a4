import type { Text } from "#basics/text.ts";

/** Something wrong (or doubtful) in a document, at a place an author can go to. Lines and columns count from 1. */
export interface Fault {
  level: "mistake" | "warning";
  file: string;
  line: number;
  column: number;
  say: Text;
}

/** A step into a document: a key of a map, or an index of a list. */
export type Path = (string | number)[];

/** A fault that still names its place by the path to it, and, within a text, by the character it is at. */
export interface FaultAt {
  level: "mistake" | "warning";
  path: Path;
  /** For a key that should not be there, or one whose value is missing. */
  atKey?: boolean;
  offset?: number;
  /** Nothing asks for this part. Where `common` declares it, some other standard may, and nothing is said. */
  unused?: boolean;
  say: Text;
}
