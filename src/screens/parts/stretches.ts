/** Some words that both sentences have, and after them what stands in one and in the other. */
export interface Stretch {
  same: string;
  was: string;
  is: string;
}

/** Fewer characters than this in common, between two differences, are read with them: “七十” of “七十天” and “八十七” tells nobody anything. */
const leastInCommon = 3;

/** Where two sentences differ: by characters in Chinese, by whole words and numbers in Latin script. */
export function stretches(before: string, after: string): Stretch[] {
  const found: Stretch[] = [];
  for (const next of apart(pieces(before), pieces(after))) {
    const last = found.at(-1);
    if (last !== undefined && next.same.length < leastInCommon && next.was + next.is !== "") {
      last.was += next.same + next.was;
      last.is += next.same + next.is;
    } else found.push(next);
  }
  return found;
}

/** Along the longest sequence that both have. */
function apart(old: string[], now: string[]): Stretch[] {
  const common = longestCommon(old, now);
  const found: Stretch[] = [{ same: "", was: "", is: "" }];
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    const last = found.at(-1) as Stretch;
    if (at < old.length && to < now.length && old[at] === now[to]) {
      if (last.was + last.is !== "") found.push({ same: now[to] ?? "", was: "", is: "" });
      else last.same += now[to];
      at += 1;
      to += 1;
    } else if (
      to >= now.length ||
      (at < old.length && reach(common, at + 1, to) >= reach(common, at, to + 1))
    ) {
      last.was += old[at];
      at += 1;
    } else {
      last.is += now[to];
      to += 1;
    }
  }
  return found;
}

/** How long the longest common sequence is from each pair of places on. */
function longestCommon(old: string[], now: string[]): number[][] {
  const common = Array.from({ length: old.length + 1 }, () =>
    Array.from({ length: now.length + 1 }, () => 0),
  );
  for (let at = old.length - 1; at >= 0; at -= 1)
    for (let to = now.length - 1; to >= 0; to -= 1) {
      const row = common[at] as number[];
      row[to] =
        old[at] === now[to]
          ? reach(common, at + 1, to + 1) + 1
          : Math.max(reach(common, at + 1, to), reach(common, at, to + 1));
    }
  return common;
}

function reach(common: number[][], at: number, to: number): number {
  return common[at]?.[to] ?? 0;
}

function pieces(text: string): string[] {
  return text.match(/[A-Za-z0-9]+|[^A-Za-z0-9]/gu) ?? [];
}
