import { dayOf } from "#basics/day.ts";
import { type Duration, parseDuration } from "#basics/duration.ts";
import { runningParts } from "./compile-running.ts";
import { cited, conditionOf, required } from "./compiled.ts";
import { bothConditions, readDateExpression } from "./condition.ts";
import type { DocumentPromise, StandardDocument } from "./document.ts";
import { fieldsOf } from "./fields.ts";
import { parseHours } from "./hours.ts";
import { type ParameterValues, fillIn, parameterValues, sayFilledIn } from "./parameters.ts";
import type {
  Condition,
  DateExpression,
  Fact,
  Form,
  Line,
  RecordKind,
  Standard,
  StandardPromise,
  Start,
} from "./standard.ts";
import { factsOf, vocabularyOf } from "./vocabulary.ts";

/**
 * Makes a checked document ready to run, with the parameters an office tuned.
 * @throws Error on a document that `readStandard` would not have let pass, or a parameter outside its floor.
 */
export function compileStandard(
  document: StandardDocument,
  parameters: Record<string, unknown> = {},
): Standard {
  const values = parameterValues(document.parameters, parameters);
  const facts = factsOf(document);
  const vocabulary = vocabularyOf(facts);
  const basis = document.basis.map(({ id, title, ref, verified }) => ({
    id,
    title,
    ...(ref !== undefined && { ref }),
    ...(verified && { verified }),
  }));
  const lines = document.lines.map((line): Line => {
    const condition = conditionOf(line.when, values, vocabulary[line.serves]);
    const { title, colour, serves } = line;
    return { id: `${document.standard}/${line.id}`, localId: line.id, title, colour, serves, condition };
  });
  const promises = document.promises.map((promise, index): StandardPromise => {
    const line = required(lines.find((each) => each.localId === promise.line));
    const known = vocabulary[promise.to];
    const condition = bothConditions(line.condition, conditionOf(promise.when, values, known));
    const form = formOf(promise, values, known);
    const reads = readsOf(condition, form, known);
    return {
      id: `${document.standard}/${promise.id}`,
      localId: promise.id,
      standard: document.standard,
      title: promise.title,
      clause: sayFilledIn(promise.clause ?? promise.title, values),
      number: index + 1,
      line,
      colour: promise.colour ?? line.colour,
      to: promise.to,
      by: promise.by,
      keptBy: promise.keptBy,
      form,
      condition,
      reads,
      guards: [...new Set(reads.flatMap((fact) => fact.guard ?? []))].sort(),
      shows: promise.shows,
      basis: cited(promise.basis, basis),
    };
  });
  return {
    id: document.standard,
    version: document.version,
    title: document.title,
    effective: dayOf(document.effective),
    document,
    values,
    basis,
    colours: Object.entries(document.colours).map(([id, title]) => ({ id, title })),
    roles: Object.entries(document.roles).map(([id, role]) => ({ id, ...role })),
    facts,
    lines,
    records: recordsOf(document),
    promises,
    ...runningParts({ document, values, facts, lines, basis }),
  };
}

/** What starts a `within`: "eligible", "fact:releaseDate", "record:discharge", "change:callNumbers". */
export function parseStart(text: string): Start | undefined {
  if (text === "eligible") return { kind: "eligible" };
  const match = /^(fact|record|change):(.+)$/.exec(text);
  const name = match?.[2] ?? "";
  if (match?.[1] === "fact") return { kind: "fact", fact: name };
  if (match?.[1] === "record") return { kind: "record", record: name };
  return match?.[1] === "change" ? { kind: "change", fact: name } : undefined;
}

function formOf(promise: DocumentPromise, values: ParameterValues, known: Fact[]): Form {
  const duration = (text: string | undefined) =>
    text === undefined ? undefined : required(parseDuration(fillIn(text, values)));
  const lead = duration(promise.lead);
  if (promise.every !== undefined) {
    const first = duration(promise.first);
    const interval = required(duration(promise.every));
    return { kind: "every", interval, ...(first && { first }), ...(lead && { lead }) };
  }
  if (promise.each !== undefined) {
    const times = Number(fillIn(String(promise.times ?? 1), values));
    return { kind: "each", period: promise.each, times };
  }
  if (promise.within !== undefined) {
    const of = required(parseStart(promise.of ?? "eligible"));
    return { kind: "within", interval: required(duration(promise.within)), of };
  }
  if (promise.on !== undefined) {
    return { kind: "on", date: dateOf(fillIn(promise.on, values), known), lead: lead ?? week };
  }
  const read = parseHours(fillIn(required(promise.open), values));
  if ("fault" in read) throw new Error(`opening hours that were never checked: ${promise.open}`);
  return { kind: "open", hours: read.hours };
}

/** A dated duty opens seven days before, unless it says otherwise. */
const week: Duration = { months: 0, days: 7 };

function dateOf(text: string, known: Fact[]): DateExpression {
  const read = readDateExpression(text, known);
  if ("fault" in read) throw new Error(`a date that was never checked: ${text}`);
  return read.date;
}

function readsOf(condition: Condition | undefined, form: Form, known: Fact[]): Fact[] {
  const names = new Set(condition?.facts);
  if (form.kind === "on") for (const name of form.date.facts) names.add(name);
  if (form.kind === "within" && (form.of.kind === "fact" || form.of.kind === "change")) {
    names.add(form.of.fact);
  }
  return known.filter((fact) => names.has(fact.id));
}

function recordsOf(document: StandardDocument): RecordKind[] {
  return Object.entries(document.records).map(([id, { title, about, fields, alsoCalled }]) => ({
    id,
    title,
    ...(alsoCalled && { alsoCalled }),
    about,
    fields: fieldsOf(fields),
  }));
}
