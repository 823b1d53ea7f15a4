import { dayOf } from "#basics/day.ts";
import type { Day } from "#basics/day.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import { fullYears } from "#standard/age.ts";
import type { Reader } from "./reader.ts";

/** A subject in a line of a list. */
export interface SubjectBrief {
  id: string;
  kind: SubjectKind;
  name: string;
  age: number | null;
  area: string | null;
  address: string | null;
}

/** The columns of `subject` that a brief is made of. */
export const briefColumns = "subject.id, subject.kind, subject.name, subject.facts";

export interface BriefRow {
  id: string;
  kind: SubjectKind;
  name: string;
  facts: Record<string, FactValue>;
}

/** Of whoever was forgotten: they still count in the figures of the past. */
const nameless = "—";

export function briefOf({ id, kind, name, facts }: BriefRow, today: Day): SubjectBrief {
  const born = facts["birthDate"];
  return {
    id,
    kind,
    name: name === "" ? nameless : name,
    age: typeof born === "string" ? fullYears(dayOf(born), today) : null,
    area: textOrNull(facts["area"]),
    address: textOrNull(facts["address"]),
  };
}

/** The briefs of these subjects, of those that the reader may see. */
export async function briefsOf(reader: Reader, ids: string[]): Promise<Map<string, SubjectBrief>> {
  const rows = await reader.tx.rows<BriefRow>(
    `select ${briefColumns} from subject where office = $1 and id = any($2::uuid[])`,
    [reader.office.rules.office, ids],
  );
  return new Map(rows.map((row) => [row.id, briefOf(row, reader.today)]));
}

function textOrNull(value: FactValue | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
