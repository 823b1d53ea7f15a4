import { z } from "zod";

// The shape of a standard's document, after its files are merged. What the parts mean is language.md's; what a
// shape cannot say (does this role exist? does this condition hold together?) is looked at in check.ts.

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
});

const RecordKind = z.strictObject({
  title: Text,
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

export const documentShape = z.strictObject({
  standard: Id,
  version: z.string().min(1),
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
});

/** What several standards share: only facts, records and roles. */
export const commonShape = documentShape
  .pick({ roles: true, facts: true, records: true })
  .extend({ standard: Id.optional(), version: z.string().optional(), title: Text.optional() });

/**
 * A standard's document as plain JSON: checked in shape, defaults filled, the shared parts merged in, `${parameter}`
 * still inside. It is stored, hashed and journalled when an office adopts it.
 */
export type StandardDocument = z.output<typeof documentShape>;
export type DocumentPromise = StandardDocument["promises"][number];
export type DocumentChoices = z.output<typeof Choices>;
export type DocumentParameter = z.output<typeof Parameter>;
