import { dayText } from "#basics/day.ts";
import type { Tx } from "#database/scope.ts";
import type { FactValue } from "#register/subject.ts";
import type { HomeState, Needs, PersonState, State, SubjectState } from "#work/command.ts";
import { headOn, isGone } from "#work/household/household.ts";
import type { Life } from "#work/household/household.ts";
import { livesIn, livesOf } from "./households.ts";
import type { TableNames } from "./office.ts";

/** People and households as their rows stand now: what stands with the subject for lists follows only when a batch ends. */
export async function homesFor(
  tx: Tx,
  office: string,
  needs: Needs,
  names: TableNames | undefined,
): Promise<Pick<State, "people" | "homes">> {
  const asked = needs.people ?? [];
  const homes = needs.homes ?? [];
  if (asked.length + homes.length === 0) return { people: new Map(), homes: new Map() };
  const own = await livesOf(tx, office, names, asked);
  const houses = [...new Set([...homes, ...[...own.values()].flatMap((life) => homeOf(life) ?? [])])];
  const lives = await livesIn(tx, office, names, houses);
  const everybody = new Map([
    ...own,
    ...[...lives.values()].flat().map((life): [string, Life] => [life.person, life]),
  ]);
  const rows = new Map(
    (
      await tx.rows<SubjectState & { facts: Record<string, FactValue> }>(
        `select id, kind, name, code, since, merged_into is not null as merged,
                coalesce((select jsonb_object_agg(fact, value)
                          from (select distinct on (fact) fact, value from fact
                                where fact.office = $1 and fact.subject = subject.id and fact in ('area', 'address', 'residence', 'relation')
                                order by fact, from_day desc, number desc) as held), '{}') as facts
         from subject where office = $1 and id = any($2::uuid[]) and erased_on is null`,
        [office, [...everybody.keys(), ...houses]],
      )
    ).map((row) => [row.id, row]),
  );
  const personOf = (life: Life): PersonState[] => {
    const row = rows.get(life.person);
    if (row === undefined || row.kind !== "person") return [];
    const { facts, ...subject } = row;
    const last = life.stays.at(-1);
    return [
      {
        ...subject,
        household: homeOf(life),
        moved: last === undefined ? null : dayText(last.from),
        residence: life.residence.at(-1)?.value ?? null,
        relation: facts["relation"] ?? null,
      },
    ];
  };
  const homeStates = houses.flatMap((id): HomeState[] => {
    const row = rows.get(id);
    if (row === undefined || row.kind !== "household") return [];
    const { facts, ...subject } = row;
    const its = lives.get(id) ?? [];
    return [
      {
        ...subject,
        closed: isGone(facts["residence"]),
        area: facts["area"] ?? null,
        address: facts["address"] ?? null,
        members: its.filter((life) => homeOf(life) === id).flatMap(personOf),
        head: headOn(its, id, Infinity),
      },
    ];
  });
  return {
    people: new Map([...own.values()].flatMap(personOf).map((person) => [person.id, person])),
    homes: new Map(homeStates.map((home) => [home.id, home])),
  };
}

/** Who has moved away or died lives there no more, whether or not that was said of the household. */
function homeOf(life: Life): string | null {
  return isGone(life.residence.at(-1)?.value) ? null : (life.stays.at(-1)?.household ?? null);
}
