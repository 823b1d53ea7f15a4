import { dayText } from "#basics/day.ts";
import type { Text } from "#basics/text.ts";
import { asEngine } from "#record/views/as-engine.ts";
import type { Reader } from "#record/views/reader.ts";
import { countedProcedures, countedPromises, zeroOf } from "./coverage.ts";
import type { Zero } from "./coverage.ts";
import { under } from "./groups.ts";
import { described } from "./indicators.ts";
import type { IndicatorFigures } from "./indicators.ts";
import { deskOf, indicatorsOf, lookFor, matching, sharing } from "./matching.ts";
import type { One } from "./matching.ts";
import { figureOf } from "./measured.ts";
import type { Figure } from "./measured.ts";
import { sayStretch, stretchAround } from "./period.ts";
import type { Stretch } from "./period.ts";

/** Every indicator over the last months, the whole office or one line or area of it. */
export interface IndicatorMatrix {
  months: { id: string; say: Text; asOf: string | null }[];
  rows: MatrixRow[];
}

export interface MatrixRow {
  indicator: Omit<IndicatorFigures, "figure" | "persons" | "groups">;
  /** The line that it tells of, where it tells of one alone. */
  line: string | null;
  /** One for each month; null: it is not told apart by what was asked for. */
  cells: MatrixCell[] | null;
}

export interface MatrixCell {
  figure: Figure;
  zero: Zero | null;
}

/** The figures of the months up to `until`, each as the page of that month has it. */
export async function indicatorMatrix(
  reader: Reader,
  asked: { months: number; until?: Stretch | undefined; only?: { line?: string; area?: string } },
): Promise<IndicatorMatrix> {
  const months = monthsUpTo(asked.until ?? stretchAround(reader.today, "month"), asked.months);
  const only = asked.only ?? {};
  return {
    months: months.map((month) => ({
      id: month.id,
      say: sayStretch(month),
      asOf: month.last >= reader.today ? dayText(reader.today) : null,
    })),
    rows: await asEngine(reader, async () => {
      const desk = sharing(deskOf(reader, true));
      const rows: MatrixRow[] = [];
      for (const one of indicatorsOf(reader)) {
        const apart = Object.keys(only).every((key) => one.indicator.per.some((each) => each === key));
        const cells: MatrixCell[] = [];
        for (const month of apart ? months : []) {
          const its = under(await matching(desk, one, month), only, one.indicator);
          const { things } = under(await lookFor(desk, one, month), only, one.indicator);
          cells.push({
            figure: figureOf(one.indicator, its),
            zero: zeroOf(reader.office.rules, one, its.things.length, things),
          });
        }
        rows.push({
          indicator: described(reader, one),
          line: lineOf(reader, one),
          cells: apart ? cells : null,
        });
      }
      return rows;
    }),
  };
}

function monthsUpTo(until: Stretch, count: number): Stretch[] {
  const months = [until];
  while (months.length < count) {
    const [first] = months;
    if (first === undefined) break;
    months.unshift(stretchAround(first.first - 1, "month"));
  }
  return months;
}

function lineOf({ office: { rules } }: Reader, { indicator, standard }: One): string | null {
  const lines = new Set(
    indicator.counted === "duty"
      ? countedPromises(standard, indicator).map(({ line }) => line.id)
      : indicator.counted === "case"
        ? countedProcedures(standard, indicator).map(({ line }) => line?.id ?? "")
        : [],
  );
  const [only] = lines;
  return lines.size === 1 && rules.lines.some(({ id }) => id === only) ? (only ?? null) : null;
}
