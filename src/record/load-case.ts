import type { Tx } from "#database/scope.ts";
import type { FactValue } from "#register/subject.ts";
import type { CaseState, Outcome, Visit } from "#work/case/case.ts";
import type { CaseFound, SubjectState } from "#work/command.ts";
import { knownOf } from "#work/case/course.ts";
import { caseSealedPlace } from "./apply-cases.ts";
import type { SealedOfCase } from "./apply-cases.ts";
import type { KeyRing } from "./keys.ts";
import type { TableNames } from "./office.ts";
import { unsealJson } from "./seal.ts";

interface FileRow {
  id: string;
  procedure: string;
  version: string;
  opened_at: Date;
  opened_by: string;
  at_night: boolean;
  on_holiday: boolean;
  due_at: Date | null;
  provisional: boolean;
  fields: Record<string, FactValue>;
  ended: string | null;
  ended_at: Date | null;
  outcome: Outcome | null;
  reopened: number;
  returned: number;
}

interface StageRow {
  case_file: string;
  place: number;
  stage: string;
  began_at: Date;
  due_at: Date | null;
  provisional: boolean;
  extended: number;
  left_at: Date | null;
  left_by: string | null;
  move: string | null;
  outcome: Outcome | null;
}

/**
 * Cases as they stand, of those that this scope may see, with all that they say: guarded fields too, where their keys are
 * given and not destroyed. Whoever shows a case to somebody takes out what is not for them.
 */
export async function loadCases(
  tx: Tx,
  office: string,
  ids: string[],
  names: TableNames,
  keys: KeyRing | undefined,
): Promise<CaseFound[]> {
  if (ids.length === 0) return [];
  const given = [office, ids];
  const files = await tx.rows<FileRow>(
    `select id, procedure, version, opened_at, opened_by, at_night, on_holiday, due_at, provisional, fields,
            ended, ended_at, outcome, reopened, returned
     from case_file where office = $1 and id = any($2::uuid[])`,
    given,
  );
  const stages = await tx.rows<StageRow>(
    `select case_file, place, stage, began_at, due_at, provisional, extended, left_at, left_by, move, outcome
     from case_stage where office = $1 and case_file = any($2::uuid[]) order by place`,
    given,
  );
  const about = await tx.rows<SubjectState & { case_file: string; facts: Record<string, FactValue> }>(
    `select case_about.case_file, subject.id, subject.kind, subject.name, subject.code, subject.since, subject.facts
     from case_about join subject on subject.office = case_about.office and subject.id = case_about.subject and subject.erased_on is null
     where case_about.office = $1 and case_about.case_file = any($2::uuid[]) order by case_about.position`,
    given,
  );
  const sealed = keys === undefined ? undefined : await sealedOf(tx, office, ids, keys);
  const stagesOf = Map.groupBy(stages, ({ case_file }) => case_file);
  const aboutOf = Map.groupBy(about, ({ case_file }) => case_file);
  return files.map((file) => {
    const concerned = aboutOf.get(file.id) ?? [];
    const [first] = concerned;
    const said = sealed?.get(file.id) ?? [];
    const reasonAt = (place: number) => said.find(({ reason }) => reason?.place === place)?.reason?.text;
    const visits = (stagesOf.get(file.id) ?? []).map((row) => visitOf(row, reasonAt(row.place) ?? null));
    const procedure = names.plain(file.procedure);
    return {
      procedure,
      version: file.version,
      about: concerned.map(({ case_file: _file, facts: _facts, ...subject }) => subject),
      state: {
        ...stateOf(file, procedure, visits),
        about: first?.kind,
        known: knownOf(first?.facts ?? {}),
        fields: { ...file.fields, ...together(said) },
      },
    };
  });
}

function stateOf(
  file: FileRow,
  procedure: string,
  visits: Visit[],
): Omit<CaseState, "about" | "known" | "fields"> {
  const { ended, ended_at, outcome } = file;
  return {
    id: file.id,
    procedure,
    version: file.version,
    openedAt: file.opened_at.toISOString(),
    openedBy: file.opened_by,
    atNight: file.at_night,
    onHoliday: file.on_holiday,
    visits,
    due: dueOf(file),
    end: ended === null || ended_at === null ? null : { id: ended, at: ended_at.toISOString(), outcome },
    reopened: file.reopened,
    returned: file.returned,
  };
}

function visitOf(row: StageRow, reason: string | null): Visit {
  const { place, stage, began_at, extended, left_at, left_by, move, outcome } = row;
  return {
    place,
    stage,
    beganAt: began_at.toISOString(),
    due: dueOf(row),
    extended,
    left: left_at === null ? null : { at: left_at.toISOString(), by: left_by ?? "", move, reason, outcome },
  };
}

function dueOf({ due_at, provisional }: { due_at: Date | null; provisional: boolean }) {
  return due_at === null ? null : { at: due_at.toISOString(), provisional };
}

/** The guarded fields of each case, the later over the earlier; what several hold is the same. */
export async function guardedFields(
  tx: Tx,
  office: string,
  ids: string[],
  keys: KeyRing,
): Promise<Map<string, Record<string, FactValue>>> {
  const sealed = await sealedOf(tx, office, ids, keys);
  return new Map([...sealed].map(([id, said]) => [id, together(said)]));
}

function together(said: SealedOfCase[]): Record<string, FactValue> {
  return Object.assign({}, ...said.map(({ fields }) => fields)) as Record<string, FactValue>;
}

/** What is sealed of each case, in order; what several hold is the same. */
async function sealedOf(
  tx: Tx,
  office: string,
  ids: string[],
  keys: KeyRing,
): Promise<Map<string, SealedOfCase[]>> {
  const rows = await tx.rows<{ case_file: string; holder: string; number: number; sealed: Buffer }>(
    "select case_file, holder, number, sealed from case_sealed where office = $1 and case_file = any($2::uuid[]) order by number",
    [office, ids],
  );
  await keys.load(
    tx,
    rows.map(({ holder }) => holder),
  );
  const all = new Map<string, SealedOfCase[]>();
  for (const { case_file, holder, number, sealed } of rows) {
    const key = keys.find(holder);
    if (key === undefined) continue;
    const said = unsealJson(key, sealed, caseSealedPlace(case_file, holder, number)) as SealedOfCase;
    all.set(case_file, [...(all.get(case_file) ?? []), said]);
  }
  return all;
}
