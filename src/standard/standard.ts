import type { Day } from "#basics/day.ts";
import type { Duration } from "#basics/duration.ts";
import type { Text } from "#basics/text.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import type { StandardDocument } from "./document.ts";
import type { OpeningHours } from "./hours.ts";

/** A standard ready to run: made from its document by `compileStandard`. Everything in it is read-only. */
export interface Standard {
  id: string;
  version: string;
  title: Text;
  effective: Day;
  document: StandardDocument;
  basis: Basis[];
  /** What each colour stands for, in the body's own words. */
  colours: { id: string; title: Text }[];
  roles: Role[];
  facts: Fact[];
  lines: Line[];
  records: RecordKind[];
  promises: StandardPromise[];
}

/** A law or paper that a standard rests on. `article` where a promise cites one place in it. */
export interface Basis {
  id: string;
  title: Text;
  ref?: string;
  article?: string;
  verified?: { by: string; on: string };
}

export interface Role {
  id: string;
  title: Text;
  /** Belongs to another body and sees only its own duties. */
  outside: boolean;
}

/** A protection class: facts and fields that carry one are sealed at rest. */
export type Guard = "contact" | "identity" | "health" | "justice" | "finance";

export type FieldType =
  | "text"
  | "longtext"
  | "integer"
  | "number"
  | "money"
  | "date"
  | "time"
  | "datetime"
  | "boolean"
  | "choice"
  | "choices"
  | "phone"
  | "identity"
  | "photo"
  | "file"
  | "signature"
  | "location"
  | "subject";

export interface Choice {
  id: string;
  title: Text;
}

/** One thing known of a kind of subject: a form field, an import column and a variable in conditions at once. */
export interface Fact {
  id: string;
  of: SubjectKind;
  label: Text;
  type: FieldType;
  choices?: Choice[];
  guard?: Guard;
  /** Other headings under which ledgers carry this column. */
  alsoCalled: string[];
}

/** A strand of the standard; `id` is qualified: "standard/line". */
export interface Line {
  id: string;
  localId: string;
  title: Text;
  colour: string;
  serves: SubjectKind;
  condition: Condition | undefined;
}

export interface Field {
  id: string;
  label: Text;
  type: FieldType;
  required: boolean;
  choices?: Choice[];
  guard?: Guard;
}

/** A kind of record; its id is shared by all standards an office adopts, hence not qualified. */
export interface RecordKind {
  id: string;
  title: Text;
  about: SubjectKind[];
  fields: Field[];
}

/** A rule: to whom, what, how often, by which role. `id` is qualified: "standard/promise". */
export interface StandardPromise {
  id: string;
  localId: string;
  /** The id of the standard. */
  standard: string;
  title: Text;
  /** The sentence of the clause, for people. */
  clause: Text;
  /** Which clause of the document this is, counted from 1. */
  number: number;
  line: Line;
  colour: string;
  to: SubjectKind;
  /** The role that owes it. */
  by: string;
  keptBy: string[];
  form: Form;
  /** The line's `when` and the promise's `when` together; undefined: everyone of the kind. */
  condition: Condition | undefined;
  /** The facts that its condition or its form reads, as declared or built in. */
  reads: Fact[];
  /** The guards of the facts that its condition or its form reads; none: open to all who see the subject. */
  guards: Guard[];
  /** Guarded facts each role is shown for this promise. */
  shows: Record<string, string[]>;
  basis: Basis[];
}

export type Period = "week" | "month" | "quarter" | "half" | "year";

/** When a duty falls due (language.md “When a duty falls due”). */
export type Form =
  | { kind: "every"; interval: Duration; first?: Duration; lead?: Duration }
  | { kind: "each"; period: Period; times: number }
  | { kind: "within"; interval: Duration; of: Start }
  | { kind: "on"; date: DateExpression; lead: Duration }
  | { kind: "open"; hours: OpeningHours };

/** What starts a `within`. */
export type Start =
  | { kind: "eligible" }
  | { kind: "fact"; fact: string }
  | { kind: "record"; record: string }
  | { kind: "change"; fact: string };

/** `false` and "unknown" differ only inside a condition: one that ends unknown does not hold. */
export type Truth = true | false | "unknown";

/** The facts of one subject as they stand on one day; absent facts are undefined or null. */
export interface FactsOfDay {
  day: Day;
  value(fact: string): FactValue | undefined;
}

/** What an expression reads, so that one knows on which days its value can change. */
export interface Reads {
  /** Facts of the register (`birthDate` where it says `age`). */
  facts: string[];
  /** It changes on birthdays. */
  birthdays: boolean;
  /** It may change on any day (`daysSince`). */
  daily: boolean;
}

/** A condition, typed and compiled. Three-valued: a term over an absent fact is unknown, never an error. */
export interface Condition extends Reads {
  text: string;
  evaluate(facts: FactsOfDay): Truth;
  /** The parts joined by `&&`, in order; the whole holds when each of them does. */
  terms: Term[];
}

/** One part of a condition. */
export interface Term extends Reads {
  text: string;
  evaluate(facts: FactsOfDay): Truth;
  say: Text;
}

/** An expression that gives a date, e.g. `releaseDate` or `schoolYear(6)`. */
export interface DateExpression extends Reads {
  text: string;
  evaluate(facts: FactsOfDay): Day | undefined;
  say: Text;
}
