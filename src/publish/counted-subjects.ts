import type { Day } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import type { Concerned } from "./concerned.ts";
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
    things: there.map((subject) => new Standing(subject, day)),
  };
}

/**
 * One of the register on a day. A class, since the matrix of a year looks at everybody twelve times: fifty thousand objects whose
 * functions and empty lists are shared, instead of made for each.
 */
class Standing implements Thing {
  readonly subject: Concerned;
  readonly day: Day;
  constructor(subject: Concerned, day: Day) {
    this.subject = subject;
    this.day = day;
  }
  get id(): string {
    return this.subject.id;
  }
  get of(): string {
    return this.subject.kind;
  }
  get subjects(): string[] {
    return [this.subject.id];
  }
  get under(): Thing["under"] {
    return nothing;
  }
  get area(): string | undefined {
    const area = this.subject.value("area", this.day);
    return typeof area === "string" && area !== "" ? area : undefined;
  }
  value(fact: string): FactValue | undefined {
    return fact === "kind" ? this.subject.kind : this.subject.value(fact, this.day);
  }
}

const nothing: Thing["under"] = { line: [], promise: [], role: [], colour: [] };
