import type { Day } from "#basics/day.ts";
import type { Span } from "#basics/deadline.ts";
import type { Duration } from "#basics/duration.ts";
import type { Text } from "#basics/text.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import type { StandardDocument } from "./document.ts";
import type { HoursSpan, OpeningHours } from "./hours.ts";

/** A standard ready to run: made from its document by `compileStandard`. Everything in it is read-only. */
export interface Standard {
  id: string;
  version: string;
  title: Text;
  effective: Day;
  document: StandardDocument;
  /** Its parameters as the office tuned them, or by default. */
  values: Record<string, string | number>;
  basis: Basis[];
  /** What each colour stands for, in the body's own words. */
  colours: { id: string; title: Text }[];
  roles: Role[];
  facts: Fact[];
  lines: Line[];
  records: RecordKind[];
  promises: StandardPromise[];
  calendar: WorkCalendar;
  procedures: Procedure[];
  rosters: Roster[];
  activities: Activity[];
  indicators: Indicator[];
  reports: Report[];
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
  /** Belongs to another body and sees only its own duties and cases. */
  outside: boolean;
  /** Of an outside role: what it sees beside them. No standard gives it; offices have such roles of themselves. */
  sees?: "figures" | "journal";
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
  /** Other headings under which ledgers carry this column. */
  alsoCalled?: string[];
}

/** A kind of record; its id is shared by all standards an office adopts, hence not qualified. */
export interface RecordKind {
  id: string;
  title: Text;
  /** Other words by which ledgers call such a record. */
  alsoCalled?: string[];
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
  /** On those that reach one of these ages alone, or on any. */
  ages: number[] | "any";
  /** It may change on any day (`daysSince`). */
  daily: boolean;
}

/** A statement being written: what a condition says goes into it as parameters, never as text. */
export interface SqlWriter {
  /** The JSON of a fact of the subject, null where there is none. */
  fact(name: string): string;
  /** A value, as PostgreSQL's `type`. */
  value(value: boolean | number | string | number[], type: string): string;
  /** The day asked about. */
  today(): string;
}

/** What an expression gives on a day; undefined is unknown. Dates are days, in numbers. */
export type Value = boolean | number | string | string[] | number[] | undefined;

/** One subject of many, and a day. */
export interface RowOnDay {
  row: number;
  day: Day;
}

/** The facts of many subjects, in columns: what a condition reads there is handed to it once, and not looked up again. */
export interface FactColumns {
  fact(name: string): (at: RowOnDay) => Value;
  /** Full years on the day. */
  age(): (at: RowOnDay) => number | undefined;
  /** Are so many years full on the day? */
  reaches(age: number): (at: RowOnDay) => boolean | undefined;
}

/** A condition, typed and compiled. Three-valued: a term over an absent fact is unknown, never an error. */
export interface Condition extends Reads {
  text: string;
  evaluate(facts: FactsOfDay): Truth;
  /** The same, over a row of `subject`: true, false or null. */
  sql(to: SqlWriter): string;
  /** The same, over columns: does it hold? Unknown is no. */
  holdsOver(columns: FactColumns): (at: RowOnDay) => boolean;
  /** The parts joined by `&&`, in order; the whole holds when each of them does. */
  terms: Term[];
}

/** One part of a condition. */
export interface Term extends Reads {
  text: string;
  evaluate(facts: FactsOfDay): Truth;
  sql(to: SqlWriter): string;
  over(columns: FactColumns): (at: RowOnDay) => Value;
  say: Text;
}

/** An expression that gives a date, e.g. `releaseDate` or `schoolYear(6)`. */
export interface DateExpression extends Reads {
  text: string;
  evaluate(facts: FactsOfDay): Day | undefined;
  over(columns: FactColumns): (at: RowOnDay) => Day | undefined;
  say: Text;
}

/** What night, holiday and working time mean to the office that adopts the standard. */
export interface WorkCalendar {
  /** In minutes since midnight; `until` passes 1440 where the night does. */
  night: HoursSpan;
  /** Is a plain weekend a holiday too? Make-up workdays never are. */
  weekendsAreHolidays: boolean;
  office: OpeningHours;
  hours: "clock" | "office";
  rollOver: "none" | "next-workday";
}

/** The first whose condition holds of the case's fields is taken; the last may have none. */
export interface Deadline {
  condition: Condition | undefined;
  span: Span;
}

/** How something asked for is handled, stage by stage. `id` is qualified: "standard/procedure". */
export interface Procedure {
  id: string;
  localId: string;
  standard: string;
  title: Text;
  clause: Text;
  line: Line | undefined;
  colour: string;
  about: SubjectKind[];
  anonymous: boolean;
  fields: Field[];
  opens: { by: string[]; asks: string[] };
  start: string[];
  stages: Stage[];
  ends: { id: string; title: Text }[];
  /** For the whole case, counted from its opening or from the day `from` first began. */
  within: Deadline[];
  from?: string;
  reopen?: { within: Span; to: string; by: string[] };
  shows: Record<string, string[]>;
  /** The guards of its fields and of its line's condition; none: open to all who see the office's cases. */
  guards: Guard[];
  basis: Basis[];
}

export interface Stage {
  id: string;
  title: Text;
  /** The roles that hold it. */
  by: string[];
  asks: string[];
  within: Deadline[];
  extend?: { by: Span; times: number };
  /** Branches that must all have moved here before it begins; none: it begins at once. */
  joins: string[];
  moves: Move[];
  basis: Basis[];
}

export interface Move {
  id: string;
  title: Text;
  /** Stages that begin; none where it ends the case. */
  to: string[];
  end?: string;
  by: string[];
  condition: Condition | undefined;
  needs: string[];
  returns: boolean;
}

export interface Roster {
  id: string;
  title: Text;
  by: string;
  covers: "night" | "holiday" | "office" | OpeningHours;
  people: number;
}

export interface Activity {
  id: string;
  title: Text;
  line: Line | undefined;
  colour: string;
  by: string;
  with: string[];
  about: SubjectKind[];
  record: string;
  basis: Basis[];
}

export type Counted = "record" | "case" | "duty" | "posting" | "subject";

/** A number over what the office keeps, always traceable to it. `id` is qualified: "standard/indicator". */
export interface Indicator {
  id: string;
  localId: string;
  standard: string;
  title: Text;
  measure: "count" | "sum" | "average" | "rate";
  counted: Counted;
  /** Of a `subject` indicator: the kind that its `where` names (`kind == "person"`). */
  kind?: SubjectKind;
  where: Condition | undefined;
  that: Condition | undefined;
  of?: string;
  distinct?: "subject" | "household";
  per: string[];
  unit?: Text;
  /** The guards of what its conditions read. */
  guards: Guard[];
}

export interface Report {
  id: string;
  localId: string;
  standard: string;
  title: Text;
  each: Period;
  by?: string;
  /** Markdown with {{ indicator period }}. */
  template: Text;
}
