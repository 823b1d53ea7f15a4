import { instantAt } from "#basics/deadline.ts";
import { sameAs } from "../doubles.ts";
import { findSubjects } from "./find-subjects.ts";
import { briefedCases } from "./case-brief.ts";
import type { BriefedCase, CaseBrief } from "./case-brief.ts";
import { houseStages, ownStages, stageName, stagesByArea } from "./cases-seen.ts";
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
 * First those that the register or the journal finds by these words: about whom they are, and the entry's number. The rest
 * stands sealed and cannot be found in the database: the first thousand in the order are opened, as far as the reader may
 * read them, and the next page goes on from there.
 */
async function searched(
  reader: Reader,
  asked: CaseFilter & { after?: CasePlace | undefined },
  text: string,
): Promise<CaseList> {
  const named = await placed(reader, { ...asked, named: await namesIn(reader, text) }, pageLength);
  const candidates = await placed(reader, asked, countedTo, asked.after);
  const told = new Set(named.map(({ id }) => id));
  const ids = candidates.flatMap(({ id }) => (told.has(id) ? [] : id));
  const found = (await briefedCases(reader, ids)).filter((one) => holds(one, text));
  const rows = found.slice(0, pageLength).map(({ brief }) => brief);
  const isWhole = candidates.length < countedTo;
  const lastRead = found.length > pageLength ? rows.at(-1)?.id : isWhole ? undefined : candidates.at(-1)?.id;
  const last = candidates.find(({ id }) => id === lastRead);
  const first = asked.after === undefined ? await briefedCases(reader, [...told]) : [];
  return {
    total: found.length + first.length,
    atLeast: !isWhole || asked.after !== undefined || named.length === pageLength,
    rows: [...first.map(({ brief }) => brief), ...rows],
    next: last === undefined ? null : written(last),
  };
}

type Wanted = CaseFilter & { named?: NamedCases };

/** What of these words the database can look for. */
interface NamedCases {
  subjects: string[];
  /** Of one of the case's entries in the journal. */
  entry: number | null;
}

async function namesIn(reader: Reader, text: string): Promise<NamedCases> {
  const { rules, names } = reader.office;
  const { total, rows } = await findSubjects(reader, { text, offset: 0 });
  // What fits more people than a page has is no name.
  const found = total > rows.length ? [] : rows.map(({ id }) => id);
  const { ids } = await sameAs(reader.tx, rules.office, names, found);
  return { subjects: ids, entry: /^\d{1,15}$/.test(text) ? Number(text) : null };
}

/** In what kind of case it is, in what is asked, in what was chosen, in the name or the address of whom it is about. */
export function holds({ brief: { title, says, subject }, headline }: BriefedCase, text: string): boolean {
  const wanted = text.toLowerCase();
  const said = [
    title.zh,
    title.en,
    ...says.flatMap(({ zh, en }) => [zh, en]),
    headline,
    subject?.name,
    subject?.address,
  ];
  return said.some((each) => each?.toLowerCase().includes(wanted) ?? false);
}

function written({ place, id }: CasePlace): string {
  return `${place}_${id}`;
}

/** The first of the cases asked for, after a place, in their order. `endedSince`: those that ended before it are left out. */
export async function placed(
  reader: Reader,
  asked: Wanted,
  limit: number,
  after?: CasePlace,
  endedSince?: Date,
): Promise<CasePlace[]> {
  if (asked.show === "ended") return endedPlaced(reader, asked, limit, after, endedSince);
  const isPastOpen = after !== undefined && after.place > lastOfOpen;
  const open = isPastOpen ? [] : await openPlaced(reader, asked, limit, after);
  if (asked.show !== "all" || open.length === limit) return open;
  const place = isPastOpen ? after : undefined;
  return [...open, ...(await endedPlaced(reader, asked, limit - open.length, place, endedSince))];
}

async function count(reader: Reader, asked: CaseFilter): Promise<number> {
  const sources =
    asked.show === "all" ? [openCases, endedCases] : [asked.show === "ended" ? endedCases : openCases];
  let total = 0;
  for (const source of sources) {
    const sql = new Values(reader);
    const [row] = await reader.tx.rows<{ total: number }>(
      `select count(*)::int as total from (select ${await source(reader, asked, sql)} limit ${countedTo + 1}) as counted`,
      sql.values,
    );
    total += row?.total ?? 0;
  }
  return total;
}

// One number to order by: open cases by their next deadline, those with none after them, ended ones last, the latest first.
// The two are asked for apart, each in an order that an index has.

const lastOfOpen = 9e9;
/** From this the seconds of the end are taken. An end is whole milliseconds, which the difference holds exactly enough. */
const afterOpen = 3e10;

async function openPlaced(
  reader: Reader,
  asked: Wanted,
  limit: number,
  after: CasePlace | undefined,
): Promise<CasePlace[]> {
  const sql = new Values(reader);
  const from = await openCases(reader, asked, sql);
  const place = `coalesce(extract(epoch from standing.next), ${lastOfOpen})::float8`;
  const onwards =
    after && `and (${place}, case_file.id) > (${sql.add(after.place)}, ${sql.add(after.id)}::uuid)`;
  return reader.tx.rows<CasePlace>(
    `select case_file.id, ${place} as place ${from} ${onwards ?? ""} order by place, case_file.id limit ${limit}`,
    sql.values,
  );
}

async function endedPlaced(
  reader: Reader,
  asked: Wanted,
  limit: number,
  after: CasePlace | undefined,
  since: Date | undefined,
): Promise<CasePlace[]> {
  const sql = new Values(reader);
  const from = await endedCases(reader, asked, sql);
  const end = after && sql.add(new Date(Math.round((afterOpen - after.place) * 1000)));
  const onwards =
    after &&
    `and case_file.ended_at <= ${end} and (case_file.ended_at < ${end} or case_file.id > ${sql.add(after.id)}::uuid)`;
  const notBefore = since && `and case_file.ended_at >= ${sql.add(since)}`;
  return reader.tx.rows<CasePlace>(
    `select case_file.id, (${afterOpen} - extract(epoch from case_file.ended_at))::float8 as place
     ${from} ${onwards ?? ""} ${notBefore ?? ""} order by case_file.ended_at desc, case_file.id limit ${limit}`,
    sql.values,
  );
}

/** What a statement asks with; $1 is the office. */
class Values {
  readonly values: unknown[];

  constructor({ office }: Reader) {
    this.values = [office.rules.office];
  }

  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

async function openCases(reader: Reader, asked: Wanted, sql: Values): Promise<string> {
  const wanted = await commonTerms(reader, asked, sql);
  const mine = asked.mine || asked.show === "waiting" ? mineSql(reader, sql) : "";
  const until = before(reader, asked.show);
  if (asked.mine) wanted.push(mine);
  if (until !== null) {
    const soon = `standing.next < ${sql.add(until)}`;
    wanted.push(asked.show === "waiting" ? `(${soon} or ${mine})` : soon);
  }
  if (asked.stage !== undefined)
    wanted.push(`exists (
      select from case_stage as at where at.office = $1 and at.case_file = case_file.id and at.left_at is null and at.stage = ${sql.add(asked.stage)})`);
  if (asked.office) wanted.push(`standing.names && ${sql.add(houseStages(reader))}::text[]`);
  return `from case_file
    left join lateral (
      select least(min(case_stage.due_at), case_file.due_at) as next, array_agg(${stageName("case_stage")}) as names
      from case_stage
      where case_stage.office = $1 and case_stage.case_file = case_file.id and case_stage.left_at is null) as standing on true
    where case_file.ended is null and ${wanted.join(" and ")}`;
}

/** At no stage any more, nor with anybody; the reader's own are those that they made a move of. */
async function endedCases(reader: Reader, asked: Wanted, sql: Values): Promise<string> {
  const wanted = await commonTerms(reader, asked, sql);
  if (asked.stage !== undefined || asked.office) wanted.push("false");
  if (asked.mine)
    wanted.push(`case_file.id in (
      select made.case_file from case_stage as made where made.office = $1 and made.left_by = ${sql.add(reader.account)}::uuid)`);
  return `from case_file where case_file.ended is not null and ${wanted.join(" and ")}`;
}

async function commonTerms(reader: Reader, asked: Wanted, sql: Values): Promise<string[]> {
  const { rules, names } = reader.office;
  const terms = ["case_file.office = $1"];
  if (asked.procedure !== undefined)
    terms.push(`case_file.procedure = ${sql.add(names.procedure(asked.procedure))}`);
  if (asked.subject !== undefined) {
    const { ids } = await sameAs(reader.tx, rules.office, names, [asked.subject]);
    terms.push(`case_file.id in (
      select case_about.case_file from case_about where case_about.office = $1 and case_about.subject = any(${sql.add(ids)}::uuid[]))`);
  }
  if (asked.named !== undefined)
    terms.push(`case_file.id in (
      select case_about.case_file from case_about where case_about.office = $1 and case_about.subject = any(${sql.add(asked.named.subjects)}::uuid[])
      union all
      select case_entry.case_file from case_entry where case_entry.office = $1 and case_entry.number = ${sql.add(asked.named.entry)}::bigint)`);
  return terms;
}

/** The first whom a case is about. */
const firstSql = `(select case_about.subject from case_about
  where case_about.office = $1 and case_about.case_file = case_file.id order by case_about.position limit 1)`;

/** At a stage of one of the reader's posts, in its area, where whom it is about has one. */
function mineSql(reader: Reader, sql: Values): string {
  const [own, byArea] = [sql.add(ownStages(reader)), sql.add(JSON.stringify(stagesByArea(reader)))];
  return `standing.names && coalesce(
    (select array(select jsonb_array_elements_text(coalesce(${byArea}::jsonb -> (first.facts ->> 'area'), ${byArea}::jsonb -> '')))
     from subject as first where first.office = $1 and first.id = ${firstSql}), ${own}::text[])`;
}

/** The next deadline has to be before this. */
function before({ now, today, office }: Reader, show: CaseShow): Date | null {
  if (show === "overdue") return now;
  // A deadline is the midnight at which its day ends.
  return show === "waiting" ? new Date(instantAt(today + daysAhead + 1, 1, office.rules.zone)) : null;
}
