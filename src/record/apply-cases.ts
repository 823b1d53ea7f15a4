import { dayText, localDay } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import type { Field } from "#standard/standard.ts";
import { leftBy } from "#work/case/case.ts";
import type { Begun, Step, Visit } from "#work/case/case.ts";
import { courseOf, isVeiled, veilOf } from "#work/case/course.ts";
import type { Applying, Apply, OpenEntry } from "./apply.ts";
import { stageName } from "./scope-of.ts";
import { sealJson } from "./seal.ts";

/** What the opening says; the later steps only `case` and `step`. */
interface Opened {
  case: string;
  procedure: string;
  version: string;
  about: string[];
  /** Where a ledger tells of it; otherwise it was opened when it was written down. */
  openedAt?: string;
  atNight: boolean;
  onHoliday: boolean;
  fields: Record<string, FactValue>;
  step: Extract<Step, { step: "opened" }>;
}

type Body<S extends Step["step"]> = { case: string; step: Extract<Step, { step: S }> };

/** How the tables follow a case, step by step; what a step came to stands in it and is not worked out again. */
export const caseAppliers: Record<string, Apply> = {
  "case-opened": async (entry, applying) => {
    const body = bodyOf<Opened>(entry);
    if (body === undefined) return;
    const { rules, names } = await applying.office();
    const { office, at, actor, number } = entry;
    const course = courseOf(rules, body.procedure, body.version);
    const veils =
      course !== undefined && isVeiled(course.procedure)
        ? [names.procedure(veilOf(body.procedure, body.version))]
        : [];
    const { open, guarded } = parted(course?.procedure.fields ?? [], body.fields);
    const { due, told } = body.step;
    const openedAt = body.openedAt ?? at;
    applying.changes.insert("case_file", {
      office,
      id: body.case,
      procedure: names.procedure(body.procedure),
      version: body.version,
      opened_at: openedAt,
      opened_on: dayText(localDay(new Date(openedAt), rules.zone)),
      opened_by: actor,
      at_night: body.atNight,
      on_holiday: body.onHoliday,
      due_at: due?.at ?? null,
      provisional: due?.provisional ?? false,
      fields: open,
      veils,
      ended: told?.end?.id ?? null,
      ended_at: told?.end?.at ?? null,
      outcome: told?.end?.outcome ?? null,
      stages: body.step.begins.map(({ stage }) => stageName(names, body.procedure, body.version, stage)),
      number,
    });
    // Whoever has been forgotten is not in the register any more.
    const known = new Set(entry.parts.flatMap((part) => (part.body === null ? [] : part.subject)));
    for (const [position, subject] of body.about.entries())
      if (known.has(subject))
        applying.changes.insert("case_about", { office, subject, case_file: body.case, position, veils });
    const text = told?.text ?? null;
    const reason = text === null ? {} : { reason: { place: 0, text } };
    keepSealed(entry, applying, body.case, { fields: guarded, ...reason }, veils);
    begin(applying, office, body.case, body.step.begins, veils, (place) =>
      told?.end ? leftBy(told, told.end.at, place, actor) : null,
    );
    tellOf(entry, applying, body.case, veils);
  },

  "case-filled": async (entry, applying) => {
    const body = bodyOf<Body<"filled">>(entry);
    if (body === undefined) return;
    tellOf(entry, applying, body.case, await keepFields(entry, applying, body.case, body.step.fields));
  },

  "case-moved": async (entry, applying) => {
    const body = bodyOf<Body<"moved">>(entry);
    if (body === undefined) return;
    const { office } = entry;
    const { place, at, by, move, reason, outcome, returns, begins, due, end } = body.step;
    const veils = await keepFields(
      entry,
      applying,
      body.case,
      body.step.fields,
      reason === null ? undefined : { place, text: reason },
    );
    const tx = await applying.sql();
    await tx.rows(
      "update case_stage set left_at = $4, left_by = $5, move = $6, outcome = $7 where office = $1 and case_file = $2 and place = $3",
      [office, body.case, place, at, by, move, outcome],
    );
    if (end !== null)
      await tx.rows(
        "update case_stage set left_at = $3, left_by = $4 where office = $1 and case_file = $2 and left_at is null",
        [office, body.case, at, by],
      );
    await tx.rows(
      `update case_file set returned = returned + $3, due_at = coalesce($4, due_at), provisional = coalesce($5, provisional),
                            ended = $6, ended_at = $7, outcome = $8 where office = $1 and id = $2`,
      [
        office,
        body.case,
        returns ? 1 : 0,
        due?.at ?? null,
        due?.provisional ?? null,
        end?.id ?? null,
        end === null ? null : at,
        end?.outcome ?? null,
      ],
    );
    begin(applying, office, body.case, begins, veils);
    await comeTo(applying, office, body.case, begins);
    tellOf(entry, applying, body.case, veils);
  },

  "case-extended": async (entry, applying) => {
    const body = bodyOf<Body<"extended">>(entry);
    if (body === undefined) return;
    const { place, due } = body.step;
    const tx = await applying.sql();
    await tx.rows(
      "update case_stage set due_at = $4, provisional = $5, extended = extended + 1 where office = $1 and case_file = $2 and place = $3",
      [entry.office, body.case, place, due.at, due.provisional],
    );
    tellOf(entry, applying, body.case, await veilsOf(entry, applying, body.case));
  },

  "case-reopened": async (entry, applying) => {
    const body = bodyOf<Body<"reopened">>(entry);
    if (body === undefined) return;
    const veils = await veilsOf(entry, applying, body.case);
    const tx = await applying.sql();
    await tx.rows(
      `update case_file set ended = null, ended_at = null, outcome = null, due_at = null, provisional = false, reopened = reopened + 1 where office = $1 and id = $2`,
      [entry.office, body.case],
    );
    begin(applying, entry.office, body.case, body.step.begins, veils);
    await comeTo(applying, entry.office, body.case, body.step.begins);
    tellOf(entry, applying, body.case, veils);
  },
};

/** What is sealed of one entry about a case: its guarded fields, and the reason for which a stage was left. */
export interface SealedOfCase {
  fields: Record<string, FactValue>;
  reason?: { place: number; text: string };
}

/** Where a sealed row stands, so that it cannot be moved to another. */
export function caseSealedPlace(id: string, holder: string, number: number): string {
  return `case/${id}/${holder}/${number}`;
}

/** What any part that can still be read says: each says the same. */
function bodyOf<Body>(entry: OpenEntry): Body | undefined {
  return entry.parts.find(({ body }) => body !== null)?.body as Body | undefined;
}

export function parted(
  declared: Field[],
  fields: Record<string, FactValue>,
): { open: Record<string, FactValue>; guarded: Record<string, FactValue> } {
  const guards = new Set(declared.filter(({ guard }) => guard !== undefined).map(({ id }) => id));
  const of = (isGuarded: boolean) =>
    Object.fromEntries(Object.entries(fields).filter(([id]) => guards.has(id) === isGuarded));
  return { open: of(false), guarded: of(true) };
}

function keepSealed(
  { office, number, parts }: OpenEntry,
  { changes, keys }: Applying,
  id: string,
  said: SealedOfCase,
  veils: string[],
): void {
  if (Object.keys(said.fields).length === 0 && said.reason === undefined) return;
  for (const holder of new Set(parts.flatMap((part) => part.holder ?? []))) {
    const key = keys.find(holder);
    if (key === undefined) continue; // destroyed
    const sealed = sealJson(key, said, caseSealedPlace(id, holder, number));
    changes.insert("case_sealed", { office, case_file: id, holder, number, sealed, veils });
  }
}

/** @returns the veils of the case. */
async function keepFields(
  entry: OpenEntry,
  applying: Applying,
  id: string,
  fields: Record<string, FactValue>,
  reason?: SealedOfCase["reason"],
): Promise<string[]> {
  const { rules, names } = await applying.office();
  const tx = await applying.sql();
  const [row] = await tx.rows<{ procedure: string; version: string; veils: string[] }>(
    "select procedure, version, veils from case_file where office = $1 and id = $2",
    [entry.office, id],
  );
  if (row === undefined) throw new Error(`no case ${id}`);
  const course = courseOf(rules, names.plain(row.procedure), row.version);
  const { open, guarded } = parted(course?.procedure.fields ?? [], fields);
  if (Object.keys(open).length > 0)
    await tx.rows("update case_file set fields = fields || $3::jsonb where office = $1 and id = $2", [
      entry.office,
      id,
      JSON.stringify(open),
    ]);
  keepSealed(entry, applying, id, { fields: guarded, ...(reason && { reason }) }, row.veils);
  return row.veils;
}

async function veilsOf(entry: OpenEntry, applying: Applying, id: string): Promise<string[]> {
  const tx = await applying.sql();
  const [row] = await tx.rows<{ veils: string[] }>(
    "select veils from case_file where office = $1 and id = $2",
    [entry.office, id],
  );
  return row?.veils ?? [];
}

function begin(
  { changes }: Applying,
  office: string,
  id: string,
  begins: Begun[],
  veils: string[],
  leftAt: (place: number) => Visit["left"] = () => null,
): void {
  for (const { place, stage, at, due } of begins) {
    const left = leftAt(place);
    changes.insert("case_stage", {
      office,
      case_file: id,
      place,
      stage,
      began_at: at,
      due_at: due?.at ?? null,
      provisional: due?.provisional ?? false,
      left_at: left?.at ?? null,
      left_by: left?.by ?? null,
      outcome: left?.outcome ?? null,
      veils,
    });
  }
}

/** Whose stages it has come to may see it. */
async function comeTo({ sql }: Applying, office: string, id: string, begins: Begun[]): Promise<void> {
  if (begins.length === 0) return;
  const tx = await sql();
  await tx.rows(
    `update case_file set stages = array(
       select distinct unnest(stages || array(select procedure || ' ' || version || ' ' || each from unnest($3::text[]) as each)) order by 1)
     where office = $1 and id = $2`,
    [office, id, begins.map(({ stage }) => stage)],
  );
}

/** Where the journal says who did this and why. */
function tellOf({ office, number }: OpenEntry, { changes }: Applying, id: string, veils: string[]): void {
  changes.insert("case_entry", { office, case_file: id, number, veils });
}
