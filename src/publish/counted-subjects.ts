import type { Look, Looked, Thing } from "./thing.ts";

/** Everybody in the register on the last day of the stretch, or today where that has not come yet. */
export async function subjectsOn({ reader, known, stretch, reads, households }: Look): Promise<Looked> {
  const day = Math.min(stretch.last, reader.today);
  const all = await known(undefined, { facts: [...reads], households });
  const there =
    stretch.first <= reader.today
      ? [...all.values()].filter(
          ({ id, since, counts, erased }) =>
            since <= day && counts === id && (erased === null || day < erased),
        )
      : [];
  return {
    concerned: all,
    things: there.map((subject): Thing => {
      const { id, kind } = subject;
      const area = subject.value("area", day);
      return {
        id,
        day,
        subjects: [id],
        value: (fact) => (fact === "kind" ? kind : subject.value(fact, day)),
        under: { line: [], promise: [], role: [], colour: [] },
        area: typeof area === "string" && area !== "" ? area : undefined,
        of: kind,
      };
    }),
  };
}
