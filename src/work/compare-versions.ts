import type { Text } from "#basics/text.ts";
import { builtInFacts } from "#register/built-in-facts.ts";
import { sayParameter } from "#standard/parameters.ts";
import { sayForm } from "#standard/say-form.ts";
import type { StandardDocument } from "#standard/document.ts";
import type { Standard, StandardPromise } from "#standard/standard.ts";
import { secretary } from "./office-rules.ts";
import { type ClauseChange, type OtherPart, textChanges } from "./diff.ts";

/** Two versions beside one another, for reading. */
export interface VersionsCompared {
  clauses: ClauseCompared[];
  others: { part: OtherPart; id: string; title: Text; what: ClauseChange["what"] }[];
  parameters: { id: string; title: Text; before: Text | null; after: Text | null }[];
  /** How many clauses are as they were. */
  same: number;
}

export interface ClauseCompared extends ClauseChange {
  /** As the later version counts; of one that is gone, as the earlier did. */
  number: number;
  colour: string;
  line: Text;
  /** The sentence in each; null where there is no such clause. */
  sentence: { before: Text | null; after: Text | null };
}

export function compareVersions(before: Standard, after: Standard): VersionsCompared {
  const { clauses, others } = textChanges(before, after);
  const written = clauses.filter(({ what }) => what !== "gone").length;
  return {
    clauses: clauses.flatMap((change) => {
      const [old, now] = [before, after].map((standard) => promiseOf(standard, change.promise));
      const shown = now ?? old;
      if (shown === undefined) return [];
      return {
        ...change,
        parts: change.parts.map((part) => saidForPeople(part, old, before, now, after)),
        number: shown.number,
        colour: shown.colour,
        line: shown.line.title,
        sentence: { before: old?.clause ?? null, after: now?.clause ?? null },
      };
    }),
    others: others
      .filter(({ part }) => part !== "parameters")
      .map((other) => ({
        ...other,
        title: titleIn(after.document, other.part, other.id) ??
          titleIn(before.document, other.part, other.id) ?? { zh: other.id, en: other.id },
      })),
    parameters: parameterChanges(before, after),
    same: after.promises.length - written,
  };
}

/** A difference as a reader of the standard is told it: how its author writes days and names is left out where it can be. */
function saidForPeople(
  change: ClauseChange["parts"][number],
  old: StandardPromise | undefined,
  before: Standard,
  now: StandardPromise | undefined,
  after: Standard,
): ClauseChange["parts"][number] {
  if (old === undefined || now === undefined) return change;
  if (change.part === "shown")
    return { ...change, before: sayShown(old, before), after: sayShown(now, after) };
  if (change.part !== "form") return change;
  const was = sayForm(old.form, old.reads, before.records);
  const is = sayForm(now.form, now.reads, after.records);
  return was.zh === is.zh ? change : { ...change, before: was, after: is };
}

/** “社区工作者可看电话；书记可看电话”. */
function sayShown({ shows, to }: StandardPromise, { roles, facts }: Standard): Text {
  const said = Object.entries(shows).map(([id, names]) => {
    const role =
      roles.find((each) => each.id === id)?.title ?? (id === secretary.id ? secretary.title : { zh: id });
    const labels = names.map(
      (name) =>
        [...builtInFacts, ...facts].find((fact) => fact.of === to && fact.id === name)?.label ?? { zh: name },
    );
    return {
      zh: `${role.zh}可看${labels.map(({ zh }) => zh).join("、")}`,
      en: `${role.en ?? role.zh}: ${labels.map(({ zh, en }) => en ?? zh).join(", ")}`,
    };
  });
  return { zh: said.map(({ zh }) => zh).join("；"), en: said.map(({ en }) => en).join("; ") };
}

function parameterChanges(before: Standard, after: Standard): VersionsCompared["parameters"] {
  const ids = new Set([...Object.keys(before.values), ...Object.keys(after.values)]);
  return [...ids].flatMap((id) => {
    const [old, now] = [before.values[id], after.values[id]];
    if (old === now) return [];
    const declared = after.document.parameters[id] ?? before.document.parameters[id];
    return {
      id,
      title: declared?.title ?? { zh: id, en: id },
      before: old === undefined ? null : sayParameter(old),
      after: now === undefined ? null : sayParameter(now),
    };
  });
}

/** What a part of the document is called in it. */
function titleIn(document: StandardDocument, part: OtherPart, id: string): Text | undefined {
  if (part === "lines") return document.lines.find((line) => line.id === id)?.title;
  if (part === "facts") {
    const [kind = "", fact = ""] = id.split("/");
    return document.facts[kind as keyof StandardDocument["facts"]]?.[fact]?.label;
  }
  return document[part][id]?.title;
}

function promiseOf({ promises }: Standard, localId: string): StandardPromise | undefined {
  return promises.find((promise) => promise.localId === localId);
}
