import type { Text } from "#basics/text.ts";
import { builtInFacts } from "#register/built-in-facts.ts";
import type { SubjectKind } from "#register/subject.ts";
import { caseHeadings, headings, headingsOfKind, recordHeadings } from "./words.ts";

/** What the rows of a ledger are about: somebody or something of the register, or what was done for them. */
export type LedgerOf = SubjectKind | "record";

/** A fact as far as a ledger needs it; declared and built-in facts both have this shape. */
export interface FactShape {
  id: string;
  of: LedgerOf;
  label: Text;
  type: string;
  choices?: Choice[];
  guard?: string;
  alsoCalled: readonly string[];
}

export interface Choice {
  id: string;
  title: Text;
  alsoCalled?: readonly string[];
}

/** What a column of a ledger can be. */
export interface Column {
  /** A fact id, or one of "code", "name", "household", "since", "on", "recordKind", "by". */
  fact: string;
  label: Text;
  type: string;
  choices?: Choice[];
  guard?: string;
  /** Headings it goes by, the likeliest first. */
  names: string[];
}

/** Types that cannot stand in a cell of text. */
const notInCells = new Set(["photo", "file", "signature", "location", "subject"]);

/** Every column that a ledger of this kind can have: code, name and the like, built-in facts, then `facts`. */
export function columnsOf(kind: LedgerOf, facts: readonly FactShape[]): Column[] {
  if (kind === "record") return columnsOfRecords(facts);
  if (kind === "case") return columnsOfCases(facts);
  const columns: Column[] = [
    fixed(kind, "code", { zh: "编号", en: "Code" }, "code"),
    fixed(kind, "name", kind === "person" ? { zh: "姓名", en: "Name" } : { zh: "名称", en: "Name" }, "name"),
    fixed(kind, "since", { zh: "登记日期", en: "Registered on" }, "date"),
  ];
  if (kind === "person")
    columns.push(fixed(kind, "household", { zh: "户编号", en: "Household code" }, "code"));
  for (const fact of [...builtInFacts, ...facts]) {
    if (fact.of !== kind || notInCells.has(fact.type) || columns.some((known) => known.fact === fact.id))
      continue;
    columns.push(declared(fact));
  }
  return columns;
}

/** By what a ledger of records tells whom a row is about; read like the register's own, and only compared. */
const tellsWhom = new Set(["birthDate", "identityNumber", "phone", "area", "address"]);

function columnsOfRecords(fields: readonly FactShape[]): Column[] {
  const done = (fact: keyof typeof recordHeadings, label: Text, type: string): Column => ({
    fact,
    label,
    type,
    names: [label.zh, ...recordHeadings[fact], label.en ?? fact, fact],
  });
  const kinds = fields.find(({ id }) => id === "recordKind");
  return [
    done("on", { zh: "日期", en: "Date" }, "date"),
    fixed("record", "code", { zh: "编号", en: "Code" }, "code"),
    fixed("record", "name", { zh: "对象", en: "About" }, "text"),
    ...(kinds?.choices === undefined
      ? []
      : [{ ...done("recordKind", kinds.label, "choice"), choices: kinds.choices }]),
    ...fields.filter(({ id, type }) => id !== "recordKind" && !notInCells.has(type)).map(declared),
    done("by", { zh: "经办人", en: "Done by" }, "text"),
    ...builtInFacts.filter(({ id, of }) => of === "person" && tellsWhom.has(id)).map(declared),
  ];
}

/** What was asked for: whom it is about is told as in a ledger of records, or not at all. */
function columnsOfCases(fields: readonly FactShape[]): Column[] {
  const done = (fact: keyof typeof caseHeadings, label: Text, type: string): Column => ({
    fact,
    label,
    type,
    names: [label.zh, ...caseHeadings[fact], label.en ?? fact, fact],
  });
  return [
    done("came", { zh: "受理日期", en: "Came on" }, "moment"),
    done("cameAt", { zh: "受理时间", en: "Came at" }, "moment"),
    fixed("case", "code", { zh: "对象编号", en: "Code" }, "code"),
    fixed("case", "name", { zh: "诉求人", en: "Who asked" }, "text"),
    ...fields.filter(({ type }) => !notInCells.has(type)).map(declared),
    done("answered", { zh: "首次回应", en: "First answer" }, "moment"),
    done("closed", { zh: "办结时间", en: "Ended at" }, "moment"),
    done("how", { zh: "办理结果", en: "How it ended" }, "text"),
    done("handled", { zh: "办理经过", en: "What was done" }, "longtext"),
    done("by", { zh: "经办人", en: "Done by" }, "text"),
    ...builtInFacts.filter(({ id, of }) => of === "person" && tellsWhom.has(id)).map(declared),
  ].filter(({ fact }, at, all) => all.findIndex((one) => one.fact === fact) === at);
}

function declared({ id, label, type, choices, guard, alsoCalled }: FactShape): Column {
  const column: Column = {
    fact: id,
    label,
    type,
    names: [label.zh, ...(label.en ? [label.en] : []), ...alsoCalled, id],
  };
  if (choices) column.choices = choices;
  if (guard) column.guard = guard;
  return column;
}

function fixed(kind: LedgerOf, fact: keyof typeof headings, label: Text, type: string): Column {
  const names = [label.zh, ...(headingsOfKind[kind][fact] ?? []), ...headings[fact], label.en ?? fact, fact];
  return { fact, label, type, names };
}
