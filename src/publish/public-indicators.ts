import type { Text } from "#basics/text.ts";
import type { Reader } from "#record/views/reader.ts";
import type { Indicator, Standard } from "#standard/standard.ts";
import { isVeiled } from "#work/case/course.ts";
import { guardedOnly } from "#work/office-rules.ts";
import { sayFigure } from "#work/say-figure.ts";
import { countedProcedures, countedPromises, mayCount } from "./coverage.ts";
import type { Group } from "./groups.ts";
import { indicatorFigures } from "./indicators.ts";
import type { IndicatorFigures } from "./indicators.ts";
import type { Stretch } from "./period.ts";
import { hideSmall } from "./small-counts.ts";
import type { Cell } from "./small-counts.ts";

/**
 * A figure in words, or why there is none: `nothing` to divide by; `few`: it tells of one or two; `hidden`: another
 * that does could be worked out from it; `guarded`: how many there are is itself nobody's business.
 */
export type ShownFigure = { say: Text } | "nothing" | "few" | "hidden" | "guarded";

export interface PublicIndicator {
  id: string;
  title: Text;
  shown: ShownFigure;
  groups: { titles: Text[]; shown: ShownFigure }[];
}

/** Below this many persons, households or windows a figure would tell of one. */
const fewest = 3;

/** What the public reads of the indicators of a period that is over. */
export async function publicIndicators(reader: Reader, stretch: Stretch): Promise<PublicIndicator[]> {
  const { standards } = reader.office.rules;
  const declared = new Map(
    standards.flatMap((standard) =>
      standard.indicators.map((each) => [each.id, { indicator: each, standard }]),
    ),
  );
  return (await indicatorFigures(reader, stretch)).map((figures) => {
    const one = declared.get(figures.id);
    const { id, title } = figures;
    if (one === undefined || isGuarded(reader, one.standard, one.indicator, {}))
      return { id, title, shown: "guarded", groups: [] };
    const guarded = (group: Group) => isGuarded(reader, one.standard, one.indicator, group.keys);
    const open = figures.groups.filter((group) => !guarded(group));
    const [shown, ...groups] = shownFigures(figures, open);
    return {
      id,
      title,
      shown: shown ?? "hidden",
      groups: [
        ...open.map(({ titles }, place) => ({ titles, shown: groups[place] ?? "hidden" })),
        ...figures.groups.filter(guarded).map(({ titles }) => ({ titles, shown: "guarded" as const })),
      ],
    };
  });
}

/** Of the whole, then of each group. */
function shownFigures(of: IndicatorFigures, groups: Group[]): ShownFigure[] {
  const whole = { figure: of.figure, persons: of.persons };
  const say = (value: number | null): ShownFigure =>
    value === null ? "nothing" : { say: { zh: sayFigure(of, value, "zh"), en: sayFigure(of, value, "en") } };
  if (of.measure === "rate" || of.measure === "average")
    return [whole, ...groups].map(({ figure, persons }) =>
      figure.value === null ? "nothing" : isSmall(persons) || figure.of < fewest ? "few" : say(figure.value),
    );
  const cells = groups.map(({ figure, persons }): Cell => ({
    value: figure.value ?? 0,
    small: isSmall(persons),
  }));
  const sum: Cell = { value: of.figure.value ?? 0, small: isSmall(of.persons) };
  const shown = hideSmall([[...cells, sum]], { column: true, row: false })[0] ?? [];
  // Where groups overlap or some are not published, they do not add up to the whole; it might still tell of what is left out.
  const addsUp = cells.reduce((total, { value }) => total + value, 0) === sum.value;
  const figures = shown.map((each) => (typeof each === "string" ? each : say(each.value)));
  const last: ShownFigure = groups.length === 0 || addsUp ? (figures.at(-1) ?? "hidden") : "hidden";
  return [last, ...figures.slice(0, -1)];
}

function isSmall(persons: number): boolean {
  return persons > 0 && persons < fewest;
}

/** Does it rest on guarded facts, or look at guarded promises or veiled procedures alone, or at records that keep no others? */
function isGuarded(
  { office: { rules } }: Reader,
  standard: Standard,
  indicator: Indicator,
  keys: Group["keys"],
): boolean {
  if (indicator.guards.length > 0) return true;
  if (indicator.counted === "duty") {
    const looked = countedPromises(standard, indicator).filter(
      ({ id, line, by }) =>
        (keys.line === undefined || keys.line === line.id) &&
        (keys.promise === undefined || keys.promise === id) &&
        (keys.role === undefined || keys.role === by),
    );
    return looked.length > 0 && looked.every(({ guards }) => guards.length > 0);
  }
  if (indicator.counted === "case") {
    const looked = countedProcedures(standard, indicator).filter(
      ({ line }) => keys.line === undefined || keys.line === (line?.id ?? null),
    );
    return looked.length > 0 && looked.every(isVeiled);
  }
  if (indicator.counted !== "record") return false;
  const looked = [...rules.records.keys()].filter((kind) => mayCount(indicator, { kind }));
  return looked.length > 0 && looked.every((kind) => guardedOnly(rules, kind).length > 0);
}
