import { z } from "zod";
import { exampleShape, procedureShape } from "./example-shape.ts";

// The shape of a standard's document, after its files are merged. What the parts mean is language.md's; what a
// shape cannot say (does this role exist? does this condition hold together?) is looked at in check.ts.

/** The two meanings a holiday can have, in the words of the design. */
export const everyDayOff = "legal days off and weekends, make-up workdays excepted";
const legalDaysOff = "legal days off";

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1).optional() });
const Id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
const FactId = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
const Kind = z.enum(["person", "household", "unit", "place", "case"]);
const GuardName = z.enum(["contact", "identity", "health", "justice", "finance"]);
const Type = z.enum([
  "text",
  "longtext",
  "integer",
  "number",
  "money",
  "date",
  "time",
  "datetime",
  "boolean",
  "choice",
  "choices",
  "phone",
  "identity",
  "photo",
  "file",
  "signature",
  "location",
  "subject",
]);
/** `[a, b]`, or `{ a: { zh, en }, b: … }` where the choices have words of their own. */
const Choices = z.union([z.array(z.string().min(1)).min(1), z.record(z.string().min(1), Text)]);

const Role = z.strictObject({ title: Text, outside: z.boolean().default(false) });

const Fact = z.strictObject({
  label: Text,
  type: Type,
  of: Choices.optional(),
  guard: GuardName.optional(),
  alsoCalled: z.array(z.string().min(1)).default([]),
});

const Facts = z.partialRecord(Kind, z.record(FactId, Fact));

const Field = z.strictObject({
  label: Text.optional(),
  type: Type,
  required: z.boolean().default(false),
  of: Choices.optional(),
  guard: GuardName.optional(),
  alsoCalled: z.array(z.string().min(1)).optional(),
});

const RecordKind = z.strictObject({
  title: Text,
  alsoCalled: z.array(z.string().min(1)).optional(),
  about: z.array(Kind).min(1),
  fields: z.record(FactId, Field).default({}),
});

const Basis = z.strictObject({
  id: Id,
  title: Text,
  ref: z.string().optional(),
  verified: z.strictObject({ by: z.string(), on: z.string() }).optional(),
});

/** What a promise rests on: a basis of the document, or one article of it. */
const Cites = z.union([Id, z.strictObject({ id: Id, article: z.string() })]);

const Parameter = z.strictObject({
  title: Text.optional(),
  type: z.enum(["duration", "integer", "number"]),
  default: z.union([z.string(), z.number()]),
  atMost: z.union([z.string(), z.number()]).optional(),
  atLeast: z.union([z.string(), z.number()]).optional(),
});

const Line = z.strictObject({
  id: Id,
  title: Text,
  colour: z.string().default("grey"),
  serves: Kind,
  when: z.string().optional(),
});

// Promise ids of published cases are written in camelCase as well as in kebab-case.
const PromiseId = z.string().regex(/^[a-z][A-Za-z0-9-]*$/);

const Promised = z.strictObject({
  id: PromiseId,
  line: Id,
  title: Text,
  clause: Text.optional(),
  to: Kind,
  when: z.string().optional(),
  colour: z.string().optional(),
  every: z.string().optional(),
  first: z.string().optional(),
  lead: z.string().optional(),
  each: z.enum(["week", "month", "quarter", "half", "year"]).optional(),
  times: z.union([z.number().int().min(1).max(31), z.string()]).optional(),
  within: z.string().optional(),
  of: z.string().optional(),
  on: z.string().optional(),
  open: z.string().optional(),
  by: Id,
  keptBy: z.array(Id).min(1),
  shows: z.record(Id, z.array(z.string())).default({}),
  basis: z.array(Cites).default([]),
});

/** What night, holiday and working time mean here; each default is the design's. */
export const WorkCalendar = z.strictObject({
  night: z.string().default("22:00-06:00"),
  holiday: z.enum([everyDayOff, legalDaysOff]).default(everyDayOff),
  office: z.string().default("Mo-Fr 08:30-12:00,14:30-17:30; PH off"),
  /** `clock`: hours run day and night; `office`: only while the office is open. */
  hours: z.enum(["clock", "office"]).default("clock"),
  rollOver: z.enum(["none", "next-workday"]).default("none"),
});

/** "PT2H", "P3D", "30 workdays"; or several, of which the first whose `when` holds of the case is taken. */
const Deadline = z.union([
  z.string(),
  z.array(z.strictObject({ when: z.string().optional(), is: z.string() })).min(1),
]);
const OneOrMore = z.union([Id, z.array(Id).min(1)]);

/** A way out of a stage: to one or more stages (more: they run side by side), or to an end of the procedure. */
const Move = z.strictObject({
  title: Text,
  to: OneOrMore.optional(),
  end: Id.optional(),
  /** Who may make it; without: who holds the stage. */
  by: OneOrMore.optional(),
  when: z.string().optional(),
  needs: z.array(FactId).default([]),
  /** It sends the case back: a reason must be given, and the stage it goes to begins anew. */
  returns: z.boolean().default(false),
});

const Stage = z.strictObject({
  title: Text,
  by: OneOrMore,
  asks: z.array(FactId).default([]),
  within: Deadline.optional(),
  extend: z.strictObject({ by: z.string(), times: z.number().int().min(1).max(12).default(1) }).optional(),
  /** Begins only when each of these branches has moved to it. */
  joins: z.array(Id).default([]),
  moves: z.record(Id, Move),
  basis: z.array(Cites).default([]),
});

const Procedure = z.strictObject({
  title: Text,
  clause: Text.optional(),
  line: Id.optional(),
  colour: z.string().optional(),
  about: z.array(Kind).default([]),
  /** It may concern nobody in the register, or somebody who gives no name. */
  anonymous: z.boolean().default(false),
  fields: z.record(FactId, Field).default({}),
  opens: z.strictObject({ by: OneOrMore, asks: z.array(FactId).default([]) }),
  start: OneOrMore,
  stages: z.record(Id, Stage),
  ends: z.record(Id, Text),
  /** For the whole case: from its opening, or from the day a stage first began. */
  within: Deadline.optional(),
  from: Id.optional(),
  reopen: z.strictObject({ within: z.string(), to: Id, by: OneOrMore }).optional(),
  /** Guarded fields and facts shown to roles that hold none of its stages. */
  shows: z.record(Id, z.array(z.string())).default({}),
  basis: z.array(Cites).default([]),
});

/** Who is on call when; its shifts are kept by the office. */
const Roster = z.strictObject({
  title: Text,
  by: Id,
  /** `night`, `holiday`, `office`, or hours of one's own. */
  covers: z.string(),
  people: z.number().int().min(1).default(1),
});

/** Something many people come to: one sheet keeps a record about each of them. */
const Activity = z.strictObject({
  title: Text,
  line: Id.optional(),
  colour: z.string().optional(),
  by: Id,
  with: z.array(Id).default([]),
  about: z.array(Kind).default(["person"]),
  /** The kind of record its attendance sheet makes. */
  record: Id,
  basis: z.array(Cites).default([]),
});

const Counted = z.enum(["record", "case", "duty", "posting", "subject"]);

/** All that an indicator can be grouped by. */
export const groupings = [
  "line",
  "promise",
  "role",
  "office",
  "area",
  "colour",
  "week",
  "month",
  "quarter",
  "year",
] as const;
const Per = z.enum(groupings);

const Indicator = z.strictObject({
  title: Text,
  count: Counted.optional(),
  sum: Counted.optional(),
  average: Counted.optional(),
  rate: Counted.optional(),
  where: z.string().optional(),
  /** For a rate: what the counted ones must meet. A `rate: duty` without it is the kept rate, a `rate: case` the share in time. */
  that: z.string().optional(),
  /** For a sum or an average: the field. */
  of: z.string().optional(),
  /** Each person or household that the counted ones concern, once. */
  distinct: z.enum(["subject", "household"]).optional(),
  per: z.array(Per).default([]),
  unit: Text.optional(),
});

const Report = z.strictObject({
  title: Text,
  each: z.enum(["week", "month", "quarter", "half", "year"]),
  /** Markdown files of the folder: { zh: reports/monthly.md, en: … }. */
  file: Text,
  by: Id.optional(),
});

export const documentShape = z.strictObject({
  standard: Id,
  /** “1.0” in Chinese quotes would be a text with those quotes in it. */
  version: z
    .string()
    .min(1)
    .regex(/^[^“”]*$/),
  title: Text,
  effective: z.string(),
  basis: z.array(Basis).default([]),
  parameters: z.record(FactId, Parameter).default({}),
  /** What the office calls each colour of its flower. */
  colours: z.record(Id, Text).default({}),
  roles: z.record(Id, Role).default({}),
  facts: Facts.default({}),
  lines: z.array(Line).default([]),
  records: z.record(Id, RecordKind).default({}),
  promises: z.array(Promised).default([]),
  calendar: WorkCalendar.optional(),
  procedures: z.record(Id, Procedure).default({}),
  rosters: z.record(Id, Roster).default({}),
  activities: z.record(Id, Activity).default({}),
  indicators: z.record(Id, Indicator).default({}),
  reports: z.record(Id, Report).default({}),
  /** How many duties a year all promises together may make for one subject, by its kind. */
  budget: z.partialRecord(Kind, z.number().int().min(1)).default({}),
  /** Text of the files that `reports` names, by their path. Filled in by the reader, never written by hand. */
  templates: z.record(z.string(), z.string()).default({}),
  /** What the files in `examples` say it means: of promises, and of procedures. Filled in by the reader likewise. */
  examples: z
    .strictObject({
      promises: z.array(exampleShape).default([]),
      procedures: z.array(procedureShape).default([]),
    })
    .prefault({}),
});

/** What an author writes. */
export const writtenShape = documentShape.omit({ templates: true, examples: true });

/** What several standards share: only facts, records and roles. */
export const commonShape = documentShape
  .pick({ roles: true, facts: true, records: true })
  .extend({ standard: Id.optional(), version: z.string().optional(), title: Text.optional() });

/**
 * A standard's document as plain JSON: checked in shape, defaults filled, the shared parts merged in, `${parameter}`
 * still inside. It is stored, hashed and journalled when an office adopts it.
 */
export type StandardDocument = z.output<typeof documentShape>;
export type DocumentField = z.output<typeof Field>;
export type DocumentProcedure = StandardDocument["procedures"][string];
export type DocumentIndicator = StandardDocument["indicators"][string];
export type DocumentDeadline = z.output<typeof Deadline>;
export type DocumentPromise = StandardDocument["promises"][number];
export type DocumentChoices = z.output<typeof Choices>;
export type DocumentParameter = z.output<typeof Parameter>;
