import type { Text } from "#basics/text.ts";
import type { FactValue } from "#register/subject.ts";
import type { Field, RecordKind } from "#standard/standard.ts";
import type { ImportedRecord } from "#work/commands/register-import-records.ts";
import type { FactShape } from "#work/import/columns.ts";
import type { LedgerRead, LedgerRow } from "#work/import/read-sheets.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import { bare, unbracketed } from "#work/import/plain-text.ts";
import { aroundRecordKind } from "#work/import/words.ts";
import { isSetAside } from "#work/set-aside.ts";

/** What a column of a ledger of records can be, by the kinds of record that the office's standards declare. */
export function recordShapes(rules: OfficeRules, only: string | undefined): FactShape[] {
  const kinds = kindsOf(rules).filter(({ id }) => only === undefined || id === only);
  const fields = new Map<string, FactShape>();
  for (const field of kinds.flatMap((kind) => kind.fields)) {
    const { id, label, type, choices, guard, alsoCalled = [] } = field;
    const known = fields.get(id);
    // Two kinds may call the same field by different words; both are its headings.
    const words = known === undefined ? alsoCalled : [...known.alsoCalled, label.zh, ...alsoCalled];
    fields.set(id, {
      id,
      of: "record",
      label: known?.label ?? label,
      type: known?.type ?? type,
      ...((known?.choices ?? choices) && { choices: known?.choices ?? choices ?? [] }),
      ...((known?.guard ?? guard) && { guard: known?.guard ?? guard ?? "contact" }),
      alsoCalled: words,
    });
  }
  const kindShape: FactShape = {
    id: "recordKind",
    of: "record",
    label: { zh: "记录类型", en: "Kind of record" },
    type: "choice",
    choices: kinds.map(({ id, title, alsoCalled = [] }) => ({ id, title, alsoCalled })),
    alsoCalled: [],
  };
  return [kindShape, ...fields.values()];
}

/** The kinds that people make: excuses and declines are never read from a ledger. */
export function kindsOf(rules: OfficeRules): RecordKind[] {
  return [...rules.records.values()].filter(({ id }) => !isSetAside(id));
}

/**
 * One row as record.make would be given it, save whom it is about. The kind is the row's own, else the one asked for, else
 * the only one that a sheet's name or the file speaks of. Who did it goes into the record's text where no field is for it:
 * whoever imports is who wrote it down.
 */
export function recordOfRow(
  row: LedgerRow,
  read: LedgerRead,
  rules: OfficeRules,
  given: string | undefined,
): { is: Omit<ImportedRecord, "record" | "about"> } | { fault: Text; fact: string } {
  const said = row.facts["recordKind"];
  const id = typeof said === "string" ? said : given;
  const kind = id === undefined ? undefined : kindsOf(rules).find((one) => one.id === id);
  if (kind === undefined)
    return {
      fact: "recordKind",
      fault: {
        zh: "这一行没有写是哪一种记录；请填上，或在导入时说明整张表是哪一种。",
        en: "This row does not say what kind of record it is; fill it in, or say for the whole sheet when importing.",
      },
    };
  const fields: Record<string, FactValue> = {};
  for (const field of kind.fields) {
    const value = row.facts[field.id] ?? valueUnderItsName(row, read, field) ?? null;
    if (value !== null) fields[field.id] = value;
  }
  const by = row.facts["by"];
  const text = kind.fields.find(({ type }) => type === "longtext");
  if (typeof by === "string" && text !== undefined && !kind.fields.some(({ id: field }) => field === "by")) {
    const heading = read.columns.find(({ fact }) => fact === "by")?.header ?? "";
    const summary = fields[text.id];
    fields[text.id] = [...(typeof summary === "string" ? [summary] : []), `${heading}：${by}`].join("\n");
  }
  return { is: { row: row.row, kind: kind.id, on: String(row.facts["on"]), fields } };
}

/** Two kinds may call different fields by one word: the column went to the first of them, and means this one here. */
function valueUnderItsName(row: LedgerRow, read: LedgerRead, field: Field): FactValue | undefined {
  const column = read.columns.find(({ fact, header }) => fact !== null && isNamed(field, header));
  return row.facts[column?.fact ?? ""];
}

function isNamed({ label, alsoCalled = [] }: Field, header: string): boolean {
  const said = bare(unbracketed(header.split("·").at(-1) ?? header));
  return [label.zh, label.en ?? label.zh, ...alsoCalled].some((word) => bare(unbracketed(word)) === said);
}

/** The one kind that the names and titles speak of; else the only one that has all the columns there are. */
export function recordKindOf(read: LedgerRead, file: string, rules: OfficeRules): string | undefined {
  if (read.kind !== "record") return undefined;
  const named = recordKindNamed(rules, file, ...read.sheets.flatMap(({ name, title }) => [name, title]));
  if (named !== undefined) return named;
  const fields = new Set(kindsOf(rules).flatMap((kind) => kind.fields.map(({ id }) => id)));
  const given = read.columns.filter(({ fact }) => fact !== null && fields.has(fact));
  const having = kindsOf(rules).filter((kind) =>
    given.every(({ header }) => kind.fields.some((field) => isNamed(field, header))),
  );
  return given.length > 0 && having.length === 1 ? having[0]?.id : undefined;
}

/**
 * The one kind of record that a name speaks of: “2021年入户走访台账” says 入户走访 whole, and 走访 of “走访台账” is part of
 * one kind's title only. Shown before anything is written, and chosen otherwise by a touch.
 */
function recordKindNamed(rules: OfficeRules, ...names: string[]): string | undefined {
  const kinds = kindsOf(rules).map(({ id, title, alsoCalled = [] }) => ({
    id,
    words: [title.zh, ...(title.en === undefined ? [] : [title.en.toLowerCase()]), ...alsoCalled],
  }));
  const whole = kinds.filter(({ words }) =>
    words.some((word) => names.some((name) => name.toLowerCase().includes(word))),
  );
  const cores = names.map((name) => name.replaceAll(aroundRecordKind, "")).filter((core) => core.length >= 2);
  const named =
    whole.length > 0
      ? whole
      : kinds.filter(({ words }) => words.some((word) => cores.some((core) => word.includes(core))));
  return named.length === 1 ? named[0]?.id : undefined;
}
