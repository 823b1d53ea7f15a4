import type { Tx } from "#database/scope.ts";
import type { SubjectKind } from "#register/subject.ts";
import type { Apply } from "./apply.ts";
import { searchGrams } from "./names-of-people.ts";

/** Two entries of one subject made one, and taken apart again. Rows of either stay where they were (see doubles.ts). */
export const doubleAppliers: Record<string, Apply> = {
  "subjects-merged": async (entry, { changes, sql, office, touched }) => {
    if (entry.parts.some(({ body }) => body === null)) return; // one of them has been forgotten
    const { rules, names } = await office();
    const said = entry.parts.find(({ body }) => body !== null)?.body;
    if (said === undefined || said === null) return;
    const { merge, kind, survivor, other, chosen, since } = said as {
      merge: string;
      kind: SubjectKind;
      survivor: string;
      other: string;
      chosen: string[];
      since: string;
    };
    changes.insert("merge", {
      office: entry.office,
      id: merge,
      survivor,
      other,
      chosen: chosen.map((fact) =>
        rules.fact(kind, fact)?.guard === undefined ? fact : names.fact(`${kind}/${fact}`),
      ),
      since,
      at: entry.at,
      by: entry.actor,
      number: entry.number,
    });
    const tx = await sql();
    await tx.rows(
      "update subject set merged_into = $3, present = false, recheck = null where office = $1 and id = $2",
      [entry.office, other, survivor],
    );
    await tx.rows(
      `update subject set since = least(subject.since, other.since) from subject as other
       where subject.office = $1 and subject.id = $2 and other.office = $1 and other.id = $3`,
      [entry.office, survivor, other],
    );
    await findByAll(tx, entry.office, survivor);
    touched.add(survivor).add(other);
  },

  "merge-undone": async (entry, { sql, touched }) => {
    const said = entry.parts.find(({ body }) => body !== null)?.body;
    if (said === undefined || said === null) return;
    const { merge, survivor, other } = said as { merge: string; survivor: string; other: string };
    const tx = await sql();
    await tx.rows("update merge set undone_at = $3, undone_by = $4 where office = $1 and id = $2", [
      entry.office,
      merge,
      entry.at,
      entry.actor,
    ]);
    await tx.rows("update subject set merged_into = null where office = $1 and id = $2", [
      entry.office,
      other,
    ]);
    await tx.rows(
      `update subject set since = merge.since from merge
       where subject.office = $1 and subject.id = $2 and merge.office = $1 and merge.id = $3`,
      [entry.office, survivor, merge],
    );
    await findByAll(tx, entry.office, survivor);
    touched.add(survivor).add(other);
  },
};

/** By name and code, its own and those of all that were merged into it: an old code finds the one who counts. */
export async function findByAll(tx: Tx, office: string, subject: string): Promise<void> {
  const rows = await tx.rows<{ name: string; code: string | null }>(
    `with recursive same as (
       select id from subject where office = $1 and id = $2
       union
       select subject.id from subject join same on subject.merged_into = same.id where subject.office = $1)
     select name, code from subject join same using (id) where office = $1 order by id`,
    [office, subject],
  );
  const grams = new Set(rows.flatMap(({ name, code }) => searchGrams(name, code)));
  await tx.rows("update subject set grams = $3 where office = $1 and id = $2", [office, subject, [...grams]]);
}
