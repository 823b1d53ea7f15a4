import type { EvidenceRow } from "#publish/kept-rate.ts";
import { keptFigure } from "#work/duty/kept-figure.ts";
import type { KeptFigure } from "#work/duty/kept-figure.ts";

/** The figure of each promise among the windows shown, counted as the published figure is. */
export function byPromise(rows: EvidenceRow[]): Map<string, KeptFigure> {
  const grouped = Map.groupBy(rows, ({ promise }) => promise);
  return new Map([...grouped].map(([promise, its]) => [promise, keptFigure(its)]));
}
