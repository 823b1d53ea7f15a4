import { instantAt } from "#basics/deadline.ts";
import { sameAs } from "../doubles.ts";
import { briefedCases } from "./case-brief.ts";
import type { BriefedCase, CaseBrief } from "./case-brief.ts";
import { houseStages, ownStages, seenBySql, stageName, stagesByArea, stagesSeen } from "./cases-seen.ts";
import type { Reader } from "./reader.ts";

export const caseShows = ["open", "waiting", "overdue", "ended", "all"] as const;

/** `waiting`: those at one of the reader's own stages, and those of the office that fall due within a week. */
export type CaseShow = (typeof caseShows)[number];

/** Which cases: the list and the board ask with the same. */
export interface CaseFilter {
  show: CaseShow;
  procedure?: string | undefined;
  stage?: string | undefined;
  /** At a stage of the reader's own; of those that ended, those that they have had a hand in. */
  mine?: boolean | undefined;
  /** With the office itself, not with a body outside that the next step is for. */
  office?: boolean | undefined;
  subject?: string | undefined;
  /** In what they are about or whom: read where the reader may read it. */
  text?: string | undefined;
}

export interface CaseList {
  /** How many there are, on this page and off it. */
  total: number;
  /** There are more than `total`: they were not counted to the end. */
  atLeast: boolean;
  rows: CaseBrief[];
  /** Where the next page begins; null: this is the last. */
  next: string | null;
}

/** Where a page begins: after this place in the order, and this case among those of one place. */
export interface CasePlace {
  place: number;
  id: string;
}

const pageLength = 50;
const daysAhead = 7;
/** What ended grows for ever: of 60,000 cases the last one counted takes as long as the first 59,999. */
const countedTo = 1_000;

/** Cases that this reader may see: those that stand open by their next deadline, those that ended by their end, latest first. */
export async function caseList(
  reader: Reader,
  /** `after`: `next` of the page before. */
  asked: CaseFilter & { after?: CasePlace | undefined },
): Promise<CaseList> {
  const text = asked.text?.trim() ?? "";
  if (text !== "") return searched(reader, asked, text);
  const found = await placed(reader, asked, pageLength + 1, asked.after);
  const rows = found.slice(0, pageLength);
  const last = rows.at(-1);
  const counted =
    asked.after === undefined && found.length <= pageLength ? found.length : await count(reader, asked);
  return {
    total: Math.min(counted, countedTo),
    atLeast: counted > countedTo,
    rows: (
      await briefedCases(
        reader,
        rows.map(({ id }) => id),
      )
    ).map(({ brief }) => brief),
    next: found.length > rows.length && last !== undefined ? written(last) : null,
  };
}

/**
 * What is asked stands sealed, so it cannot be found in the database: the first thousand in the order are opened, as far
 * as the reader may read them, and the next page goes on from there.
 */
async function searched(
  reader: Reader,
  asked: CaseFilter & { after?: CasePlace | undefined },
  text: string,
): Promise<CaseList> {
  const candidates = await placed(reader, asked, countedTo, asked.after);
  const ids = candidates.map(({ id }) => id);
  const found = (await briefedCases(reader, ids)).filter((one) => holds(one, text));
  const rows = found.slice(0, pageLength).map(({ brief }) => brief);
  const isWhole = candidates.length < countedTo;
  const lastRead = found.length > pageLength ? rows.at(-1)?.id : isWhole ? undefined : ids.at(-1);
  const last = candidates.find(({ id }) => id === lastRead);
  return {
    total: found.length,
    atLeast: !isWhole || asked.after !== undefined,
    rows,
    next: last === undefined ? null : written(last),
  };
}

/** In what is asked, in what was chosen, in the name or the address of whom it is about. */
export function holds({ brief: { says, subject }, headline }: BriefedCase, text: string): boolean {
  const wanted = text.toLowerCase();
  const said = [...says.flatMap(({ zh, en }) => [zh, en]), headline, subject?.name, subject?.address];
  return said.some((each) => each?.toLowerCase().includes(wanted) ?? false);
}

function written({ place, id }: CasePlace): string {
  return `${place}_${id}`;
}

/** The first of the cases asked for, after a place, in their order. `endedSince`: those that ended before it are left out. */
export async function placed(
  reader: Reader,
  asked: CaseFilter,
  limit: number,
  after?: CasePlace,
  endedSince?: Date,
): Promise<CasePlace[]> {
  return reader.tx.rows<CasePlace>(
    `select case_file.id, ${placeSql} as place ${askedSql(asked)}
       and ($11::float8 is null or (${placeSql}, case_file.id) > ($11, $12::uuid))
       and ($13::timestamptz is null or case_file.ended_at >= $13)
     order by place, case_file.id limit ${limit}`,
    [...(await given(reader, asked)), after?.place ?? null, after?.id ?? null, endedSince ?? null],
  );
}

async function count(reader: Reader, asked: CaseFilter): Promise<number> {
  const [row] = await reader.tx.rows<{ total: number }>(
    `select count(*)::int as total from (select ${askedSql(asked)} limit ${countedTo + 1}) as counted`,
    await given(reader, asked),
  );
  return row?.total ?? 0;
}

/** One number to order by: open cases by their next deadline, those with none after them, ended ones last, the latest first. */
const placeSql = `(case when ended is null then coalesce(extract(epoch from standing.next), 9e9)
                        else 3e10 - extract(epoch from ended_at) end)::float8`;

/** From where and on what conditions; `given` holds what $1 to $10 are. */
function askedSql({ show }: CaseFilter): string {
  return `from case_file
     left join lateral (
       select least(min(case_stage.due_at), case_file.due_at) as next,
              array_agg(${stageName("case_stage")}) as names,
              bool_or(${stageName("case_stage")} = any($10)) as here
       from case_stage
       where case_file.ended is null and case_stage.office = $1 and case_stage.case_file = case_file.id and case_stage.left_at is null) as standing on true
     where case_file.office = $1 and ${seenBySql("$3")} and ${showSql[show]}
       and ($4::text is null or case_file.procedure = $4)
       and ($5::text is null or exists (
         select from case_stage as at where at.office = $1 and at.case_file = case_file.id and at.left_at is null and at.stage = $5))
       and ($6::uuid[] is null or case_file.id in (select case_about.case_file from case_about where case_about.office = $1 and case_about.subject = any($6)))
       and (not $7 or ${mineSql})
       and ($9::timestamptz is null or standing.next < $9 ${show === "waiting" ? `or ${mineSql}` : ""})
       and ($10::text[] is null or standing.here)`;
}

async function given(reader: Reader, asked: CaseFilter): Promise<unknown[]> {
  const { rules, names } = reader.office;
  const about =
    asked.subject === undefined ? null : (await sameAs(reader.tx, rules.office, names, [asked.subject])).ids;
  return [
    rules.office,
    ownStages(reader),
    stagesSeen(reader),
    asked.procedure === undefined ? null : names.procedure(asked.procedure),
    asked.stage ?? null,
    about,
    asked.mine ?? false,
    JSON.stringify(stagesByArea(reader)),
    before(reader, asked.show),
    asked.office ? houseStages(reader) : null,
  ];
}

/** The first whom a case is about. */
const firstSql = `(select case_about.subject from case_about
  where case_about.office = $1 and case_about.case_file = case_file.id order by case_about.position limit 1)`;

/**
 * At a stage of one of the reader's posts, in its area, where whom it is about has one; once it has ended,
 * where the reader made one of its moves.
 */
const mineSql = `(case when case_file.ended is null
  then standing.names && coalesce(
    (select array(select jsonb_array_elements_text(coalesce($8::jsonb -> (first.facts ->> 'area'), $8::jsonb -> '')))
     from subject as first where first.office = $1 and first.id = ${firstSql}), $2::text[])
  else case_file.id in (select made.case_file from case_stage as made
    where made.office = $1 and made.left_by::text = (select current_setting('wellside.account', true))) end)`;

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
