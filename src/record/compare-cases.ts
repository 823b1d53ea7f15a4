import { dayText, localDay } from "#basics/day.ts";
import { instantAt } from "#basics/deadline.ts";
import { dayOf } from "#basics/day.ts";
import { isRefused } from "#basics/refusal.ts";
import type { Tx } from "#database/scope.ts";
import type { FactValue } from "#register/subject.ts";
import type { Procedure } from "#standard/standard.ts";
import { decideCase } from "#work/commands/register-import-cases.ts";
import type { ImportedCase } from "#work/commands/register-import-cases.ts";
import { matchKnown } from "#work/import/match-known.ts";
import type { LedgerRead, LedgerRow } from "#work/import/read-sheets.ts";
import { caseOfRow } from "./case-ledger.ts";
import { findKnown } from "./find-known.ts";
import { loadCases } from "./load-case.ts";
import { loadState } from "./load.ts";
import type { KeyRing } from "./keys.ts";
import type { Office } from "./office.ts";
import { chosen, idFor, leaveOpen, listed, rejected, sayNobody, tellingWhom } from "./compared-rows.ts";
import type { Compared } from "./compared-rows.ts";

/** Rows of a ledger of cases: whom each is about, whether it is there already, and whether its procedure takes it. */
export async function compareCases(
  { prepared, part, rows, tx, keys, comparing }: Compared,
  read: LedgerRead,
  procedure: Procedure | undefined,
): Promise<void> {
  const { office, actor, choices, import: importId, today, now } = comparing;
  const { rules, names } = office;
  if (procedure === undefined) {
    for (const row of rows) part.rejected.push(rejected(read, row, sayWhich, "came"));
    return;
  }
  const candidates = await findKnown(tx, office, keys, procedure.about, rows, importId);
  const found: { row: LedgerRow; name: string; given: ImportedCase }[] = [];
  for (const row of rows) {
    const said = caseOfRow(row, read, procedure);
    if ("fault" in said) {
      part.rejected.push(rejected(read, row, said.fault, said.fact));
      continue;
    }
    const given = { ...said.is, case: idFor(importId, `row/${row.place}`), about: null };
    const isNamed = row.code !== null || row.name !== "" || typeof row.facts["identityNumber"] === "string";
    const match = isNamed
      ? chosen(matchKnown(tellingWhom(row), candidates, true), choices[row.place])
      : { nobody: true as const };
    if ("unsure" in match) leaveOpen(prepared, part, read, row, match.unsure, rules);
    else if ("known" in match)
      found.push({ row, name: match.known.name, given: { ...given, about: match.known.id } });
    else if (!procedure.anonymous && isNamed) part.rejected.push(rejected(read, row, sayNobody(row)));
    // Whoever is in no register may ask too: then their name stands in the text.
    else found.push({ row, name: row.name, given: { ...given, text: withName(row, read, given.text) } });
  }
  const about = [...new Set(found.flatMap(({ given }) => given.about ?? []))];
  const state = await loadState(tx, rules.office, { subjects: about, known: about }, names, keys);
  const there = await casesThere(tx, office, keys, procedure, found, importId);
  const context = { rules, actor, today, now: now.toISOString() };
  for (const { row, name, given } of found) {
    const since = there.get(sayCase(given, procedure));
    const entry = since === undefined ? decideCase(state, given, context) : undefined;
    if (since !== undefined) {
      prepared.same++;
      if (prepared.already.length < listed) prepared.already.push({ place: row.place, name, since });
    } else if (entry !== undefined && isRefused(entry)) {
      const where = entry.refused.where ?? "";
      const fact = columnOf[where] ?? /^fields\.(.+)$/.exec(where)?.[1] ?? "name";
      part.rejected.push(rejected(read, row, entry.refused.say, fact));
    } else {
      prepared.new++;
      part.rows.push(given);
    }
  }
}

/** In which column a refusal about a part of the row is told. */
const columnOf: Record<string, string> = { opened: "came", answered: "answered", ended: "closed" };

const sayWhich = {
  zh: "看不出这份台账是哪一种事项；请在导入时说明。",
  en: "What these cases are cannot be told; say so when importing.",
};

function withName({ name }: LedgerRow, read: LedgerRead, text: string | null): string | null {
  if (name === "") return text;
  const header = read.columns.find(({ fact }) => fact === "name")?.header ?? "";
  return [`${header}：${name}`, ...(text === null ? [] : [text])].join("\n");
}

/** Cases of this procedure that came on these days, by what they say, and the day each was written down. */
async function casesThere(
  tx: Tx,
  { rules, names }: Office,
  keys: KeyRing,
  procedure: Procedure,
  found: { given: ImportedCase }[],
  importId: string,
): Promise<Map<string, string>> {
  const days = [...new Set(found.map(({ given }) => given.opened.slice(0, 10)))];
  const rows = await tx.rows<{ id: string; written: Date }>(
    `select case_file.id, entry.at as written from case_file
     join entry on entry.office = $1 and entry.number = case_file.number
     where case_file.office = $1 and case_file.procedure = $2 and case_file.opened_on = any($3::date[])
       and not exists (select from import_part join command on command.office = $1 and command.id = import_part.command
                       where import_part.office = $1 and import_part.import = $4 and case_file.number between command.first_number and command.last_number)`,
    [rules.office, names.procedure(procedure.id), days, importId],
  );
  const written = new Map(rows.map((row) => [row.id, dayText(localDay(row.written, rules.zone))]));
  const cases = await loadCases(tx, rules.office, [...written.keys()], names, keys);
  const there = new Map<string, string>();
  for (const { about, state } of cases) {
    const since = written.get(state.id) ?? "";
    const at = Date.parse(state.openedAt);
    const day = dayText(localDay(new Date(state.openedAt), rules.zone));
    const minutes = Math.floor((at - instantAt(dayOf(day), 0, rules.zone)) / 60_000);
    const clock = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    // A day alone stands as midday of it: the ledger's own word for a case that has no time.
    for (const opened of clock === "12:00" ? [day, `${day}T${clock}`] : [`${day}T${clock}`])
      there.set(sayCase({ opened, about: about[0]?.id ?? null, fields: state.fields }, procedure), since);
  }
  return there;
}

/** What a case said when it came; what was filled in on the way does not make it another one. */
function sayCase(
  { opened, about, fields }: Pick<ImportedCase, "opened" | "about"> & { fields: Record<string, FactValue> },
  { opens }: Procedure,
): string {
  const asked = opens.asks.toSorted().flatMap((id) => {
    const value = fields[id] ?? null;
    return value === null || value === "" ? [] : [[id, value]];
  });
  return JSON.stringify([opened, about, asked]);
}
