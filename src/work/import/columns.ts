import type { Text } from "#basics/text.ts";
import { builtInFacts } from "#register/built-in-facts.ts";
import type { SubjectKind } from "#register/subject.ts";
import { headings, headingsOfKind } from "./words.ts";

/** A fact as far as a ledger needs it; declared and built-in facts both have this shape. */
export interface FactShape {
  id: string;
  of: SubjectKind;
  label: Text;
  type: string;
  choices?: { id: string; title: Text }[];
  guard?: string;
  alsoCalled: readonly string[];
}

/** What a column of a ledger can be. */
export interface Column {
  /** A fact id, or one of "code", "name", "household", "since". */
  fact: string;
  label: Text;
  type: string;
  choices?: { id: string; title: Text }[];
  guard?: string;
  /** Headings it goes by, the likeliest first. */
  names: string[];
}

/** Types that cannot stand in a cell of text. */
const notInCells = new Set(["photo", "file", "signature", "location", "subject"]);

/** Every column that a ledger of this kind can have: code, name and the like, built-in facts, then `facts`. */
export function columnsOf(kind: SubjectKind, facts: readonly FactShape[]): Column[] {
  const columns: Column[] = [
    fixed(kind, "code", { zh: "编号", en: "Code" }, "code"),
    fixed(kind, "name", kind === "person" ? { zh: "姓名", en: "Name" } : { zh: "名称", en: "Name" }, "name"),
    fixed(kind, "since", { zh: "登记日期", en: "Registered on" }, "date"),
  ];
  if (kind === "person")
    columns.push(fixed(kind, "household", { zh: "户编号", en: "Household code" }, "code"));
  for (const { id, of, label, type, choices, guard, alsoCalled } of [...builtInFacts, ...facts]) {
    if (of !== kind || notInCells.has(type) || columns.some(({ fact }) => fact === id)) continue;
    const column: Column = {
      fact: id,
      label,
      type,
      names: [label.zh, ...(label.en ? [label.en] : []), ...alsoCalled, id],
    };
    if (choices) column.choices = choices;
    if (guard) column.guard = guard;
    columns.push(column);
  }
  return columns;
}

function fixed(kind: SubjectKind, fact: keyof typeof headings, label: Text, type: string): Column {
  const names = [label.zh, ...(headingsOfKind[kind][fact] ?? []), ...headings[fact], label.en ?? fact, fact];
  return { fact, label, type, names };
}
