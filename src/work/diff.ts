import type { Day } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import type { Subject } from "#register/subject.ts";
import type { StandardDocument } from "#standard/document.ts";
import { fillIn } from "#standard/parameters.ts";
import { sayCondition } from "#standard/say.ts";
import { sayForm } from "#standard/say-form.ts";
import type { Standard, StandardPromise } from "#standard/standard.ts";
import { simulate } from "./duty/simulate.ts";
import { timelineOf } from "./duty/timeline.ts";

/** What another version changes, and for whom. */
export interface Difference {
  clauses: ClauseChange[];
  /** The other parts of the document. */
  others: { part: OtherPart; id: string; what: "added" | "gone" | "changed" }[];
  /** Promises whose circle changes, or that come or go. */
  reach: Reach[];
  /** Duties falling due, and acts, in the year from the day on, all done in time. */
  year: { role: string; before: Work; after: Work }[];
}

export interface ClauseChange {
  promise: string;
  title: Text;
  what: "added" | "gone" | "changed";
  parts: { part: ClausePart; before: Text; after: Text }[];
}

export type ClausePart = "words" | "form" | "condition" | "line" | "role" | "kept-by" | "shown" | "basis";

export interface Reach {
  promise: string;
  /** Ids of those to whom it begins to be owed, and of those to whom it no longer is. */
  gain: string[];
  lose: string[];
  keep: number;
}

interface Work {
  due: number;
  acts: number;
}

/** Compares two versions clause by clause, and on a register as it stands on a day, whatever day either takes effect. */
export function differenceBetween(
  before: Standard,
  after: Standard,
  subjects: Subject[],
  { on, until }: { on: Day; until: Day },
): Difference {
  return {
    ...textChanges(before, after),
    reach: reachChanges(before, after, subjects, on),
    year: workOfYear(before, after, subjects, on, until),
  };
}

/** What is written otherwise. */
export function textChanges(before: Standard, after: Standard): Pick<Difference, "clauses" | "others"> {
  return {
    clauses: clauseChanges(before, after),
    others: otherChanges(before.document, after.document),
  };
}

function clauseChanges(before: Standard, after: Standard): ClauseChange[] {
  const gone = before.promises.filter(({ localId }) => !promiseOf(after, localId));
  return [
    ...gone.map((promise): ClauseChange => ({ ...named(promise), what: "gone", parts: [] })),
    ...after.promises.flatMap((promise): ClauseChange[] => {
      const old = promiseOf(before, promise.localId);
      if (!old) return [{ ...named(promise), what: "added", parts: [] }];
      const parts = changedParts({ promise: old, standard: before }, { promise, standard: after });
      return parts.length === 0 ? [] : [{ ...named(promise), what: "changed", parts }];
    }),
  ];
}

interface Clause {
  promise: StandardPromise;
  standard: Standard;
}

function changedParts(before: Clause, after: Clause): ClauseChange["parts"] {
  return clauseParts.flatMap(({ part, compared, said }) =>
    compared(before) === compared(after) ? [] : [{ part, before: said(before), after: said(after) }],
  );
}

/** What of a clause is compared, and how it is said. */
const clauseParts: {
  part: ClausePart;
  compared: (clause: Clause) => string;
  said: (clause: Clause) => Text;
}[] = [
  {
    part: "words",
    compared: ({ promise }) => JSON.stringify([promise.title, promise.clause]),
    said: ({ promise }) => promise.clause,
  },
  { part: "form", compared: writtenForm, said: saidForm },
  {
    part: "condition",
    compared: ({ promise }) => `${promise.to}: ${promise.condition?.text ?? ""}`,
    said: ({ promise }) => sayCondition(promise.condition),
  },
  {
    part: "line",
    compared: ({ promise }) => promise.line.localId,
    said: ({ promise }) => promise.line.title,
  },
  {
    part: "role",
    compared: ({ promise }) => promise.by,
    said: ({ promise, standard }) => titleOf(standard.roles, promise.by),
  },
  {
    part: "kept-by",
    compared: ({ promise }) => [...promise.keptBy].sort().join(),
    said: ({ promise, standard }) => joined(promise.keptBy.map((kind) => titleOf(standard.records, kind))),
  },
  {
    part: "shown",
    compared: ({ promise }) => JSON.stringify(shown(promise)),
    said: ({ promise }) =>
      asText(
        shown(promise)
          .map(([role, facts]) => `${role}: ${facts.join(", ")}`)
          .join("; "),
      ),
  },
  {
    part: "basis",
    compared: ({ promise }) => JSON.stringify(promise.basis),
    said: ({ promise }) =>
      joined(
        promise.basis.map(({ title, article }) =>
          article === undefined
            ? title
            : { zh: `${title.zh} ${article}`, en: `${title.en ?? title.zh} ${article}` },
        ),
      ),
  },
];

const formKeys = ["every", "first", "lead", "each", "times", "within", "of", "on", "open"] as const;

/** The form as the standard writes it, its parameters filled in. */
function writtenForm({ promise, standard }: Clause): string {
  const written = standard.document.promises.find(({ id }) => id === promise.localId);
  const { values } = standard;
  return formKeys
    .flatMap((key) => {
      const value = written?.[key];
      return value === undefined ? [] : `${key}: ${fillIn(String(value), values)}`;
    })
    .join(", ");
}

function saidForm(clause: Clause): Text {
  const { promise, standard } = clause;
  const { zh, en } = sayForm(promise.form, promise.reads, standard.records);
  const written = writtenForm(clause);
  return { zh: `${zh}（${written}）`, en: `${en} (${written})` };
}

function shown({ shows }: StandardPromise): [string, string[]][] {
  return Object.entries(shows)
    .map(([role, facts]): [string, string[]] => [role, [...facts].sort()])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const otherParts = [
  "parameters",
  "roles",
  "records",
  "procedures",
  "rosters",
  "activities",
  "indicators",
  "reports",
] as const;
export type OtherPart = (typeof otherParts)[number] | "lines" | "facts";

function otherChanges(before: StandardDocument, after: StandardDocument): Difference["others"] {
  const changes = (part: OtherPart, old: Record<string, unknown>, now: Record<string, unknown>) =>
    [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((id): Difference["others"] => {
      if (JSON.stringify(old[id]) === JSON.stringify(now[id])) return [];
      return [{ part, id, what: !(id in old) ? "added" : id in now ? "changed" : "gone" }];
    });
  return [
    ...changes("lines", byId(before.lines), byId(after.lines)),
    ...changes("facts", factsOf(before), factsOf(after)),
    ...otherParts.flatMap((part) => changes(part, before[part], after[part])),
  ];
}

function byId(items: { id: string }[]): Record<string, unknown> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}

function factsOf({ facts }: StandardDocument): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([kind, own]) =>
      Object.entries(own).map(([id, fact]) => [`${kind}/${id}`, fact]),
    ),
  );
}

/** To whom each promise begins or ceases to be owed; where nothing changes it is left out. */
export function reachChanges(before: Standard, after: Standard, subjects: Subject[], on: Day): Reach[] {
  const ids = new Set([...before.promises, ...after.promises].map(({ localId }) => localId));
  const reach = new Map(
    [...ids].map((promise): [string, Reach] => [promise, { promise, gain: [], lose: [], keep: 0 }]),
  );
  for (const subject of subjects) {
    const facts = timelineOf(subject).on(on);
    const owedBy = (standard: Standard, id: string) => {
      const promise = promiseOf(standard, id);
      if (promise?.to !== subject.kind || subject.since > on) return false;
      return promise.condition === undefined || promise.condition.evaluate(facts) === true;
    };
    for (const [id, found] of reach) {
      const [was, is] = [owedBy(before, id), owedBy(after, id)];
      if (was && is) found.keep += 1;
      else if (is) found.gain.push(subject.id);
      else if (was) found.lose.push(subject.id);
    }
  }
  return [...reach.values()].filter(({ gain, lose }) => gain.length + lose.length > 0);
}

function workOfYear(
  before: Standard,
  after: Standard,
  subjects: Subject[],
  on: Day,
  until: Day,
): Difference["year"] {
  const asked = { from: on, until, rate: 1, seed: 1, adopted: on };
  // Side by side, as though each had been adopted on that day.
  const [old, now] = [before, after].map(
    (standard) => simulate({ ...standard, effective: on }, subjects, new Map(), asked).roles,
  );
  const roles = [...new Set([...(old ?? []), ...(now ?? [])].map(({ role }) => role))].sort();
  return roles.map((role) => ({ role, before: workOf(old, role), after: workOf(now, role) }));
}

function workOf(roles: ({ role: string } & Work)[] | undefined, role: string): Work {
  const { due = 0, acts = 0 } = roles?.find((each) => each.role === role) ?? {};
  return { due, acts };
}

function promiseOf({ promises }: Standard, localId: string): StandardPromise | undefined {
  return promises.find((promise) => promise.localId === localId);
}

function named({ localId, title }: StandardPromise): { promise: string; title: Text } {
  return { promise: localId, title };
}

function titleOf(things: { id: string; title: Text }[], id: string): Text {
  return things.find((thing) => thing.id === id)?.title ?? asText(id);
}

function joined(texts: Text[]): Text {
  return { zh: texts.map(({ zh }) => zh).join("、"), en: texts.map(({ zh, en }) => en ?? zh).join(", ") };
}

function asText(text: string): Text {
  return { zh: text, en: text };
}
