import { calendarWith } from "#basics/calendar.ts";
import type { Calendar, CalendarYear } from "#basics/calendar.ts";
import { dayOf } from "#basics/day.ts";
import type { Day } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { builtInFacts } from "#register/built-in-facts.ts";
import type { SubjectKind } from "#register/subject.ts";
import type {
  Fact,
  Line,
  Procedure,
  RecordKind,
  Role,
  Standard,
  StandardPromise,
} from "#standard/standard.ts";
import { isVeiled, rolesIn, veilOf } from "./case/course.ts";
import type { PromiseInForce } from "./duty/duty.ts";

/** A version of a standard, and the day from which the office runs by it. */
export interface AdoptedStandard {
  standard: Standard;
  /** "YYYY-MM-DD" */
  from: string;
}

export interface Area {
  id: string;
  title: Text;
}

/** All that an office has bound itself to, in the form in which commands and duties ask for it. Read-only. */
export interface OfficeRules {
  office: string;
  title: Text;
  zone: string;
  areas: Area[];
  /** Which days are worked here: the years the program knows, and those this office entered. */
  legal: Calendar;
  /** The newest version of each standard adopted. */
  standards: Standard[];
  /** Every version ever adopted, as "id@version". */
  versions: string[];
  /** All adoptions in the order of their days, those to come included. */
  adopted: AdoptedStandard[];
  /** A version that the office adopts or once adopted: cases run by the one they were opened under. */
  standardOf(id: string, version: string): Standard | undefined;
  /** The version in force on a day: what is opened on it runs by that one. */
  standardOn(id: string, day: Day): Standard | undefined;
  /** The procedures of the newest versions. */
  procedures: Procedure[];
  /** Those of every version ever adopted, with the version: open cases go on by theirs. */
  everyProcedure: { procedure: Procedure; version: string }[];
  promises: Map<string, PromiseInForce>;
  /**
   * Every promise ever made, as the last version that makes it has it, the one to come included: until its day, what it drops is
   * still owed, and what was owed is still read. Guarded where any version was: what was kept under guard stays so.
   */
  everyPromise: StandardPromise[];
  promise(id: string): StandardPromise | undefined;
  promisesTo(kind: SubjectKind): PromiseInForce[];
  lines: Line[];
  roles: Map<string, Role>;
  records: Map<string, RecordKind>;
  /** Built-in and declared facts of a kind of subject. */
  factsOf(kind: SubjectKind): Fact[];
  fact(kind: SubjectKind, id: string): Fact | undefined;
  /** Does a record of this kind keep a promise that is guarded? Then what it says is sealed. */
  keepsGuarded(recordKind: string): boolean;
  /** Does any promise, in any version, ask how many live in a household? */
  countsHouseholds: boolean;
}

/** The role that runs an office; every other comes from a standard. */
export const secretary: Role = {
  id: "secretary",
  title: { zh: "社区书记", en: "Secretary" },
  outside: false,
};

/** A body above it: figures, and of the cases those that come up to a role of its own. */
export const supervisor: Role = {
  id: "supervisor",
  title: { zh: "上级查看", en: "Supervisor" },
  outside: true,
  sees: "figures",
};

/** Whoever checks the record: every entry, when and by whom; what is sealed stays sealed. */
export const auditor: Role = {
  id: "auditor",
  title: { zh: "审计", en: "Auditor" },
  outside: true,
  sees: "journal",
};

/** Excuses and declines are records like others, so that they can be struck and are part of the one timeline. */
export const builtInRecords: RecordKind[] = [
  {
    id: "excuse",
    title: { zh: "暂缓", en: "Excused" },
    about: ["person", "household", "unit", "place"],
    fields: [
      { id: "reason", label: { zh: "原因", en: "Reason" }, type: "text", required: true },
      { id: "until", label: { zh: "至", en: "Until" }, type: "date", required: true },
      { id: "promise", label: { zh: "承诺", en: "Promise" }, type: "text", required: false },
    ],
  },
  {
    id: "decline",
    title: { zh: "本人谢绝", en: "Declined" },
    about: ["person", "household", "unit", "place"],
    fields: [
      { id: "reason", label: { zh: "本人的话", en: "Their word" }, type: "text", required: true },
      { id: "until", label: { zh: "至", en: "Until" }, type: "date", required: true },
      { id: "promise", label: { zh: "承诺", en: "Promise" }, type: "text", required: true },
    ],
  },
];

export function officeRules(
  office: { id: string; title: Text; zone: string; areas: Area[]; announced?: CalendarYear[] },
  adopted: AdoptedStandard[],
): OfficeRules {
  const ascending = [...adopted].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const newest = new Map(ascending.map(({ standard }) => [standard.id, standard]));
  const standards = [...newest.values()];
  const legal = calendarWith(office.announced ?? []);
  const promises = promisesInForce(ascending, legal);
  const current = new Map([...promises].map(([id, { versions }]) => [id, asLastMade(versions)]));
  const facts = new Map<string, Fact>();
  for (const fact of [...builtInFacts, ...standards.flatMap((standard) => standard.facts)])
    facts.set(`${fact.of}/${fact.id}`, fact);
  const guardedKinds = new Set(
    [...current.values()].filter((promise) => promise.guards.length > 0).flatMap((promise) => promise.keptBy),
  );
  return {
    office: office.id,
    title: office.title,
    zone: office.zone,
    areas: office.areas,
    legal,
    standards,
    adopted: ascending,
    versions: ascending.map(({ standard }) => `${standard.id}@${standard.version}`),
    standardOf: (id, version) =>
      ascending.find(({ standard }) => standard.id === id && standard.version === version)?.standard,
    standardOn: (id, day) =>
      ascending.findLast(({ standard, from }) => standard.id === id && dayOf(from) <= day)?.standard,
    procedures: standards.flatMap((standard) => standard.procedures),
    everyProcedure: ascending.flatMap(({ standard: { procedures, version } }) =>
      procedures.map((procedure) => ({ procedure, version })),
    ),
    promises,
    everyPromise: [...current.values()],
    promise: (id) => current.get(id),
    promisesTo: (kind) =>
      [...promises.values()].filter(({ versions }) => versions.at(-1)?.promise.to === kind),
    lines: standards.flatMap((standard) => standard.lines),
    roles: new Map(
      [secretary, ...standards.flatMap((standard) => standard.roles), supervisor, auditor].map((role) => [
        role.id,
        role,
      ]),
    ),
    records: new Map(
      [...builtInRecords, ...standards.flatMap((standard) => standard.records)].map((kind) => [
        kind.id,
        kind,
      ]),
    ),
    factsOf: (kind) => [...facts.values()].filter((fact) => fact.of === kind),
    fact: (kind, id) => facts.get(`${kind}/${id}`),
    keepsGuarded: (kind) => guardedKinds.has(kind),
    countsHouseholds: [...promises.values()].some(({ versions }) =>
      versions.some(({ promise }) => promise.reads.some(({ id }) => id.startsWith("household."))),
    ),
  };
}

function asLastMade(versions: PromiseInForce["versions"]): StandardPromise {
  const last = versions.at(-1)?.promise;
  if (last === undefined) throw new Error("a promise without a version");
  const guards = [...new Set(versions.flatMap(({ promise }) => promise.guards))].sort();
  return { ...last, guards };
}

function promisesInForce(ascending: AdoptedStandard[], legal: Calendar): Map<string, PromiseInForce> {
  const promises = new Map<string, PromiseInForce>();
  for (const { standard, from } of ascending) {
    // A promise that this version no longer makes ends here.
    for (const known of promises.values())
      if (
        known.versions.at(-1)?.promise.standard === standard.id &&
        !standard.promises.some(({ id }) => id === known.id)
      )
        known.ended ??= dayOf(from);
    for (const promise of standard.promises) {
      const known = promises.get(promise.id);
      if (known === undefined)
        promises.set(promise.id, {
          id: promise.id,
          adopted: dayOf(from),
          versions: [{ from: dayOf(from), promise }],
          legal,
        });
      else {
        // Of two adoptions for one day the later one counts.
        if (known.versions.at(-1)?.from === dayOf(from)) known.versions.pop();
        known.versions.push({ from: dayOf(from), promise });
      }
    }
  }
  return promises;
}

/** The guarded promises that someone with these roles acts on. */
export function guardedPromisesOf(rules: OfficeRules, roles: string[]): string[] {
  return rules.everyPromise
    .filter((promise) => promise.guards.length > 0)
    .filter((promise) => roles.some((role) => promise.by === role || role in promise.shows))
    .map((promise) => promise.id);
}

/** How many a guarded promise concerns is known to those who act on it; to others they are in totals alone. */
export function isTold(rules: OfficeRules, roles: string[], promise: string): boolean {
  const isGuarded = (rules.promise(promise)?.guards.length ?? 0) > 0;
  return !isGuarded || guardedPromisesOf(rules, roles).includes(promise);
}

/** The veiled procedures in which someone with these roles acts, in each version by itself: its cases are theirs to see. */
export function veiledProceduresOf(rules: OfficeRules, roles: string[]): string[] {
  return rules.everyProcedure
    .filter(({ procedure }) => isVeiled(procedure) && roles.some((role) => rolesIn(procedure).has(role)))
    .map(({ procedure, version }) => veilOf(procedure.id, version));
}

/** The guarded promises that a kind of record keeps, if it keeps no others: then that there is one tells of them. */
export function guardedOnly(rules: OfficeRules, recordKind: string): string[] {
  const kept = rules.everyPromise.filter(({ keptBy }) => keptBy.includes(recordKind));
  return kept.every(({ guards }) => guards.length > 0) ? kept.map(({ id }) => id) : [];
}

/**
 * Does anything guarded open to somebody with these roles? Then a password alone does not let them in. The secretary gives the
 * posts, to themselves too, and so reaches all of it.
 */
export function reachesGuarded(rules: OfficeRules, roles: string[]): boolean {
  return (
    roles.includes(secretary.id) ||
    guardedFactsOf(rules, roles).length > 0 ||
    guardedPromisesOf(rules, roles).length > 0 ||
    veiledProceduresOf(rules, roles).length > 0
  );
}

/** The guarded facts that a promise shows to someone with these roles, as "person/phone". */
export function guardedFactsOf(rules: OfficeRules, roles: string[]): string[] {
  const shown = new Set<string>();
  for (const promise of rules.standards.flatMap((standard) => standard.promises))
    for (const role of roles)
      for (const fact of promise.shows[role] ?? []) shown.add(`${promise.to}/${fact}`);
  return [...shown].filter((name) => {
    const [kind, id] = name.split("/") as [SubjectKind, string];
    return rules.fact(kind, id)?.guard !== undefined;
  });
}
