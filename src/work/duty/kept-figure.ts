import type { OutcomeKind } from "./duty.ts";

/** Windows counted. rate = kept ÷ of, of = kept + late + missed + overdue; excused and declined stand beside it. */
export interface KeptFigure {
  kept: number;
  late: number;
  missed: number;
  overdue: number;
  excused: number;
  declined: number;
  of: number;
  /** null where there is nothing to divide by. */
  rate: number | null;
}

export function keptFigure(
  windows: Iterable<{ outcome: OutcomeKind | "overdue"; count?: number }>,
): KeptFigure {
  const figure = { kept: 0, late: 0, missed: 0, overdue: 0, excused: 0, declined: 0 };
  for (const { outcome, count = 1 } of windows) figure[outcome] += count;
  const of = figure.kept + figure.late + figure.missed + figure.overdue;
  return { ...figure, of, rate: of === 0 ? null : figure.kept / of };
}
