import { type Day, dayText } from "#basics/day.ts";
import type { FactValue, Subject } from "#register/subject.ts";
import type { FactsOfDay } from "#standard/standard.ts";

/** The facts of one subject through time. */
export interface Timeline {
  on(day: Day): FactsOfDay;
  /** The value on a day, and the day from which it holds (the subject's `since` for what was known at first). */
  held(fact: string, day: Day): { value: FactValue | undefined; from: Day };
  /** The days on which one of these facts takes another value, ascending. A repeated value is no new one. */
  changes(facts: string[]): Day[];
}

export function timelineOf(subject: Subject): Timeline {
  const histories = new Map<string, { value: FactValue; from: Day }[]>();
  for (const { fact, value, from } of subject.history) {
    const history = histories.get(fact) ?? [];
    history.push({ value, from });
    histories.set(fact, history);
  }
  for (const [fact, history] of histories) {
    history.sort((a, b) => a.from - b.from);
    let last = subject.facts[fact];
    const news = history.filter((entry) => {
      const repeats = sameValue(entry.value, last);
      last = entry.value;
      return !repeats;
    });
    histories.set(fact, news);
  }
  const since = dayText(subject.since);

  function held(fact: string, day: Day): { value: FactValue | undefined; from: Day } {
    if (fact === "since") return { value: since, from: subject.since };
    const latest = histories.get(fact)?.findLast((entry) => entry.from <= day);
    return latest ?? { value: subject.facts[fact], from: subject.since };
  }

  return {
    held,
    on: (day) => ({ day, value: (fact) => held(fact, day).value }),
    changes: (facts) => {
      const days = facts.flatMap((fact) => (histories.get(fact) ?? []).map((entry) => entry.from));
      return [...new Set(days)].sort((a, b) => a - b);
    },
  };
}

function sameValue(a: FactValue | undefined, b: FactValue | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => x === b[i]);
  return (a ?? null) === (b ?? null);
}
