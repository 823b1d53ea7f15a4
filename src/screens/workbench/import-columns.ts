/** Which fact each heading of a file is kept as; null where it is left out. */
export type Columns = Record<string, string | null>;

/** The facts that two headings or more are kept as: one of them has to give way. */
export function chosenTwice(columns: Columns): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const fact of Object.values(columns)) {
    if (fact === null) continue;
    if (seen.has(fact)) twice.add(fact);
    seen.add(fact);
  }
  return [...twice];
}
