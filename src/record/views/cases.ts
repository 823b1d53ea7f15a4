import { instantAt } from "#basics/deadline.ts";
import type { Text } from "#basics/text.ts";
import { sayValue } from "#register/say-value.ts";
import type { FactValue } from "#register/subject.ts";
import type { Procedure } from "#standard/standard.ts";
import type { Outcome } from "#work/case/case.ts";
import { courseOf, isVeiled } from "#work/case/course.ts";
import { shownFields } from "#work/case/shown-fields.ts";
import { sameAs } from "../doubles.ts";
import { KeyRing } from "../keys.ts";
import { loadCases } from "../load-case.ts";
import { briefColumns, briefOf } from "./brief.ts";
import type { BriefRow, SubjectBrief } from "./brief.ts";
import { ownStages, seenBySql, stageName, stagesSeen } from "./cases-seen.ts";
import type { Reader } from "./reader.ts";

export const caseShows = ["open", "waiting", "overdue", "ended", "all"] as const;

/** `waiting`: those at one of the reader's own stages, and those of the office that fall due within a week. */
export type CaseShow = (typeof caseShows)[number];

export interface CaseList {
  /** How many there are, on this page and off it. */
  total: number;
  rows: CaseBrief[];
  /** Where the next page begins; null: this is the last. */
  next: string | null;
}

export interface CaseBrief {
  id: string;
  procedure: string;
  title: Text;
  colour: string;
  guarded: boolean;
  /** The first whom it is about, and how many more. */
  subject: SubjectBrief | null;
  others: number;
  /** What it is, as far as this reader may know: the first words of what is asked, and what was chosen at the opening. */
  says: Text[];
  stages: { stage: string; title: Text; by: Text[]; due: string | null; provisional: boolean }[];
  openedAt: string;
  /** The next deadline: of a stage where it stands, or of the whole. */
  due: string | null;
  provisional: boolean;
  overdue: boolean;
  mine: boolean;
  end: { id: string; title: Text; at: string; outcome: Outcome | null } | null;
  reopened: number;
  returned: number;
}

const pageLength = 50;
const daysAhead = 7;

/** Cases that this reader may see: those that stand open by their next deadline, those that ended by their end, latest first. */
export async function caseList(
  reader: Reader,
  asked: {
    show: CaseShow;
    procedure?: string | undefined;
    stage?: string | undefined;
    mine?: boolean | undefined;
    subject?: string | undefined;
    /** `next` of the page before. */
    after?: CasePlace | undefined;
  },
): Promise<CaseList> {
  const { rules, names } = reader.office;
  const own = ownStages(reader);
  const about =
    asked.subject === undefined ? null : (await sameAs(reader.tx, rules.office, names, [asked.subject])).ids;
  const found = await reader.tx.rows<CaseRow>(
    `with listed as (
       select case_file.id, standing.next, standing.provisional, standing.stages, standing.holds, ${placeSql} as place
       from case_file
       left join lateral (
         select least(min(case_stage.due_at), case_file.due_at) as next,
                bool_or(case_stage.provisional) as provisional, bool_or(${stageName("case_stage")} = any($2)) as holds,
                json_agg(json_build_object('stage', case_stage.stage, 'due', case_stage.due_at, 'provisional', case_stage.provisional)
                         order by case_stage.place) as stages
         from case_stage
         where case_file.ended is null and case_stage.office = $1 and case_stage.case_file = case_file.id and case_stage.left_at is null) as standing on true
       where case_file.office = $1 and ${seenBySql("$3")} and ${showSql[asked.show]}
         and ($4::text is null or case_file.procedure = $4)
         and ($5::text is null or exists (select from json_to_recordset(standing.stages) as at (stage text) where at.stage = $5))
         and ($6::uuid[] is null or case_file.id in (select case_about.case_file from case_about where case_about.office = $1 and case_about.subject = any($6)))
         and (not $7 or ${mineSql})
         and ($9::timestamptz is null or standing.next < $9 ${asked.show === "waiting" ? `or ${mineSql}` : ""})),
     shown as (
       select *, (select count(*)::int from listed) as total from listed
       where $10::float8 is null or (place, id) > ($10, $11::uuid)
       order by place, id limit ${pageLength + 1})
     select shown.id as case_file, shown.next, shown.place, shown.total, shown.stages, coalesce(shown.holds, false) as holds,
            case_file.provisional or coalesce(shown.provisional, false) as provisional,
            case_file.procedure, case_file.version, case_file.opened_at, case_file.fields, case_file.ended, case_file.ended_at, case_file.outcome,
            case_file.reopened, case_file.returned, (select count(*)::int from case_about where case_about.office = $1 and case_about.case_file = shown.id) as about,
            ${briefColumns}
     from shown join case_file on case_file.office = $1 and case_file.id = shown.id
     left join subject on subject.office = $1 and subject.id = ${firstSql}
     order by shown.place, shown.id`,
    [
      rules.office,
      own,
      stagesSeen(reader),
      asked.procedure === undefined ? null : names.procedure(asked.procedure),
      asked.stage ?? null,
      about,
      asked.mine ?? false,
      reader.areas,
      before(reader, asked.show),
      asked.after?.place ?? null,
      asked.after?.id ?? null,
    ],
  );
  const rows = found.slice(0, pageLength);
  const last = rows.at(-1);
  const headlines = await headlinesOf(reader, rows);
  return {
    total: found[0]?.total ?? 0,
    rows: rows.flatMap((row) => briefOfCase(reader, row, headlines.get(row.case_file))),
    next: found.length > rows.length && last !== undefined ? `${last.place}_${last.case_file}` : null,
  };
}

/** Where a page begins: after this place in the order, and this case among those of one place. */
export interface CasePlace {
  place: number;
  id: string;
}

/** One number to order by: open cases by their next deadline, those with none after them, ended ones last, the latest first. */
const placeSql = `(case when ended is null then coalesce(extract(epoch from standing.next), 9e9)
                        else 3e10 - extract(epoch from ended_at) end)::float8`;

/** The first whom a case is about. */
const firstSql = `(select case_about.subject from case_about
  where case_about.office = $1 and case_about.case_file = case_file.id order by case_about.position limit 1)`;

/** At a stage of one of the reader's roles, and in one of their areas, where whom it is about has one. */
const mineSql = `(standing.holds and ($8::text[] is null or coalesce(
  (select first.facts ->> 'area' = any($8) from subject as first where first.office = $1 and first.id = ${firstSql}), ${firstSql} is null)))`;

/** By plain text, so that the index of open cases serves those that are open. */
const showSql: Record<CaseShow, string> = {
  open: "case_file.ended is null",
  waiting: "case_file.ended is null",
  overdue: "case_file.ended is null",
  ended: "case_file.ended is not null",
  all: "true",
};

/** The next deadline has to be before this. */
function before({ now, today, office }: Reader, show: CaseShow): Date | null {
  if (show === "overdue") return now;
  // A deadline is the midnight at which its day ends.
  return show === "waiting" ? new Date(instantAt(today + daysAhead + 1, 1, office.rules.zone)) : null;
}

interface CaseRow extends BriefRow {
  case_file: string;
  procedure: string;
  version: string;
  opened_at: Date;
  fields: Record<string, FactValue>;
  ended: string | null;
  ended_at: Date | null;
  outcome: Outcome | null;
  reopened: number;
  returned: number;
  next: Date | null;
  provisional: boolean;
  stages: { stage: string; due: string | null; provisional: boolean }[] | null;
  holds: boolean;
  about: number;
  place: number;
  total: number;
}

/** What is asked, in its first words: the first text asked for at the opening, where the reader may read it. */
async function headlinesOf(reader: Reader, rows: CaseRow[]): Promise<Map<string, Text>> {
  const { rules, names } = reader.office;
  const keys = new KeyRing(rules.office, reader.keeper.master);
  const ids = rows.map((row) => row.case_file);
  const headlines = new Map<string, Text>();
  for (const { procedure, version, state } of await loadCases(reader.tx, rules.office, ids, names, keys)) {
    const declared = courseOf(rules, procedure, version)?.procedure;
    const field = declared?.opens.asks
      .flatMap((id) => declared.fields.filter((each) => each.id === id))
      .find(({ type }) => type === "longtext" || type === "text");
    const value = field && state.fields[field.id];
    if (declared === undefined || field === undefined || typeof value !== "string" || value === "") continue;
    const mayRead =
      field.guard === undefined ||
      state.openedBy === reader.account ||
      shownFields(declared, reader.roles).has(field.id);
    if (mayRead) headlines.set(state.id, firstWords(value));
  }
  return headlines;
}

const headlineLength = 80;

function firstWords(text: string): Text {
  const letters = [...text];
  const cut = letters.length > headlineLength ? `${letters.slice(0, headlineLength).join("")}…` : text;
  return { zh: cut, en: cut };
}

function briefOfCase(reader: Reader, row: CaseRow, headline: Text | undefined): CaseBrief[] {
  const { rules, names } = reader.office;
  const id = names.plain(row.procedure);
  const procedure = courseOf(rules, id, row.version)?.procedure;
  if (procedure === undefined) return [];
  const { ended, ended_at, outcome } = row;
  // Where it concerns nobody the columns of the subject are null.
  const subject = row.about === 0 ? null : briefOf(row, reader.today);
  const inMyArea =
    reader.areas === null ||
    subject === null ||
    (subject.area !== null && reader.areas.includes(subject.area));
  return [
    {
      id: row.case_file,
      procedure: id,
      title: procedure.title,
      colour: procedure.colour,
      guarded: isVeiled(procedure),
      subject,
      others: Math.max(0, row.about - 1),
      says: [...(headline ? [headline] : []), ...chosen(procedure, row.fields)],
      stages: (row.stages ?? []).map(({ stage, due, provisional }) => {
        const declared = procedure.stages.find((each) => each.id === stage);
        return {
          stage,
          title: declared?.title ?? { zh: stage },
          by: (declared?.by ?? []).map((role) => rules.roles.get(role)?.title ?? { zh: role }),
          due: due === null ? null : new Date(due).toISOString(),
          provisional,
        };
      }),
      openedAt: row.opened_at.toISOString(),
      due: row.next?.toISOString() ?? null,
      provisional: row.provisional,
      overdue: row.next !== null && row.next < reader.now,
      mine: row.holds && inMyArea,
      end:
        ended === null || ended_at === null
          ? null
          : { id: ended, title: endTitle(procedure, ended), at: ended_at.toISOString(), outcome },
      reopened: row.reopened,
      returned: row.returned,
    },
  ];
}

export function endTitle({ ends }: Procedure, id: string): Text {
  return ends.find((end) => end.id === id)?.title ?? { zh: id };
}

/** What was chosen at the opening tells one case from the next. */
function chosen({ opens, fields }: Procedure, said: Record<string, FactValue>): Text[] {
  return opens.asks
    .flatMap((id) => fields.find((field) => field.id === id) ?? [])
    .filter(({ guard, type }) => guard === undefined && type === "choice")
    .flatMap((field) => {
      const value = said[field.id];
      return value === undefined || value === null || value === "" ? [] : [sayValue(field, value)];
    })
    .slice(0, 3);
}
