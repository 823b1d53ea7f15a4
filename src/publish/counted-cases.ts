import { type Day, dayOf, dayText, localDay } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import { KeyRing } from "#record/keys.ts";
import { guardedFields } from "#record/load-case.ts";
import { residueFields } from "#record/residues.ts";
import type { Procedure } from "#standard/standard.ts";
import { shownFields } from "#work/case/shown-fields.ts";
import { areaOf, ofFirst, wantedOf } from "./thing.ts";
import type { CaseDay, Look, Looked, Thing } from "./thing.ts";
import type { Stretch } from "./period.ts";

interface CaseRow {
  id: string;
  procedure: string;
  opened_on: string;
  at_night: boolean;
  on_holiday: boolean;
  due_at: Date | null;
  fields: Record<string, FactValue>;
  ended: string | null;
  ended_at: Date | null;
  outcome: "kept" | "late" | null;
  reopened: number;
  returned: number;
  about: string[];
  stages: { stage: string; due: string | null; left: string | null }[];
}

/** The cases of this standard's procedures that were opened in the stretch, ended in it, or stood overdue on a day of it. */
export async function casesIn(look: Look): Promise<Looked> {
  const { reader, standard, stretch, caseDay } = look;
  const { rules, names } = reader.office;
  const rows = await reader.tx.rows<CaseRow>(
    `select case_file.id, procedure, opened_on, at_night, on_holiday, case_file.due_at, fields, ended, ended_at, case_file.outcome, reopened, returned,
            array(select about.subject::text from case_about as about
                  where about.office = $1 and about.case_file = case_file.id order by about.position) as about,
            array(select json_build_object('stage', stage, 'due', stage.due_at, 'left', stage.left_at)
                  from case_stage as stage where stage.office = $1 and stage.case_file = case_file.id order by place) as stages
     from case_file
     where case_file.office = $1 and opened_on <= $3 and (ended_at is null or ended_at >= $2::date::timestamp at time zone $4 or opened_on >= $2)
     order by opened_on, case_file.id`,
    [rules.office, dayText(stretch.first), dayText(stretch.last), rules.zone],
  );
  const procedures = new Map(standard.procedures.map((procedure) => [procedure.id, procedure]));
  const mine = rows.filter((row) => names.plain(row.procedure).startsWith(`${standard.id}/`));
  const known = await look.known([...new Set(mine.flatMap(({ about }) => about))], wantedOf(look));
  const said = await sealedFields(look, mine);
  const things = mine.flatMap((row): Thing[] => {
    const days = daysOf(row, look);
    const day = dayIn(days, caseDay, stretch, reader.today);
    if (day === undefined || (caseDay === "time" && isUnknown(row))) return [];
    const id = names.plain(row.procedure);
    const fields = { ...row.fields, ...said.get(row.id) };
    const own = factsOf({ ...row, fields }, days, id.slice(standard.id.length + 1));
    return [
      {
        id: row.id,
        day,
        subjects: row.about,
        value: (fact) => (fact in own ? own[fact] : ofFirst(fact, day, row.about, known)),
        ...(caseDay === "time" && { outcome: row.outcome ?? "overdue" }),
        under: underOf(procedures.get(id), row),
        area: areaOf(day, row.about, known),
        of: id,
      },
    ];
  });
  return { things, concerned: known };
}

/** The guarded fields of these cases, where one is read at all; for a reader, those that they would read on the case's page. */
async function sealedFields(
  { reader, standard, reads, engine }: Look,
  rows: CaseRow[],
): Promise<Map<string, Record<string, FactValue>>> {
  const { rules, names } = reader.office;
  const shown = new Map(
    standard.procedures.map((procedure) => {
      const told = shownFields(procedure, reader.roles);
      const guarded = procedure.fields.filter(({ id, guard }) => guard !== undefined && reads.has(id));
      return [procedure.id, guarded.map(({ id }) => id).filter((id) => engine || told.has(id))];
    }),
  );
  const shownOf = (row: CaseRow) => shown.get(names.plain(row.procedure)) ?? [];
  const wanted = rows.filter((row) => shownOf(row).length > 0);
  if (wanted.length === 0) return new Map();
  const keys = new KeyRing(rules.office, reader.keeper.master);
  const ids = wanted.map(({ id }) => id);
  const sealed = new Map([
    ...(await guardedFields(reader.tx, rules.office, ids, keys)),
    ...(await residueFields(reader.tx, rules.office, ids, reader.keeper.master)),
  ]);
  return new Map(
    wanted.map((row) => {
      const fields = Object.entries(sealed.get(row.id) ?? {});
      return [row.id, Object.fromEntries(fields.filter(([field]) => shownOf(row).includes(field)))];
    }),
  );
}

/** Read from a ledger that does not tell whether it was in time: it counts, but not in a rate. */
function isUnknown({ ended, outcome }: CaseRow): boolean {
  return ended !== null && outcome === null;
}

interface CaseDays {
  opened: Day;
  ended: Day | undefined;
  /** When a deadline of the case or of a stage had passed: from the moment it did until that was over. */
  overdue: { first: Day; last: Day }[];
}

function daysOf(row: CaseRow, { reader }: Look): CaseDays {
  const { zone } = reader.office.rules;
  const dayAt = (instant: Date | string) => localDay(new Date(instant), zone);
  const deadlines = [
    { due: row.due_at, over: row.ended_at },
    ...row.stages.map(({ due, left }) => ({ due, over: left ?? row.ended_at })),
  ];
  return {
    opened: dayOf(row.opened_on),
    ended: row.ended_at === null ? undefined : dayAt(row.ended_at),
    overdue: deadlines.flatMap(({ due, over }) => {
      if (due === null || isUnknown(row)) return [];
      const [from, until] = [new Date(due), over === null ? reader.now : new Date(over)];
      return until > from ? [{ first: dayAt(from), last: dayAt(until) }] : [];
    }),
  };
}

/** The day of the stretch under which a case counts, if it counts in it. */
function dayIn(
  { opened, ended, overdue }: CaseDays,
  caseDay: CaseDay,
  { first, last }: Stretch,
  today: Day,
): Day | undefined {
  const within = (day: Day | undefined) => day !== undefined && day >= first && day <= last;
  if (caseDay === "opened") return within(opened) ? opened : undefined;
  if (within(ended)) return ended;
  if (caseDay === "ended") return undefined;
  // Like a duty, it weighs on every period on a day of which it stood overdue, and on none that has not begun.
  const stood = overdue.find((each) => each.first <= last && each.last >= first && first <= today);
  return stood && Math.max(stood.first, first);
}

function factsOf(
  row: CaseRow,
  { ended }: CaseDays,
  procedure: string,
): Record<string, FactValue | undefined> {
  const open = row.stages.filter(({ left }) => left === null);
  return {
    ...row.fields,
    procedure,
    stage: row.ended === null && open.length === 1 ? open[0]?.stage : undefined,
    end: row.ended ?? undefined,
    openedAtNight: row.at_night,
    openedOnHoliday: row.on_holiday,
    openedOn: row.opened_on,
    endedOn: ended === undefined ? undefined : dayText(ended),
    reopened: row.reopened > 0,
    returned: row.returned > 0,
    outcome: row.ended === null ? undefined : (row.outcome ?? undefined),
  };
}

/** A case stands under its procedure's line, and under the roles that hold the stage it is at, or was last at. */
function underOf(procedure: Procedure | undefined, row: CaseRow): Thing["under"] {
  const last = row.stages.findLast(({ left }) => left === null) ?? row.stages.at(-1);
  return {
    promise: [],
    line: procedure?.line ? [procedure.line.id] : [],
    role: procedure?.stages.find(({ id }) => id === last?.stage)?.by ?? [],
    colour: procedure ? [procedure.colour] : [],
  };
}
