import { dayText } from "#basics/day.ts";
import type { SubjectBrief } from "./brief.ts";
import { briefColumns, briefOf } from "./brief.ts";
import type { BriefRow } from "./brief.ts";
import type { Reader } from "./reader.ts";

/** A place one can walk into: an area, a building, a stairwell or a flat. */
export interface Place {
  /** "": people without an area, or whose address names no building, stairwell or flat. */
  id: string;
  people: number;
  households: number;
  /** Duties open now, and how many of them are overdue. */
  owed: number;
  overdue: number;
}

/** One flat from inside. */
export interface FlatInside {
  households: SubjectBrief[];
  people: (SubjectBrief & { household: string | null; owed: number; overdue: number })[];
}

/** How far one has walked: each says where within the one before. */
export interface Walked {
  area?: string | undefined;
  building?: string | undefined;
  stairwell?: string | undefined;
  flat?: string | undefined;
}

const levels = ["area", "building", "stairwell", "flat"] as const;
const columns = {
  area: "coalesce(subject.facts ->> 'area', '')",
  building: "subject.building",
  stairwell: "subject.stairwell",
  flat: "subject.flat",
};

/** What one sees from where one stands: the places of the next level, or the inside of a flat. One query a level. */
export async function walk(
  reader: Reader,
  at: Walked,
): Promise<{ places: Place[]; inside: FlatInside | null }> {
  const depth = levels.findIndex((level) => at[level] === undefined);
  const next = depth === -1 ? undefined : levels[depth];
  const walked = next === undefined ? levels : levels.slice(0, depth);
  const values = walked.map((level) => at[level] ?? "");
  return next === undefined
    ? { places: [], inside: await inside(reader, values) }
    : { places: await placesOf(reader, next, values), inside: null };
}

/** Written as the index is, so that it serves: the area of those without one is null there. */
function conditionOf(values: string[]): string {
  return values
    .map((value, place) => {
      const level = levels[place] ?? "area";
      if (level === "area")
        return value === ""
          ? " and subject.facts ->> 'area' is null and $3 = ''"
          : " and subject.facts ->> 'area' = $3";
      return ` and ${columns[level]} = $${place + 3}`;
    })
    .join("");
}

async function placesOf(reader: Reader, next: (typeof levels)[number], values: string[]): Promise<Place[]> {
  const rows = await reader.tx.rows<Place>(
    `with here as materialized (
       select ${columns[next]} as place, subject.id, subject.kind from subject
       where subject.office = $1 and subject.present and subject.kind in ('person', 'household')
         and subject.merged_into is null${conditionOf(values)}),
     due as (select here.place, count(*)::int as owed, count(*) filter (where duty.due < $2)::int as overdue
             from here join duty on duty.office = $1 and duty.subject = here.id and duty.opens <= $2
             group by here.place)
     select place as id, count(*) filter (where kind = 'person')::int as people, count(*) filter (where kind = 'household')::int as households,
            coalesce(max(due.owed), 0) as owed, coalesce(max(due.overdue), 0) as overdue
     from here left join due using (place) group by place`,
    [reader.office.rules.office, dayText(reader.today), ...values],
  );
  if (next === "area") {
    const order = reader.office.rules.areas.map(({ id }) => id);
    const known = new Map(rows.map((row) => [row.id, row]));
    const empty = { people: 0, households: 0, owed: 0, overdue: 0 };
    // Every area is there to be walked into, whoever lives in it; those without one come last.
    return [
      ...order.map((id) => known.get(id) ?? { id, ...empty }),
      ...rows.filter(({ id }) => !order.includes(id)),
    ];
  }
  return rows.sort(inWalkingOrder);
}

const natural = new Intl.Collator("zh-CN", { numeric: true });

/** 2 before 10, and what has no name last. */
function inWalkingOrder(a: Place, b: Place): number {
  return Number(a.id === "") - Number(b.id === "") || natural.compare(a.id, b.id);
}

async function inside(reader: Reader, values: string[]): Promise<FlatInside> {
  const rows = await reader.tx.rows<BriefRow & { household: string | null; owed: number; overdue: number }>(
    `select ${briefColumns}, subject.household,
            (select count(*)::int from duty where duty.office = $1 and duty.subject = subject.id and duty.opens <= $2) as owed,
            (select count(*)::int from duty where duty.office = $1 and duty.subject = subject.id and duty.due < $2) as overdue
     from subject
     where subject.office = $1 and subject.present and subject.kind in ('person', 'household')
       and subject.merged_into is null${conditionOf(values)}
     order by subject.sort_key, subject.id limit 500`,
    [reader.office.rules.office, dayText(reader.today), ...values],
  );
  return {
    households: rows.filter(({ kind }) => kind === "household").map((row) => briefOf(row, reader.today)),
    people: rows
      .filter(({ kind }) => kind === "person")
      .map((row) => ({
        ...briefOf(row, reader.today),
        household: row.household,
        owed: row.owed,
        overdue: row.overdue,
      })),
  };
}
