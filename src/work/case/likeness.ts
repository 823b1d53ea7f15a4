/**
 * How alike two short texts are, from 0 to 1: the share of their pairs of neighbouring letters that both have (Dice).
 * Written for “楼道灯不亮” and “三楼楼道的灯不亮了”, where a count of whole words would find none.
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)];
  if (a.length === 0 || b.length === 0) return 0;
  const left = new Map<string, number>();
  for (const pair of b) left.set(pair, (left.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of a) {
    const count = left.get(pair) ?? 0;
    if (count === 0) continue;
    left.set(pair, count - 1);
    shared += 1;
  }
  return (2 * shared) / (a.length + b.length);
}

function pairsOf(text: string): string[] {
  const letters = [...text.toLowerCase().replaceAll(/[\s\p{Punctuation}]/gu, "")];
  return letters.slice(1).map((letter, place) => `${letters[place]}${letter}`);
}
