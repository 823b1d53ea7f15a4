import type { Text } from "#basics/text.ts";
import type { Reader } from "#record/views/reader.ts";
import type { Indicator } from "#standard/standard.ts";
import { isTold } from "#work/office-rules.ts";
import type { Thing } from "./thing.ts";
import { matching } from "./matching.ts";
import type { Desk, Matched, One } from "./matching.ts";
import { measured } from "./measured.ts";
import type { Figure } from "./measured.ts";
import { sayStretch, stretchesWithin } from "./period.ts";
import type { Stretch } from "./period.ts";

/** A figure of one line, area, month …: the key of each grouping, null for what stands under none. */
export interface Group {
  keys: Partial<Record<Grouping, string | null>>;
  titles: Text[];
  figure: Figure;
  persons: number;
}

export type Grouping = Indicator["per"][number];

const periods = ["week", "month", "quarter", "year"] as const;

/** The period that an indicator is grouped by, where the stretch holds more than one of them. */
function periodOf(per: Grouping[], stretch: Stretch): (typeof periods)[number] | undefined {
  const period = periods.find((each) => per.includes(each));
  return period !== undefined && stretchesWithin(stretch, period).length > 1 ? period : undefined;
}

/** The figure of each group of what `only` says, of nothing too; by period, each period counted as its own figure would be. */
export async function groupsOf(
  desk: Desk,
  one: One,
  stretch: Stretch,
  matched: Matched,
  { by, only = {} }: { by: Grouping[]; only?: Group["keys"] },
): Promise<Group[]> {
  const { indicator } = one;
  const period = periodOf(by, stretch);
  const groupings = by.filter((each) => !periods.some((name) => name === each));
  const parts = period === undefined ? [undefined] : stretchesWithin(stretch, period);
  if (groupings.length === 0 && period === undefined) return [];
  const groups: Group[] = [];
  for (const part of parts) {
    const its = part === undefined ? matched : await matching(desk, one, part);
    const start: Group["keys"] =
      part === undefined || period === undefined ? only : { ...only, [period]: part.id };
    for (const keys of keysOf(desk.reader, one, groupings, its, start)) {
      const some = under(its, keys, indicator);
      groups.push({
        keys,
        titles: by.flatMap((each) =>
          each in keys ? [titleOf(desk.reader, each, keys[each] ?? null, part ?? stretch)] : [],
        ),
        ...measured(indicator, some),
      });
    }
  }
  return groups;
}

/** Every combination of the keys that these groupings can have. */
function keysOf(
  reader: Reader,
  one: One,
  groupings: Grouping[],
  matched: Matched,
  start: Group["keys"],
): Group["keys"][] {
  return groupings.reduce<Group["keys"][]>(
    (found, grouping) =>
      found.flatMap((keys) =>
        groupKeys(reader, one, grouping, matched).map((key) => ({ ...keys, [grouping]: key })),
      ),
    [start],
  );
}

/** The keys that one grouping has: all the office has a name for, and null where something stands under none of them. */
function groupKeys(
  { office: { rules }, roles }: Reader,
  { indicator, standard }: One,
  grouping: Grouping,
  { things }: Matched,
): (string | null)[] {
  const found = new Set(things.flatMap((thing) => keysUnder(thing, grouping, rules.office)));
  const hasNone = things.some((thing) => keysUnder(thing, grouping, rules.office).length === 0);
  const none = hasNone ? [null] : [];
  const ofDuties = indicator.counted === "duty";
  switch (grouping) {
    case "area": {
      const areas = rules.areas.map(({ id }) => id);
      return [...areas, ...[...found].filter((id) => !areas.includes(id)).sort(), ...none];
    }
    case "line": {
      const owed = new Set(standard.promises.map(({ line }) => line.id));
      const lines = standard.lines.map(({ id }) => id);
      return [...lines.filter((id) => found.has(id) || (ofDuties && owed.has(id))), ...none];
    }
    case "promise": {
      const known = standard.promises.filter(({ id }) => isTold(rules, roles, id));
      return [...known.map(({ id }) => id).filter((id) => ofDuties || found.has(id)), ...none];
    }
    default:
      return [...[...found].sort(), ...none];
  }
}

function keysUnder(thing: Thing, grouping: Grouping, office: string): string[] {
  switch (grouping) {
    case "area":
      return thing.area === undefined ? [] : [thing.area];
    case "line":
    case "promise":
    case "role":
    case "colour":
      return thing.under[grouping];
    default:
      return [office];
  }
}

export function under(matched: Matched, keys: Group["keys"], { per }: Indicator): Matched {
  const groupings = per.filter(
    (each) => each in keys && each !== "office" && !periods.some((name) => name === each),
  );
  if (groupings.length === 0) return matched;
  return {
    concerned: matched.concerned,
    things: matched.things.filter((thing) =>
      groupings.every((grouping) => {
        const its = keysUnder(thing, grouping, "");
        const key = keys[grouping] ?? null;
        return key === null ? its.length === 0 : its.includes(key);
      }),
    ),
  };
}

/** The part of a stretch that a group by period is about. */
export function stretchOf(stretch: Stretch, keys: Group["keys"]): Stretch {
  for (const period of periods) {
    const found = stretchesWithin(stretch, period).find(({ id }) => id === keys[period]);
    if (found !== undefined) return found;
  }
  return stretch;
}

export function titleOf(
  { office: { rules } }: Reader,
  grouping: Grouping,
  key: string | null,
  stretch: Stretch,
): Text {
  if (key === null) return noGroup;
  switch (grouping) {
    case "line":
      return rules.lines.find(({ id }) => id === key)?.title ?? { zh: key, en: key };
    case "promise":
      return rules.promise(key)?.title ?? { zh: key, en: key };
    case "role":
      return rules.roles.get(key)?.title ?? { zh: key, en: key };
    case "area":
      return rules.areas.find(({ id }) => id === key)?.title ?? { zh: key, en: key };
    case "colour":
      return (
        rules.standards.flatMap(({ colours }) => colours).find(({ id }) => id === key)?.title ?? {
          zh: key,
          en: key,
        }
      );
    case "office":
      return rules.title;
    default:
      return sayStretch(stretch);
  }
}

const noGroup: Text = { zh: "未归入", en: "under none" };
