import { dayText } from "#basics/day.ts";
import type { SubjectKind } from "#register/subject.ts";
import { gramsOf } from "../names-of-people.ts";
import { briefColumns, briefOf } from "./brief.ts";
import type { BriefRow, SubjectBrief } from "./brief.ts";
import type { Reader } from "./reader.ts";

export interface FoundSubjects {
  total: number;
  rows: (SubjectBrief & { code: string | null; owed: number; overdue: number })[];
}

export const pageLength = 50;

/** Subjects whose name, pinyin initials, code or address hold the text; by name. Empty text: all. */
export async function findSubjects(
  reader: Reader,
  asked: { text: string; kind?: SubjectKind | undefined; area?: string | undefined; offset: number },
): Promise<FoundSubjects> {
  const text = asked.text.trim();
  const rows = await reader.tx.rows<
    BriefRow & { code: string | null; owed: number; overdue: number; total: number }
  >(
    `select ${briefColumns}, subject.code, count(*) over ()::int as total,
            (select count(*)::int from duty where duty.office = $1 and duty.subject = subject.id and duty.opens <= $6) as owed,
            (select count(*)::int from duty where duty.office = $1 and duty.subject = subject.id and duty.due < $6) as overdue
     from subject
     where subject.office = $1 and subject.merged_into is null
       and ($2 = '' or subject.grams @> $3::text[] or strpos(subject.facts ->> 'address', $2) > 0)
       and ($4::text is null or subject.kind = $4)
       and ($5::text is null or subject.facts ->> 'area' = $5)
     order by subject.sort_key, subject.id
     limit ${pageLength} offset $7`,
    [
      reader.office.rules.office,
      text,
      gramsOf(text),
      asked.kind ?? null,
      asked.area ?? null,
      dayText(reader.today),
      asked.offset,
    ],
  );
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((row) => ({
      ...briefOf(row, reader.today),
      code: row.code,
      owed: row.owed,
      overdue: row.overdue,
    })),
  };
}
