import { dayText } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import { countsThrough, headOn, heldOn, membersOn, spansIn } from "#work/household/household.ts";
import type { Counts, Life } from "#work/household/household.ts";
import { livesIn, livesOf } from "../households.ts";
import { briefColumns, briefOf } from "./brief.ts";
import type { BriefRow, SubjectBrief } from "./brief.ts";
import type { Reader } from "./reader.ts";

export interface HomeCounts {
  from: string;
  size: number;
  minors: number;
  elders: number;
}

export interface HomeMember {
  subject: SubjectBrief;
  relation: string | null;
  residence: string | null;
  head: boolean;
  now: boolean;
  /** `until` is the first day on which they no longer lived there. */
  spans: { from: string; until: string | null }[];
}

/** A household: who lives in it and who did, and how many they were. */
export interface HomePage {
  /** Given up: nothing is owed to it. */
  closed: boolean;
  /** As it is today. */
  counts: HomeCounts | null;
  /** Each day on which the counts changed, up to today, the latest first. */
  history: HomeCounts[];
  /** Those who live there now first, the head at their head. */
  members: HomeMember[];
}

/** Where somebody lives and has lived. */
export interface PersonHome {
  now: { id: string; name: string; members: HomeMember[] } | null;
  past: { id: string; name: string; from: string; until: string | null }[];
}

export async function homePage(reader: Reader, id: string): Promise<HomePage> {
  const { tx, office } = reader;
  const lives = (await livesIn(tx, office.rules.office, office.names, [id])).get(id) ?? [];
  const briefs = await briefsOf(
    reader,
    lives.map(({ person }) => person),
  );
  const history = countsThrough(lives, id)
    .filter(({ from }) => from <= reader.today)
    .map(said)
    .toReversed();
  const [home] = await tx.rows<{ present: boolean }>(
    "select present from subject where office = $1 and id = $2",
    [office.rules.office, id],
  );
  return {
    closed: home?.present === false,
    counts: history[0] ?? null,
    history,
    members: membersOf(lives, id, briefs, reader),
  };
}

export async function homeOfPerson(reader: Reader, person: string): Promise<PersonHome> {
  const { tx, office } = reader;
  const life = (await livesOf(tx, office.rules.office, office.names, [person])).get(person);
  const homes = [...new Set((life?.stays ?? []).flatMap(({ household }) => household ?? []))];
  const names = new Map(
    (
      await tx.rows<{ id: string; name: string }>(
        "select id, name from subject where office = $1 and id = any($2::uuid[])",
        [office.rules.office, homes],
      )
    ).map(({ id, name }) => [id, name]),
  );
  const here = life === undefined ? null : (heldOn(life.stays, reader.today)?.household ?? null);
  const lives =
    here === null ? [] : ((await livesIn(tx, office.rules.office, office.names, [here])).get(here) ?? []);
  const present = here === null ? [] : membersOn(lives, here, reader.today);
  const briefs = await briefsOf(
    reader,
    present.map((member) => member.person),
  );
  return {
    now:
      here === null
        ? null
        : { id: here, name: names.get(here) ?? "", members: membersOf(present, here, briefs, reader) },
    past: homes.flatMap((id) =>
      life === undefined
        ? []
        : spansIn(life, id)
            .filter(({ until }) => until !== null)
            .map(({ from, until }) => ({
              id,
              name: names.get(id) ?? "",
              from: dayText(from),
              until: until === null ? null : dayText(until),
            })),
    ),
  };
}

function membersOf(
  lives: Life[],
  home: string,
  briefs: Map<string, BriefRow>,
  { today }: Reader,
): HomeMember[] {
  const now = new Set(membersOn(lives, home, today).map(({ person }) => person));
  const head = headOn(lives, home, today);
  return lives
    .flatMap((life): HomeMember[] => {
      const row = briefs.get(life.person);
      if (row === undefined) return [];
      return [
        {
          subject: briefOf(row, today),
          relation: textOf(row.facts["relation"]),
          residence: textOf(row.facts["residence"]),
          head: life.person === head,
          now: now.has(life.person),
          spans: spansIn(life, home).map(({ from, until }) => ({
            from: dayText(from),
            until: until === null ? null : dayText(until),
          })),
        },
      ];
    })
    .sort(
      (a, b) =>
        Number(b.now) - Number(a.now) ||
        Number(b.head) - Number(a.head) ||
        (b.subject.age ?? 0) - (a.subject.age ?? 0),
    );
}

async function briefsOf(reader: Reader, ids: string[]): Promise<Map<string, BriefRow>> {
  const rows = await reader.tx.rows<BriefRow>(
    `select ${briefColumns} from subject where office = $1 and id = any($2::uuid[]) and erased_on is null`,
    [reader.office.rules.office, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function said({ from, ...counts }: { from: number } & Counts): HomeCounts {
  return {
    from: dayText(from),
    size: counts["household.size"],
    minors: counts["household.minors"],
    elders: counts["household.elders"],
  };
}

function textOf(value: FactValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}
