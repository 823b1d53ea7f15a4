import type { Text } from "#basics/text.ts";
import type { FactValue } from "#register/subject.ts";
import type { Procedure } from "#standard/standard.ts";
import type { ImportedCase } from "#work/commands/register-import-cases.ts";
import type { FactShape } from "#work/import/columns.ts";
import { bare, plain, unbracketed } from "#work/import/plain-text.ts";
import type { LedgerRead, LedgerRow } from "#work/import/read-sheets.ts";
import { aroundRecordKind, hasEnded, hasNotEnded } from "#work/import/words.ts";
import type { OfficeRules } from "#work/office-rules.ts";

/** What a column of a ledger of cases can be: the fields of this procedure, or of all where it is not known yet. */
export function caseShapes(rules: OfficeRules, only: string | undefined): FactShape[] {
  const fields = new Map<string, FactShape>();
  for (const { id, label, type, choices, guard, alsoCalled = [] } of rules.procedures
    .filter((procedure) => only === undefined || procedure.id === only)
    .flatMap((procedure) => procedure.fields)) {
    if (fields.has(id)) continue;
    fields.set(id, {
      id,
      of: "case",
      label,
      type,
      ...(choices && { choices }),
      ...(guard && { guard }),
      alsoCalled,
    });
  }
  return [...fields.values()];
}

/** The one procedure that file, sheets and titles speak of; else the only one to whose fields the columns belong; else the only one there is. */
export function procedureOf(read: LedgerRead, file: string, rules: OfficeRules): string | undefined {
  const { procedures } = rules;
  const names = [file, ...read.sheets.flatMap(({ name, title }) => [name, title])];
  const whole = procedures.filter(({ title }) => names.some((name) => isIn(title, name)));
  const cores = names.map((name) => name.replaceAll(aroundRecordKind, "")).filter((core) => core.length >= 2);
  const named =
    whole.length > 0
      ? whole
      : procedures.filter(({ title }) =>
          cores.some((core) => title.zh.includes(core) || core.includes(title.zh)),
        );
  if (named.length === 1) return named[0]?.id;
  const scores = procedures
    .map((procedure) => ({
      id: procedure.id,
      score: read.columns.filter((one) => isFieldOf(procedure, one)).length,
    }))
    .toSorted((a, b) => b.score - a.score);
  const [best, next] = scores;
  return best !== undefined && best.score > (next?.score ?? -1) ? best.id : undefined;
}

function isIn({ zh, en }: Text, name: string): boolean {
  return name.includes(zh) || (en !== undefined && name.toLowerCase().includes(en.toLowerCase()));
}

function isFieldOf({ fields }: Procedure, { header }: { header: string }): boolean {
  const said = bare(unbracketed(header.split("·").at(-1) ?? header));
  return fields.some(({ label, alsoCalled = [] }) =>
    [label.zh, label.en ?? label.zh, ...alsoCalled].some((word) => bare(unbracketed(word)) === said),
  );
}

type RowFault = { fault: Text; fact: string };

/** One row as register.import-cases takes it, save its id and whom it is about. */
export function caseOfRow(
  row: LedgerRow,
  read: LedgerRead,
  procedure: Procedure,
): { is: Omit<ImportedCase, "case" | "about"> } | RowFault {
  const said = (fact: string): string | null => {
    const value = row.facts[fact];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const opened = said("came") ?? "";
  const answered = laterMoment(said("answered"), opened);
  if (answered !== null && typeof answered !== "string") return { ...answered, fact: "answered" };
  const closed = laterMoment(said("closed"), opened);
  if (closed !== null && typeof closed !== "string") return { ...closed, fact: "closed" };
  const how = endOf(procedure, said("how"));
  if ("open" in how && closed !== null) return { fact: "how", fault: sayBoth };
  if ("end" in how && how.isSure && closed === null) return { fact: "how", fault: sayNoTime };
  const end = closed === null ? undefined : "end" in how ? how.end : undefined;
  const fields: Record<string, FactValue> = {};
  for (const { id } of procedure.fields) {
    const value = row.facts[id] ?? null;
    if (value !== null) fields[id] = value;
  }
  // Who did it, and what else the ledger tells of the handling, stands beside the case as its text.
  const told = (["how", "handled", "by"] as const).flatMap((fact) => {
    const value = said(fact);
    const isTold = value !== null && (fact !== "how" || ("end" in how && !how.isSure));
    const header = read.columns.find((column) => column.fact === fact)?.header ?? "";
    return isTold ? [fact === "handled" ? value : `${header}：${value}`] : [];
  });
  return {
    is: {
      row: row.row,
      procedure: procedure.id,
      opened,
      answered,
      ended: closed === null || end === undefined ? null : { at: closed, end },
      fields,
      text: told.length === 0 ? null : told.join("\n"),
    },
  };
}

/** A time of day alone is of the day on which it came, where it is not earlier than that. */
function laterMoment(moment: string | null, opened: string): string | null | { fault: Text } {
  if (moment === null || !moment.startsWith("T")) return moment;
  if (!opened.includes("T") || opened.slice(10) <= moment) return `${opened.slice(0, 10)}${moment}`;
  return {
    fault: {
      zh: `只写了 ${moment.slice(1)}，比受理的时间早，说不准是哪一天，请写上日期。`,
      en: `It says only ${moment.slice(1)}, earlier than the case came; write the day too.`,
    },
  };
}

/** The end whose title the cell is; 办结 and the like, and any other text, mean the first. `isSure`: the cell itself says that it has ended. */
function endOf({ ends }: Procedure, said: string | null): { end: string; isSure: boolean } | { open: true } {
  const first = ends[0]?.id ?? "";
  if (said === null) return { end: first, isSure: false };
  const word = bare(said);
  const titled = ends.find(({ id, title }) =>
    [id, title.zh, title.en ?? id].some((one) => bare(one) === word),
  );
  if (titled !== undefined) return { end: titled.id, isSure: true };
  if (hasEnded.has(plain(said))) return { end: first, isSure: true };
  return hasNotEnded.has(plain(said)) ? { open: true } : { end: first, isSure: false };
}

const sayBoth: Text = {
  zh: "这一行写着没有办结，又写了办结时间，请核对。",
  en: "This row says that it has not ended, and when it ended; check it.",
};
const sayNoTime: Text = {
  zh: "这一行写着已办结，但没有办结时间，请补上；还没办完的，请写“办理中”。",
  en: "This row says that it has ended, but not when; add the time, or say that it is still under way.",
};
