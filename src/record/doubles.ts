import type { Tx } from "#database/scope.ts";
import { joinRows } from "#work/household/join.ts";
import type { Row } from "#work/household/join.ts";
import type { TableNames } from "./office.ts";

/** Subjects, and those that were found to be the same as one of them: all that is known of either counts for the one. */
export interface Same {
  /** All of them, to load what is known by. */
  ids: string[];
  /** The subject and all that were merged into it. */
  of(id: string): string[];
  /** What is known of the subject, made of the rows of each. */
  rows<Of extends Row>(id: string, rowsOf: (id: string) => Of[]): Of[];
}

interface Merged {
  survivor: string;
  other: string;
  chosen: string[];
}

/** Nearly always nobody was merged into any of these: one query on an index, and nothing to join. */
export async function sameAs(
  tx: Tx,
  office: string,
  names: TableNames | undefined,
  ids: string[],
): Promise<Same> {
  const merged = await tx.rows<Merged>(
    `with recursive same as (
       select survivor, other, chosen, number from merge where office = $1 and survivor = any($2::uuid[]) and undone_at is null
       union
       select merge.survivor, merge.other, merge.chosen, merge.number from merge join same on merge.survivor = same.other
       where merge.office = $1 and merge.undone_at is null)
     select survivor, other, chosen from same order by number`,
    [office, ids],
  );
  const into = Map.groupBy(merged, ({ survivor }) => survivor);
  const of = (id: string): string[] => [id, ...(into.get(id) ?? []).flatMap(({ other }) => of(other))];
  const rows: Same["rows"] = (id, rowsOf) =>
    (into.get(id) ?? []).reduce(
      (mine, { other, chosen }) =>
        joinRows(mine, rows(other, rowsOf), new Set(chosen.map((name) => plainFact(names, name)))),
      rowsOf(id),
    );
  return { ids: [...new Set([...ids, ...merged.map(({ other }) => other)])], of, rows };
}

/** "phone", of the name under which it stands in the tables. */
export function plainFact(names: TableNames | undefined, name: string): string {
  return names?.plain(name).split("/")[1] ?? name;
}

/** Whoever counts now for each of these: mostly they themselves. */
export async function survivorsOf(tx: Tx, office: string, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; survivor: string }>(
    `with recursive now as (
       select id, merged_into as survivor from subject where office = $1 and id = any($2::uuid[]) and merged_into is not null
       union
       select now.id, subject.merged_into from now join subject on subject.office = $1 and subject.id = now.survivor
       where subject.merged_into is not null)
     select now.id, now.survivor from now join subject on subject.office = $1 and subject.id = now.survivor
     where subject.merged_into is null`,
    [office, ids],
  );
  const survivors = new Map(rows.map(({ id, survivor }) => [id, survivor]));
  return new Map(ids.map((id) => [id, survivors.get(id) ?? id]));
}
