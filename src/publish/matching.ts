import type { Reader } from "#record/views/reader.ts";
import type { Indicator, Standard } from "#standard/standard.ts";
import { concerned } from "./concerned.ts";
import type { Concerned, Wanted } from "./concerned.ts";
import { lookedAt } from "./counted.ts";
import { ofItsSubject } from "./thing.ts";
import type { CaseDay, Looked, Thing } from "./thing.ts";
import type { Stretch } from "./period.ts";

export interface One {
  indicator: Indicator;
  standard: Standard;
}

export function indicatorsOf(reader: Reader): One[] {
  return reader.office.rules.standards.flatMap((standard) =>
    standard.indicators.map((indicator) => ({ indicator, standard })),
  );
}

/** What was looked at so far in one answer: indicators that count the same share it. */
export interface Desk {
  reader: Reader;
  engine: boolean;
  looked: Map<string, Promise<Looked>>;
  matched: Map<string, Promise<Matched>>;
  /** Reads whom things concern. */
  known: (ids: string[] | undefined, wanted: Wanted) => Promise<Map<string, Concerned>>;
}

export function deskOf(reader: Reader, engine: boolean): Desk {
  const known: Desk["known"] = (ids, wanted) => concerned(reader, ids, wanted);
  return { reader, engine, looked: new Map(), matched: new Map(), known };
}

/**
 * The same desk for many stretches and indicators: what any of them asks of people, with its whole history, is read once.
 * Twelve months of the sample's 26 indicators otherwise read everybody some eighty times.
 */
export function sharing(desk: Desk): Desk {
  const all = indicatorsOf(desk.reader);
  const facts = all.flatMap(({ indicator }) =>
    namesRead(indicator).filter((name) => indicator.counted === "subject" || ofItsSubject.includes(name)),
  );
  const wanted = {
    facts: [...new Set(facts)],
    households: all.some(({ indicator }) => indicator.distinct === "household"),
  };
  let read: Promise<Map<string, Concerned>> | undefined;
  return { ...desk, known: () => (read ??= desk.known(undefined, wanted)) };
}

export async function lookFor(desk: Desk, { indicator, standard }: One, stretch: Stretch): Promise<Looked> {
  const caseDay = caseDayOf(indicator);
  const key = [standard.id, indicator.counted, caseDay, stretch.first, stretch.last].join(" ");
  let looked = desk.looked.get(key);
  if (looked === undefined) {
    const alike = standard.indicators.filter(
      (each) => each.counted === indicator.counted && caseDayOf(each) === caseDay,
    );
    const reads = new Set(alike.flatMap(namesRead));
    const households = alike.some(({ distinct }) => distinct === "household");
    looked = lookedAt({ ...desk, standard, stretch, reads, households, caseDay }, indicator.counted);
    desk.looked.set(key, looked);
  }
  return looked;
}

function namesRead({ where, that, of, per }: Indicator): string[] {
  return [...(where?.facts ?? []), ...(that?.facts ?? []), ...(of === undefined ? [] : [of]), ...per];
}

const endings = ["end", "endedOn", "outcome"];

/**
 * Cases count in the period in which they were opened; where a condition asks how they ended, in that in which they
 * did; and the share in time looks at those that ended and those that stood overdue, as the kept rate does.
 */
function caseDayOf(indicator: Indicator): CaseDay {
  if (indicator.counted !== "case") return "opened";
  if (isInTime(indicator)) return "time";
  return namesRead(indicator).some((name) => endings.includes(name)) ? "ended" : "opened";
}

/** A rate of duties or cases that says no `that`: kept, or in time. */
export function isInTime({ measure, counted: of, that }: Indicator): boolean {
  return measure === "rate" && that === undefined && (of === "duty" || of === "case");
}

export interface Matched {
  things: Thing[];
  concerned: Map<string, Concerned>;
}

export function matching(desk: Desk, one: One, stretch: Stretch): Promise<Matched> {
  const key = [one.indicator.id, stretch.first, stretch.last].join(" ");
  const matched = desk.matched.get(key) ?? match(desk, one, stretch);
  desk.matched.set(key, matched);
  return matched;
}

async function match(desk: Desk, one: One, stretch: Stretch): Promise<Matched> {
  const { things, concerned } = await lookFor(desk, one, stretch);
  const { where, measure, of } = one.indicator;
  return {
    concerned,
    things: things.filter(
      (thing) =>
        (where === undefined || where.evaluate(thing) === true) &&
        // What has no value to add is not among what a sum or an average counts.
        ((measure !== "sum" && measure !== "average") || typeof thing.value(of ?? "") === "number"),
    ),
  };
}

/** Of a subject indicator, those of its kind: a figure of persons did not look at shops. */
export function isOfKind({ counted: of, kind }: Indicator, thing: Thing): boolean {
  return of !== "subject" || kind === undefined || thing.of === kind;
}

export function meets(indicator: Indicator, thing: Thing): boolean {
  if (isInTime(indicator)) return thing.outcome === "kept";
  return indicator.that?.evaluate(thing) === true;
}

export function addsOf({ measure, of }: Indicator, thing: Thing): number | null {
  if (measure !== "sum" && measure !== "average") return null;
  const value = thing.value(of ?? "");
  return typeof value === "number" ? value : null;
}
