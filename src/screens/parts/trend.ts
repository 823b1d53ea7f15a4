export interface TrendPoint {
  x: number;
  y: number;
  rate: number;
  month: string;
}

/**
 * Places a line of monthly rates in a box of `width` × `height`. The foot of the scale is the tenth below the lowest rate, so that
 * a fall shows, and is said beside the line; months without a figure break the line and are never drawn as 0.
 */
export function placeTrend(
  months: { month: string; rate: number | null }[],
  width: number,
  height: number,
): { runs: TrendPoint[][]; foot: number } {
  const rates = months.flatMap(({ rate }) => (rate === null ? [] : [rate]));
  const foot = Math.min(0.9, Math.floor(Math.min(1, ...rates) * 10) / 10);
  const step = months.length > 1 ? width / (months.length - 1) : 0;
  const runs: TrendPoint[][] = [];
  let run: TrendPoint[] = [];
  months.forEach(({ month, rate }, at) => {
    if (rate === null) {
      run = [];
      return;
    }
    if (run.length === 0) runs.push(run);
    run.push({ x: at * step, y: height * (1 - (rate - foot) / (1 - foot)), rate, month });
  });
  return { runs, foot };
}
