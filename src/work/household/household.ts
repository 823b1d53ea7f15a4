import { type Day, dayParts, parseDay } from "#basics/day.ts";
import type { FactChange, FactValue } from "#register/subject.ts";
import { birthdayIn } from "#standard/age.ts";

/** From a day on, until the next of the same person's, they live in this household; null: in none. */
export interface Stay {
  household: string | null;
  from: Day;
  /** From this day they are the household's head. */
  head: boolean;
  /** Of the entry: of two for one day the later written counts. */
  number: number;
}

/** As much of a person as a household is counted by; each list in the order in which it came to hold. */
export interface Life {
  person: string;
  stays: Stay[];
  birthDate: Held[];
  residence: Held[];
}

/** From `from` on, a fact has this value. */
export interface Held {
  value: FactValue;
  from: Day;
}

/** The ages at which somebody is no minor any more, and is an elder. */
const grown = 18;
const old = 60;

const counted = ["household.size", "household.minors", "household.elders"] as const;

/** How many live in a household, how many of them are minors and elders. Who has no date of birth is neither. */
export type Counts = Record<(typeof counted)[number], number>;

/** The counts of a household, from the first day on which somebody lives in it; a birthday to come is in it too. */
export function countsThrough(lives: Life[], household: string): ({ from: Day } & Counts)[] {
  const days = new Set<Day>();
  for (const { stays, birthDate, residence } of lives) {
    for (const { from } of [...stays, ...birthDate, ...residence]) days.add(from);
    for (const { value } of birthDate)
      for (const age of [grown, old]) {
        const birthday = reaches(value, age);
        if (birthday !== undefined) days.add(birthday);
      }
  }
  const through: ({ from: Day } & Counts)[] = [];
  for (const from of [...days].sort((a, b) => a - b)) {
    const counts = countsOn(lives, household, from);
    const last = through.at(-1);
    if (last === undefined ? counts["household.size"] > 0 : counted.some((id) => counts[id] !== last[id]))
      through.push({ from, ...counts });
  }
  return through;
}

/** The counts as facts of the household itself. */
export function factsOfHousehold(through: ({ from: Day } & Counts)[]): FactChange[] {
  return through.flatMap(({ from, ...counts }) =>
    counted.map((fact) => ({ fact, value: counts[fact], from })),
  );
}

/** The counts as facts of somebody: those of the household they live in on each day, not known while they live in none. */
export function factsOfMember(
  stays: Stay[],
  throughOf: (household: string) => ({ from: Day } & Counts)[],
): FactChange[] {
  return stays.flatMap(({ household, from }, place): FactChange[] => {
    const until = stays[place + 1]?.from ?? Infinity;
    if (until === from) return []; // corrected on the same day
    if (household === null) return counted.map((fact) => ({ fact, value: null, from }));
    const through = throughOf(household);
    const atFirst = through.findLast((counts) => counts.from <= from);
    const held = through.filter((counts) => counts.from > from && counts.from < until);
    return factsOfHousehold([...(atFirst === undefined ? [] : [{ ...atFirst, from }]), ...held]);
  });
}

function countsOn(lives: Life[], household: string, day: Day): Counts {
  const members = membersOn(lives, household, day);
  const births = members.flatMap(({ birthDate }) => heldOn(birthDate, day)?.value ?? []);
  const past = (age: number) => births.filter((birth) => (reaches(birth, age) ?? Infinity) <= day).length;
  const dated = births.filter((birth) => reaches(birth, 0) !== undefined).length;
  return {
    "household.size": members.length,
    "household.minors": dated - past(grown),
    "household.elders": past(old),
  };
}

function reaches(birth: FactValue, age: number): Day | undefined {
  const day = typeof birth === "string" ? parseDay(birth) : undefined;
  return day === undefined ? undefined : birthdayIn(day, dayParts(day).year + age);
}

/** Who lives in a household on a day: not who moved out of the community or died, whether or not that was said of the household. */
export function membersOn(lives: Life[], household: string, day: Day): Life[] {
  return lives.filter(
    (life) => heldOn(life.stays, day)?.household === household && !isGone(heldOn(life.residence, day)?.value),
  );
}

/** Moved away or dead. */
export function isGone(residence: FactValue | undefined): boolean {
  return residence === "moved" || residence === "deceased";
}

/** Whoever was made its head last; where nobody was, or nobody of them is left, who has lived in it longest. */
export function headOn(lives: Life[], household: string, day: Day): string | null {
  const members = membersOn(lives, household, day).map(({ person, stays }) => {
    const lately = lastRun(stays.filter(({ from }) => from <= day));
    return { person, first: lately[0], made: lately.findLast(({ head }) => head) };
  });
  const made = members.filter((member) => member.made !== undefined).sort((a, b) => order(b.made, a.made));
  return (made[0] ?? members.sort((a, b) => order(a.first, b.first))[0])?.person ?? null;
}

function order(a: Stay | undefined, b: Stay | undefined): number {
  return (a?.from ?? 0) - (b?.from ?? 0) || (a?.number ?? 0) - (b?.number ?? 0);
}

/** The stays since somebody last came to where they are. */
function lastRun(stays: Stay[]): Stay[] {
  const here = stays.at(-1)?.household;
  return stays.slice(stays.findLastIndex(({ household }) => household !== here) + 1);
}

/** The days on which somebody lived in a household: `until` is the first they no longer did. */
export function spansIn({ stays }: Life, household: string): { from: Day; until: Day | null }[] {
  const spans: { from: Day; until: Day | null }[] = [];
  for (const stay of stays) {
    const open = spans.at(-1)?.until === null ? spans.at(-1) : undefined;
    if (stay.household === household && open === undefined) spans.push({ from: stay.from, until: null });
    if (stay.household !== household && open !== undefined) open.until = stay.from;
  }
  return spans.filter(({ from, until }) => until !== from);
}

/** What holds on a day. */
export function heldOn<Row extends { from: Day }>(rows: Row[], day: Day): Row | undefined {
  return rows.findLast(({ from }) => from <= day);
}
