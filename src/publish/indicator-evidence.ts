import { dayText } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { asEngine } from "#record/views/as-engine.ts";
import { briefsOf } from "#record/views/brief.ts";
import type { SubjectBrief } from "#record/views/brief.ts";
import { NotFound } from "#record/views/reader.ts";
import type { Reader } from "#record/views/reader.ts";
import type { SubjectKind } from "#register/subject.ts";
import type { Counted, Standard } from "#standard/standard.ts";
import { isTold } from "#work/office-rules.ts";
import { zeroOf } from "./coverage.ts";
import type { Zero } from "./coverage.ts";
import type { Thing } from "./thing.ts";
import { stretchOf, titleOf, under } from "./groups.ts";
import type { Group } from "./groups.ts";
import { described } from "./indicators.ts";
import type { IndicatorFigures } from "./indicators.ts";
import { addsOf, deskOf, indicatorsOf, isOfKind, lookFor, matching, meets } from "./matching.ts";
import { measured } from "./measured.ts";
import type { Figure } from "./measured.ts";
import { sayStretch } from "./period.ts";
import type { Stretch } from "./period.ts";

export interface Evidence {
  indicator: Omit<IndicatorFigures, "figure" | "persons" | "groups">;
  stretch: { id: string; first: string; last: string; say: Text };
  /** The group asked for, in words; empty: all. */
  titles: Text[];
  figure: Figure;
  rows: EvidenceThing[];
  /** How many of them this reader may see, and how many more were counted. */
  shown: number;
  hidden: number;
  /** How many rows come at a time. */
  page: number;
  /** Nothing was counted: the rows are those that were looked at and did not meet the conditions. */
  looked: boolean;
  /** Of a figure of nothing: whether that is a real zero. */
  zero: Zero | null;
  coverage: Coverage;
}

/** Whom and what an indicator looked at, and up to which day. */
export interface Coverage {
  /** Records, cases, windows or subjects, before any condition. */
  looked: number;
  /** Who stood in the register then, by kind. */
  register: Partial<Record<SubjectKind, number>>;
  until: string;
}

/** One thing counted. */
export interface EvidenceThing {
  kind: Counted;
  id: string;
  day: string;
  title: Text;
  /** The first few it concerns, and how many more. */
  subjects: SubjectBrief[];
  more: number;
  outcome: NonNullable<Thing["outcome"]> | null;
  record: string | null;
  /** For a rate: does it meet it? */
  met: boolean | null;
  /** For a sum or an average: what it adds. */
  adds: number | null;
}

/** A list is read in pages of so many. */
const evidencePage = 200;
const subjectsNamed = 3;

/** What a figure counted, one by one, as far as this reader may see it; of a figure of nothing, what it looked at. */
export async function indicatorEvidence(
  reader: Reader,
  asked: { indicator: string; stretch: Stretch; keys: Group["keys"]; offset: number },
): Promise<Evidence> {
  const one = indicatorsOf(reader).find(({ indicator }) => indicator.id === asked.indicator);
  if (one === undefined) throw new NotFound();
  const { rules } = reader.office;
  if (asked.keys.promise && !isTold(rules, reader.roles, asked.keys.promise)) throw new NotFound();
  const { indicator, standard } = one;
  const within = stretchOf(asked.stretch, asked.keys);
  const all = await asEngine(reader, async () => {
    const desk = deskOf(reader, true);
    const matched = under(await matching(desk, one, within), asked.keys, indicator);
    const looked = await lookFor(desk, one, within);
    return {
      figure: measured(indicator, matched).figure,
      zero: zeroOf(rules, one, matched.things.length, under(looked, asked.keys, indicator).things),
      counted: matched.things.length,
      looked,
      register: await registerOn(reader, within),
    };
  });
  // Under the reader's own scope, with what they may see: a thing that only guarded facts would put here is not here.
  const desk = deskOf(reader, false);
  const isNothing = all.counted === 0;
  const mine = isNothing
    ? (await lookFor(desk, one, within)).things.filter((thing) => isOfKind(indicator, thing))
    : under(await matching(desk, one, within), asked.keys, indicator).things;
  const total = isNothing
    ? all.looked.things.filter((thing) => isOfKind(indicator, thing)).length
    : all.counted;
  const page = mine.slice(asked.offset, asked.offset + evidencePage);
  const briefs = await briefsOf(reader, [
    ...new Set(page.flatMap(({ subjects }) => subjects.slice(0, subjectsNamed))),
  ]);
  return {
    indicator: described(reader, one),
    stretch: {
      id: asked.stretch.id,
      first: dayText(within.first),
      last: dayText(within.last),
      say: sayStretch(within),
    },
    titles: indicator.per.flatMap((grouping) =>
      grouping in asked.keys ? [titleOf(reader, grouping, asked.keys[grouping] ?? null, within)] : [],
    ),
    figure: all.figure,
    rows: page.map((thing) => ({
      kind: indicator.counted,
      id: thing.id,
      day: dayText(thing.day),
      title: titleOfThing(reader, standard, indicator.counted, thing.of),
      subjects: thing.subjects.slice(0, subjectsNamed).flatMap((id) => briefs.get(id) ?? []),
      more: Math.max(0, thing.subjects.length - subjectsNamed),
      outcome: thing.outcome ?? null,
      record: thing.record ?? null,
      met: isNothing || indicator.measure !== "rate" ? null : meets(indicator, thing),
      adds: isNothing ? null : addsOf(indicator, thing),
    })),
    shown: mine.length,
    page: evidencePage,
    hidden: total - mine.length,
    looked: isNothing,
    zero: all.zero,
    coverage: {
      looked: all.looked.things.filter((thing) => isOfKind(indicator, thing)).length,
      register: all.register,
      until: dayText(Math.min(within.last, reader.today)),
    },
  };
}

function titleOfThing({ office: { rules } }: Reader, standard: Standard, of: Counted, id: string): Text {
  switch (of) {
    case "record":
      return rules.records.get(id)?.title ?? { zh: id, en: id };
    case "duty":
      return rules.promise(id)?.title ?? { zh: id, en: id };
    case "case":
      return standard.procedures.find((each) => each.id === id)?.title ?? { zh: id, en: id };
    case "subject":
      return kindTitles[id as SubjectKind];
    case "posting":
      return { zh: id, en: id };
  }
}

const kindTitles: Record<SubjectKind, Text> = {
  person: { zh: "居民", en: "Person" },
  household: { zh: "家庭", en: "Household" },
  unit: { zh: "单位", en: "Unit" },
  place: { zh: "场所", en: "Place" },
  case: { zh: "事项", en: "Case" },
};

async function registerOn(reader: Reader, stretch: Stretch): Promise<Coverage["register"]> {
  const rows = await reader.tx.rows<{ kind: SubjectKind; count: number }>(
    "select kind, count(*)::int as count from subject where office = $1 and since <= $2 and merged_into is null and (erased_on is null or erased_on > $2) group by kind order by kind",
    [reader.office.rules.office, dayText(Math.min(stretch.last, reader.today))],
  );
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}
