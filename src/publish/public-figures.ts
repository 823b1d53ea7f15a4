import { dayText, localDay } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { ownScope, scoped } from "#database/scope.ts";
import type { Keeper } from "#record/keeper.ts";
import { loadOffice } from "#record/office.ts";
import type { Reader } from "#record/views/reader.ts";
import { keptByPromise } from "./kept-rate.ts";
import { sayStretch, stretchAround } from "./period.ts";
import { publicIndicators } from "./public-indicators.ts";
import type { PublicIndicator } from "./public-indicators.ts";

/** What an office tells everybody: what it promised, how well each promise was kept in a month, and what it counts. */
export interface PublicFigures {
  office: Text;
  /** "2021-11" */
  month: string;
  /** The day the figures stand at. */
  asOf: string;
  standards: { title: Text; version: string; from: string; lines: PublicLine[] }[];
  /** Of the last whole month, so that nothing can be told from how they differ from one day to the next. */
  indicators: { period: Text; figures: PublicIndicator[] };
}

export interface PublicLine {
  title: Text;
  colour: string;
  promises: { id: string; number: number; title: Text; clause: Text; shown: ShownRate }[];
}

/**
 * A share, or why there is none: `nothing` fell due; `few`: one or two windows, which would tell of persons;
 * `guarded`: how many the promise concerns is itself nobody's business.
 */
export type ShownRate = { rate: number } | "nothing" | "few" | "guarded";

/** Below this many windows a share would tell how one person was served. */
const fewest = 3;

/** What the public is shown of an office now. The public is nobody: no account, no role, nothing guarded. */
export async function publicFigures(keeper: Keeper, id: string, now: Date): Promise<PublicFigures> {
  const scope = ownScope(null, [id]);
  return scoped(keeper.database.app, scope, "read only", async (tx) => {
    const office = await loadOffice(keeper, tx, id);
    const today = localDay(now, office.rules.zone);
    return figuresFor({ keeper, tx, office, scope, account: "", roles: [], posts: [], today, now });
  });
}

/** Of promises only shares, and no totals: there is nothing from which a hidden figure could be subtracted back. */
async function figuresFor(reader: Reader): Promise<PublicFigures> {
  const { rules } = reader.office;
  const month = dayText(reader.today).slice(0, 7);
  const kept = await keptByPromise(reader, month);
  const lastMonth = stretchAround(stretchAround(reader.today, "month").first - 1, "month");
  return {
    office: rules.title,
    month,
    asOf: dayText(reader.today),
    indicators: { period: sayStretch(lastMonth), figures: await publicIndicators(reader, lastMonth) },
    standards: rules.standards.map((standard) => ({
      title: standard.title,
      version: standard.version,
      from: dayText(standard.effective),
      lines: standard.lines.map((line) => ({
        title: line.title,
        colour: line.colour,
        promises: standard.promises
          .filter((promise) => promise.line.id === line.id)
          .map(({ id, number, title, clause, guards }) => ({
            id,
            number,
            title,
            clause,
            shown: guards.length > 0 ? "guarded" : shownRate(kept.get(id)),
          })),
      })),
    })),
  };
}

function shownRate(figure: { kept: number; of: number } | undefined): ShownRate {
  if (figure === undefined || figure.of === 0) return "nothing";
  return figure.of < fewest ? "few" : { rate: figure.kept / figure.of };
}
