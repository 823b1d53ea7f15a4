import { parseSpan } from "#basics/deadline.ts";
import type { SubjectKind } from "#register/subject.ts";
import { countedFacts, kindOfSubject, procedureFacts } from "./case-facts.ts";
import { cited, conditionOf, required } from "./compiled.ts";
import {
  type DocumentDeadline,
  type DocumentIndicator,
  type DocumentProcedure,
  type StandardDocument,
  WorkCalendar as CalendarShape,
  everyDayOff,
} from "./document.ts";
import { fieldsOf } from "./fields.ts";
import { type HoursSpan, parseHours } from "./hours.ts";
import { type ParameterValues, fillIn, sayFilledIn } from "./parameters.ts";
import type {
  Activity,
  Basis,
  Condition,
  Counted,
  Deadline,
  Fact,
  Guard,
  Indicator,
  Line,
  Move,
  Procedure,
  Report,
  Roster,
  Stage,
  Standard,
  WorkCalendar,
} from "./standard.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** What is made already when the parts that run on promises, lines and facts are compiled. */
interface Made {
  document: StandardDocument;
  values: ParameterValues;
  facts: Fact[];
  lines: Line[];
  basis: Basis[];
}

/** Everything beside the promises: how cases run, who is on call, what is counted and reported. */
export function runningParts(
  made: Made,
): Pick<Standard, "calendar" | "procedures" | "rosters" | "activities" | "indicators" | "reports"> {
  const { document } = made;
  return {
    calendar: calendarOf(document),
    procedures: Object.entries(document.procedures).map(([id, each]) => procedureOf(id, each, made)),
    rosters: Object.entries(document.rosters).map(([id, each]): Roster => ({
      id,
      ...each,
      covers: coverOf(each.covers),
    })),
    activities: Object.entries(document.activities).map(([id, each]): Activity => {
      const line = lineOf(each.line, made);
      return {
        id,
        ...each,
        line,
        colour: each.colour ?? line?.colour ?? "grey",
        basis: cited(each.basis, made.basis),
      };
    }),
    indicators: Object.entries(document.indicators).map(([id, each]) => indicatorOf(id, each, made)),
    reports: Object.entries(document.reports).map(([id, { title, each, by, file }]): Report => {
      const en = file.en === undefined ? undefined : document.templates[file.en];
      return {
        id: `${document.standard}/${id}`,
        localId: id,
        standard: document.standard,
        title,
        each,
        ...(by !== undefined && { by }),
        template: { zh: document.templates[file.zh] ?? "", ...(en !== undefined && { en }) },
      };
    }),
  };
}

function calendarOf(document: StandardDocument): WorkCalendar {
  const { night, holiday, office, hours, rollOver } = document.calendar ?? CalendarShape.parse({});
  const read = parseHours(office);
  if ("fault" in read) throw new Error(`office hours that were never checked: ${office}`);
  return {
    night: required(parseNight(night)),
    weekendsAreHolidays: holiday === everyDayOff,
    office: read.hours,
    hours,
    rollOver,
  };
}

/** "22:00-06:00": one span, the same every day. */
export function parseNight(text: string): HoursSpan | undefined {
  const read = /^[\d:-]+$/.test(text) ? parseHours(text) : { fault: 0 };
  return "fault" in read ? undefined : read.hours.week[0]?.[0];
}

function coverOf(covers: string): Roster["covers"] {
  if (covers === "night" || covers === "holiday" || covers === "office") return covers;
  const read = parseHours(covers);
  if ("fault" in read) throw new Error(`hours that were never checked: ${covers}`);
  return read.hours;
}

function procedureOf(id: string, declared: DocumentProcedure, made: Made): Procedure {
  const { document, values } = made;
  const known = procedureFacts(document, id);
  const line = lineOf(declared.line, made);
  const fields = fieldsOf(declared.fields);
  const { title, about, anonymous, opens, start, stages, ends, within, from, reopen, shows } = declared;
  const guards = [
    ...fields.flatMap((field) => field.guard ?? []),
    ...guardsOf([line?.condition], lineFacts(line, made)),
  ];
  return {
    id: `${document.standard}/${id}`,
    localId: id,
    standard: document.standard,
    title,
    clause: sayFilledIn(declared.clause ?? title, values),
    line,
    colour: declared.colour ?? line?.colour ?? "grey",
    about,
    anonymous,
    fields,
    opens: { by: listOf(opens.by), asks: opens.asks },
    start: listOf(start),
    stages: Object.entries(stages).map(([stage, each]): Stage => {
      const holders = listOf(each.by);
      return {
        id: stage,
        title: each.title,
        by: holders,
        asks: each.asks,
        within: deadlinesOf(each.within, values, known),
        ...(each.extend && { extend: { by: spanOf(each.extend.by, values), times: each.extend.times } }),
        joins: each.joins,
        moves: Object.entries(each.moves).map(
          ([move, { title: name, to, end, by, when, needs, returns }]): Move => ({
            id: move,
            title: name,
            to: to === undefined ? [] : listOf(to),
            ...(end !== undefined && { end }),
            by: by === undefined ? holders : listOf(by),
            condition: conditionOf(when, values, known),
            needs,
            returns,
          }),
        ),
        basis: cited(each.basis, made.basis),
      };
    }),
    ends: Object.entries(ends).map(([end, words]) => ({ id: end, title: words })),
    within: deadlinesOf(within, values, known),
    ...(from !== undefined && { from }),
    ...(reopen && {
      reopen: { within: spanOf(reopen.within, values), to: reopen.to, by: listOf(reopen.by) },
    }),
    shows,
    guards: sorted(guards),
    basis: cited(declared.basis, made.basis),
  };
}

function deadlinesOf(
  declared: DocumentDeadline | undefined,
  values: ParameterValues,
  known: Fact[],
): Deadline[] {
  if (declared === undefined) return [];
  if (typeof declared === "string") return [{ condition: undefined, span: spanOf(declared, values) }];
  return declared.map(({ when, is }) => ({
    condition: conditionOf(when, values, known),
    span: spanOf(is, values),
  }));
}

function spanOf(text: string, values: ParameterValues): Deadline["span"] {
  return required(parseSpan(fillIn(text, values)));
}

function indicatorOf(id: string, declared: DocumentIndicator, made: Made): Indicator {
  const { document, values } = made;
  const { measure, counted } = measureOf(declared);
  const kind = counted === "subject" ? kindNamed(declared.where ?? "") : undefined;
  const known = indicatorFacts(document, made.facts, counted, kind);
  const [where, that] = [
    conditionOf(declared.where, values, known),
    conditionOf(declared.that, values, known),
  ];
  const field = known.find((fact) => fact.id === declared.of);
  return {
    id: `${document.standard}/${id}`,
    localId: id,
    standard: document.standard,
    title: declared.title,
    measure,
    counted,
    ...(kind && { kind }),
    where,
    that,
    ...(declared.of !== undefined && { of: declared.of }),
    ...(declared.distinct && { distinct: declared.distinct }),
    per: declared.per,
    ...(declared.unit && { unit: declared.unit }),
    guards: sorted([...guardsOf([where, that], known), ...(field?.guard ? [field.guard] : [])]),
  };
}

/** In which of four ways an indicator counts, and what. A checked one says exactly one. */
export function measureOf(declared: DocumentIndicator): { measure: Indicator["measure"]; counted: Counted } {
  for (const measure of ["count", "sum", "average", "rate"] as const) {
    const counted = declared[measure];
    if (counted !== undefined) return { measure, counted };
  }
  throw new Error("an indicator that was never checked");
}

/** The kind that the condition of an indicator over subjects begins with: `kind == "person"`. */
export function kindNamed(where: string): SubjectKind | undefined {
  const name = /^\s*kind\s*==\s*["']([a-z]+)["']\s*(?:&&|$)/.exec(where)?.[1];
  return kindOfSubject.choices?.find((each) => each.id === name)?.id as SubjectKind | undefined;
}

/** What the conditions of an indicator may name. */
export function indicatorFacts(
  document: StandardDocument,
  facts: Fact[],
  counted: Counted,
  kind: SubjectKind | undefined,
): Fact[] {
  const known = countedFacts(document, counted);
  return kind ? [...known, ...vocabularyOf(facts)[kind].filter((fact) => fact.id !== "kind")] : known;
}

function lineOf(id: string | undefined, { lines }: Made): Line | undefined {
  return id === undefined ? undefined : required(lines.find((each) => each.localId === id));
}

function lineFacts(line: Line | undefined, { facts }: Made): Fact[] {
  return line ? vocabularyOf(facts)[line.serves] : [];
}

function guardsOf(conditions: (Condition | undefined)[], known: Fact[]): Guard[] {
  const read = new Set(conditions.flatMap((condition) => condition?.facts ?? []));
  return known.filter((fact) => read.has(fact.id)).flatMap((fact) => fact.guard ?? []);
}

function sorted(guards: Guard[]): Guard[] {
  return [...new Set(guards)].sort();
}

function listOf(one: string | string[]): string[] {
  return typeof one === "string" ? [one] : one;
}
