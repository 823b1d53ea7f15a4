/** 0.9718 as 97.2%, whole numbers without a decimal; never rounded up to all while something is missing, nor down to none. */
export function percentText(rate: number): string {
  if (rate >= 1) return "100%";
  if (rate <= 0) return "0%";
  const tenths = Math.min(999, Math.max(1, Math.round(rate * 1000)));
  return tenths % 10 === 0 ? `${tenths / 10}%` : `${(tenths / 10).toFixed(1)}%`;
}
