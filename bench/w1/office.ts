import { join } from "node:path";
import { chanceFrom } from "#basics/chance.ts";
import { dayOf, dayText } from "#basics/day.ts";
import type { FactValue, Subject } from "#register/subject.ts";
import { compileStandard } from "#standard/compile.ts";
import { readStandard } from "#standard/read.ts";
import type { Fact, Standard } from "#standard/standard.ts";
import { vocabularyOf } from "#standard/vocabulary.ts";
import type { DutyRecord } from "#work/duty/duty.ts";

/** A whole standard and a made-up register for it, drawn from nothing but the facts that its promises read. */
export async function office(
  name: string,
  people: number,
): Promise<{ standard: Standard; subjects: Subject[]; records: Map<string, DutyRecord[]> }> {
  const { document } = await readStandard(join(import.meta.dirname, "..", "..", "standards", name));
  if (!document) throw new Error(`no standard can be read in ${name}`);
  const standard = compileStandard(document);
  const r = chanceFrom(7);
  const known = vocabularyOf(standard.facts);
  const reads = (kind: "person" | "unit" | "place") => {
    const names = new Set(
      standard.promises
        .filter(({ to }) => to === kind)
        .flatMap((promise) => promise.reads.map(({ id }) => id)),
    );
    return known[kind].filter(({ id }) => names.has(id) && id !== "age" && id !== "since");
  };
  const facts = { person: reads("person"), unit: reads("unit"), place: reads("place") };
  const records = new Map<string, DutyRecord[]>();
  const subjects = Array.from({ length: people }, (_, index): Subject => {
    const kind = index % 40 === 0 ? "place" : index % 20 === 1 ? "unit" : "person";
    const id = `s${index}`;
    const subject: Subject = {
      id,
      kind,
      since: year.from - 400 + Math.floor(r() * 500),
      facts: {},
      history: [],
    };
    for (const fact of facts[kind]) subject.facts[fact.id] = value(fact, r);
    const [some] = facts[kind].filter(({ type }) => type === "boolean");
    const from = year.from + Math.floor(r() * 365);
    // Three in a hundred change within the year, and two are excused for a month.
    if (some && r() < 0.03) subject.history.push({ fact: some.id, value: r() < 0.5, from });
    if (r() < 0.02)
      records.set(id, [
        {
          id: `e${index}`,
          kind: "excuse",
          on: year.from - 10,
          facts: { until: dayText(year.from + 20), reason: "away" },
        },
      ]);
    return subject;
  });
  return { standard, subjects, records };
}

export const year = { from: dayOf("2021-01-01"), until: dayOf("2021-12-31") };

function value({ id, type, choices }: Fact, r: () => number): FactValue {
  if (id === "birthDate") return dayText(year.from - Math.floor(r() * 90 * 365.25));
  if (choices)
    return r() < 0.8 ? (choices[0]?.id ?? null) : (choices[Math.floor(r() * choices.length)]?.id ?? null);
  if (type === "boolean") return r() < 0.15;
  // Most dates are nobody's: one in fifteen was released, arrived, lost a post within two years.
  if (type === "date") return r() < 0.07 ? dayText(year.from - 365 + Math.floor(r() * 730)) : null;
  return type === "integer" ? Math.floor(r() * 4) : null;
}
