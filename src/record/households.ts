import { dayOf } from "#basics/day.ts";
import type { Tx } from "#database/scope.ts";
import type { FactValue } from "#register/subject.ts";
import type { Life, Stay } from "#work/household/household.ts";
import { sameAs, survivorsOf } from "./doubles.ts";
import type { TableNames } from "./office.ts";

/** A row of `member`, shaped as those of facts are, so that doubles join in one way. */
export interface StayRow {
  subject: string;
  fact: "household";
  from_day: string;
  number: number;
  household: string | null;
  head: boolean;
}

/** Everybody who ever lived in one of these households, with all that it is counted by. Open facts only. */
export async function livesIn(
  tx: Tx,
  office: string,
  names: TableNames | undefined,
  households: string[],
): Promise<Map<string, Life[]>> {
  if (households.length === 0) return new Map();
  const members = await tx.rows<{ person: string; household: string }>(
    "select distinct person, household from member where office = $1 and household = any($2::uuid[])",
    [office, households],
  );
  const survivors = await survivorsOf(tx, office, [...new Set(members.map(({ person }) => person))]);
  const lives = await livesOf(tx, office, names, [...new Set(survivors.values())]);
  const found = new Map<string, Map<string, Life>>();
  for (const { person, household } of members) {
    const survivor = survivors.get(person) ?? person;
    const life = lives.get(survivor);
    if (life !== undefined) found.set(household, (found.get(household) ?? new Map()).set(survivor, life));
  }
  return new Map(households.map((household) => [household, [...(found.get(household)?.values() ?? [])]]));
}

/** Where these people have lived, and what they are counted by. */
export async function livesOf(
  tx: Tx,
  office: string,
  names: TableNames | undefined,
  people: string[],
): Promise<Map<string, Life>> {
  if (people.length === 0) return new Map();
  const same = await sameAs(tx, office, names, people);
  const stays = Map.groupBy(await stayRows(tx, office, same.ids), ({ subject }) => subject);
  const facts = Map.groupBy(
    await tx.rows<{ subject: string; fact: string; from_day: string; value: FactValue; number: number }>(
      "select subject, fact, from_day, value, number from fact where office = $1 and subject = any($2::uuid[]) and fact in ('birthDate', 'residence')",
      [office, same.ids],
    ),
    ({ subject }) => subject,
  );
  return new Map(
    people.map((person) => {
      const known = inOrder(same.rows(person, (id) => facts.get(id) ?? []));
      const held = (wanted: string) =>
        known
          .filter(({ fact }) => fact === wanted)
          .map(({ value, from_day }) => ({ value, from: dayOf(from_day) }));
      const own = same.rows(person, (id) => stays.get(id) ?? []);
      const life = {
        person,
        stays: staysOf(own),
        birthDate: held("birthDate"),
        residence: held("residence"),
      };
      return [person, life];
    }),
  );
}

export async function stayRows(tx: Tx, office: string, ids: string[]): Promise<StayRow[]> {
  return tx.rows<StayRow>(stayRowsText, [office, ids]);
}

export const stayRowsText =
  "select person as subject, 'household' as fact, from_day, number, household, head from member where office = $1 and person = any($2::uuid[])";

export function staysOf(rows: StayRow[]): Stay[] {
  return inOrder(rows).map(({ household, from_day, head, number }) => ({
    household,
    from: dayOf(from_day),
    head,
    number,
  }));
}

/** As they came to hold; of two for one day the later written last. */
export function inOrder<Of extends { from_day: string; number: number }>(rows: Of[]): Of[] {
  return rows.toSorted((a, b) =>
    a.from_day === b.from_day ? a.number - b.number : a.from_day < b.from_day ? -1 : 1,
  );
}
