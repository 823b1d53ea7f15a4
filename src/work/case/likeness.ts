/** A text of fewer pairs says too little: “灯坏” is in many. */
const fewest = 3;

/**
 * How alike two short texts are, from 0 to 1: of the pairs of neighbouring letters of the shorter, the share that the
 * other has too. “楼道灯不亮” and “三楼楼道的灯又不亮了” share no whole sentence, yet half of their pairs.
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)];
  const shorter = Math.min(a.length, b.length);
  if (shorter < fewest) return 0;
  const left = new Map<string, number>();
  for (const pair of b) left.set(pair, (left.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of a) {
    const count = left.get(pair) ?? 0;
    if (count === 0) continue;
    left.set(pair, count - 1);
    shared += 1;
  }
  return shared / shorter;
}

function pairsOf(text: string): string[] {
  const letters = [...text.toLowerCase().replaceAll(/[\s\p{Punctuation}]/gu, "")];
  return letters.slice(1).map((letter, place) => `${letters[place]}${letter}`);
}
