/** A value that holds from a day on, of two for one day the later written. */
export interface Row {
  fact: string;
  /** "YYYY-MM-DD" */
  from_day: string;
  number: number;
}

/**
 * The facts of one person who stood in the register twice. Each fact is kept as the survivor has it from the first day on which
 * the survivor says anything of it; before that day, and where the survivor says nothing at all, as the other has it. For the
 * facts in `chosen` it is the other way about.
 */
export function joinRows<Of extends Row>(survivor: Of[], other: Of[], chosen: ReadonlySet<string>): Of[] {
  const of = (rows: Of[]) => Map.groupBy(rows, ({ fact }) => fact);
  const [mine, theirs] = [of(survivor), of(other)];
  return [...new Set([...mine.keys(), ...theirs.keys()])].flatMap((fact) => {
    const [a, b] = [mine.get(fact) ?? [], theirs.get(fact) ?? []];
    return chosen.has(fact) ? filled(b, a) : filled(a, b);
  });
}

/** All of `kept`, and what `filling` has from before. */
function filled<Of extends Row>(kept: Of[], filling: Of[]): Of[] {
  const first = kept.reduce<string | undefined>(
    (day, { from_day }) => (day === undefined || from_day < day ? from_day : day),
    undefined,
  );
  return [...filling.filter(({ from_day }) => first === undefined || from_day < first), ...kept];
}
