import type { EvidenceRow, KeptFigure } from "#publish/kept-rate.ts";

/** The figure of each promise among the windows shown, counted as the published figure is: kept ÷ (kept + late + missed + overdue). */
export function byPromise(rows: EvidenceRow[]): Map<string, KeptFigure> {
  const figures = new Map<string, KeptFigure>();
  for (const { promise, outcome } of rows) {
    const figure = figures.get(promise) ?? {
      kept: 0,
      late: 0,
      missed: 0,
      overdue: 0,
      excused: 0,
      declined: 0,
      of: 0,
      rate: null,
    };
    figure[outcome]++;
    figure.of = figure.kept + figure.late + figure.missed + figure.overdue;
    figure.rate = figure.of === 0 ? null : figure.kept / figure.of;
    figures.set(promise, figure);
  }
  return figures;
}
