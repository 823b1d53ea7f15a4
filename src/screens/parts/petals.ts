import { percentText } from "#basics/percent.ts";

export const COLOURS = ["red", "blue", "orange", "green", "pink"] as const;
export type Colour = (typeof COLOURS)[number];

/** Half the side of the flower's square; a petal runs from HEART to TIP along its axis. */
export const HALF = 100;
export const HEART = 16;
export const TIP = 97;

/** One petal pointing up from the origin, round at the tip; turned by `turnOf`. */
export const PETAL =
  "M0 -12 C-14 -24 -38 -46 -38 -68 C-38 -85 -18 -97 0 -97 C18 -97 38 -85 38 -68 C38 -46 14 -24 0 -12 Z";

/** Degrees by which the petal at `place` (0…4) is turned, the first upright. */
export function turnOf(place: number): number {
  return place * 72;
}

/** How far from the centre the filled part of a petal reaches for a kept rate of 0…1; 0 where there is no figure. */
export function reachOf(rate: number | null): number {
  if (rate === null) return 0;
  return HEART + (TIP - HEART) * Math.min(1, Math.max(0, rate));
}

/** A rate in words; a line where there is nothing to divide by. */
export function rateWords(rate: number | null): string {
  return rate === null ? "—" : percentText(rate);
}
