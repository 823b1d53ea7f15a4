import { dayText } from "#basics/day.ts";
import type { SubjectKind } from "#register/subject.ts";
import { conditionSql } from "#standard/condition-sql.ts";
import type { Condition } from "#standard/standard.ts";
import { versionOn } from "#work/duty/spans.ts";
import { briefColumns, briefOf } from "./brief.ts";
import type { BriefRow, SubjectBrief } from "./brief.ts";
import { isOutside } from "./cases-seen.ts";
import { NotFound } from "./reader.ts";
import type { Reader } from "./reader.ts";

/** Whom a line or a promise concerns today, asked of the register itself in one statement. */
export interface WhoHolds {
  of: SubjectKind;
  /** null: only the engine works it out, and `eligible` holds it. It rests on guarded facts, or counts a household. */
  count: number | null;
  /** The first of them by name; null where they are not this reader's to know. */
  subjects: SubjectBrief[] | null;
}

const namesAtOnce = 50;

export async function whoHolds(
  reader: Reader,
  asked: { line?: string | undefined; promise?: string | undefined },
): Promise<WhoHolds> {
  const question =
    asked.promise === undefined ? lineToday(reader, asked.line) : promiseToday(reader, asked.promise);
  if (question === undefined) throw new NotFound();
  const { of, condition, guarded, by } = question;
  // Guarded facts are sealed, and who lives in a household stands in rows of its own: neither is among a subject's facts.
  const counts = condition?.facts.some((fact) => fact.startsWith("household.")) ?? false;
  if (guarded || counts) return { of, count: null, subjects: null };
  // A body of its own, the health centre say, learns who it is only of what it owes itself.
  if (isOutside(reader) && (by === undefined || !reader.roles.includes(by)))
    return { of, count: null, subjects: null };
  const { rules } = reader.office;
  const values: unknown[] = [rules.office, of, dayText(reader.today)];
  const sql =
    condition && conditionSql(condition, { subject: "subject", today: reader.today, after: values.length });
  const rows = await reader.tx.rows<BriefRow & { total: number }>(
    `with held as materialized (
       select subject.id, subject.sort_key from subject
       where subject.office = $1 and subject.kind = $2 and subject.since <= $3 and subject.merged_into is null and subject.erased_on is null
         and case subject.kind when 'household' then subject.present else subject.facts ->> 'residence' is distinct from 'deceased' end
         and ${sql?.text ?? "true"})
     select ${briefColumns}, (select count(*)::int from held) as total
     from (select id from held order by sort_key, id limit ${namesAtOnce}) as first
     join subject on subject.office = $1 and subject.id = first.id
     order by subject.sort_key, subject.id`,
    [...values, ...(sql?.values ?? [])],
  );
  return {
    of,
    count: rows[0]?.total ?? 0,
    subjects: rows.map((row) => briefOf(row, reader.today)),
  };
}

interface Question {
  of: SubjectKind;
  condition: Condition | undefined;
  guarded: boolean;
  /** The role that owes it. */
  by?: string;
}

function lineToday({ office: { rules } }: Reader, id: string | undefined): Question | undefined {
  const line = rules.lines.find((each) => each.id === id);
  if (line === undefined) return undefined;
  const { serves: of, condition } = line;
  const guarded = condition?.facts.some((fact) => rules.fact(of, fact)?.guard !== undefined) ?? false;
  return { of, condition, guarded };
}

/** A promise as its version of today makes it; undefined where none is in force today. */
function promiseToday({ office: { rules }, today }: Reader, id: string): Question | undefined {
  const inForce = rules.promises.get(id);
  const over = inForce?.ended !== undefined && inForce.ended <= today;
  if (inForce === undefined || over || inForce.adopted > today) return undefined;
  const { to: of, condition, by, guards } = versionOn(inForce, today);
  return { of, condition, by, guarded: guards.length > 0 };
}
