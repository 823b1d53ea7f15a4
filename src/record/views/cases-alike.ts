import { likeness } from "#work/case/likeness.ts";
import { sameAs } from "../doubles.ts";
import { briefedCases } from "./case-brief.ts";
import type { CaseBrief } from "./case-brief.ts";
import type { Reader } from "./reader.ts";

/** Why a case may be the one that is about to be opened. */
export type AlikeBy = "subject" | "text" | "building";

export interface CaseAlike {
  case: CaseBrief;
  by: AlikeBy[];
}

const daysBack = 30;
/** Of so many of the last days the first words are opened and compared: 200 take 30 ms. */
const compared = 200;
const shown = 5;
/** Nearly half of what the shorter of two sentences says; two of the sample's that are not the same come to 0.2. */
const alike = 0.4;

/**
 * Cases of this procedure, open or opened in the last 30 days, that may be the same as one about to be opened: about the
 * same subject, written alike, or from the same building. The likeliest first.
 */
export async function casesAlike(
  reader: Reader,
  asked: { procedure: string; subject?: string | undefined; text?: string | undefined },
): Promise<CaseAlike[]> {
  const { rules, names } = reader.office;
  const same =
    asked.subject === undefined ? [] : (await sameAs(reader.tx, rules.office, names, [asked.subject])).ids;
  const values: unknown[] = [
    rules.office,
    names.procedure(asked.procedure),
    new Date(reader.now.getTime() - daysBack * 86_400_000),
    same,
  ];
  const rows = await reader.tx.rows<{ id: string; same: boolean; near: boolean }>(
    `select case_file.id,
            case_file.id in (select about.case_file from case_about as about where about.office = $1 and about.subject = any($4)) as same,
            case_file.id in (select about.case_file from case_about as about
              join subject as whose on whose.office = $1 and whose.id = about.subject
              join subject as here on here.office = $1 and here.id = any($4)
              where about.office = $1 and here.building <> '' and whose.building = here.building
                and whose.facts ->> 'area' is not distinct from here.facts ->> 'area') as near
     from case_file
     where case_file.office = $1 and case_file.procedure = $2 and (case_file.ended is null or case_file.opened_at >= $3)
     order by same desc, near desc, case_file.opened_at desc limit ${compared}`,
    values,
  );
  const cases = new Map(
    (
      await briefedCases(
        reader,
        rows.map(({ id }) => id),
      )
    ).map((one) => [one.state.id, one]),
  );
  return rows
    .flatMap((row): (CaseAlike & { weight: number })[] => {
      const one = cases.get(row.id);
      if (one === undefined) return [];
      const written = likeness(one.headline ?? "", asked.text ?? "");
      const by: AlikeBy[] = [
        ...(row.same ? (["subject"] as const) : []),
        ...(written >= alike ? (["text"] as const) : []),
        ...(row.near && !row.same ? (["building"] as const) : []),
      ];
      const weight = (row.same ? 2 : 0) + (row.near ? 0.5 : 0) + (written >= alike ? 1 + written : 0);
      return by.length === 0 ? [] : [{ case: one.brief, by, weight }];
    })
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, shown)
    .map(({ case: brief, by }) => ({ case: brief, by }));
}
