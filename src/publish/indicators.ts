import type { Text } from "#basics/text.ts";
import { asEngine } from "#record/views/as-engine.ts";
import type { Reader } from "#record/views/reader.ts";
import type { Counted, Indicator } from "#standard/standard.ts";
import { groupsOf } from "./groups.ts";
import type { Group, Grouping } from "./groups.ts";
import { deskOf, indicatorsOf, matching } from "./matching.ts";
import type { One } from "./matching.ts";
import { measured } from "./measured.ts";
import type { Figure } from "./measured.ts";
import type { Stretch } from "./period.ts";

export interface IndicatorFigures {
  id: string;
  title: Text;
  unit: Text | null;
  measure: Indicator["measure"];
  counted: Counted;
  /** The measure is of money, kept in fen. */
  money: boolean;
  guarded: boolean;
  figure: Figure;
  persons: number;
  per: Grouping[];
  groups: Group[];
}

/** The figures of these indicators (without: of all the office has) over a stretch. They are the same whoever looks. */
export async function indicatorFigures(
  reader: Reader,
  stretch: Stretch,
  ids?: string[],
): Promise<IndicatorFigures[]> {
  const chosen = indicatorsOf(reader).filter(({ indicator }) => ids?.includes(indicator.id) ?? true);
  return asEngine(reader, async () => {
    const desk = deskOf(reader, true);
    const found: IndicatorFigures[] = [];
    for (const one of chosen) {
      const matched = await matching(desk, one, stretch);
      found.push({
        ...described(reader, one),
        ...measured(one.indicator, matched),
        groups: await groupsOf(desk, one, stretch, matched, { by: one.indicator.per }),
      });
    }
    return found;
  });
}

/** What an indicator is, beside its figures. */
export function described(
  { office: { rules } }: Reader,
  { indicator, standard }: One,
): Omit<IndicatorFigures, "figure" | "persons" | "groups"> {
  const { id, title, unit, measure, counted: of, guards, per } = indicator;
  const fields = [
    ...(of === "record" ? [...rules.records.values()].flatMap(({ fields: its }) => its) : []),
    ...(of === "case" ? standard.procedures.flatMap(({ fields: its }) => its) : []),
    ...(of === "subject" && indicator.kind ? rules.factsOf(indicator.kind) : []),
  ];
  const money = fields.some((field) => field.id === indicator.of && field.type === "money");
  return { id, title, unit: unit ?? null, measure, counted: of, money, guarded: guards.length > 0, per };
}
