import { textIn, type Language } from "#basics/text.ts";
import type { WhyAnswer, WhyFactAnswer } from "#record/views/why.ts";
import { dayWords, withDayWords } from "../words/dates.ts";
import { whyWords } from "../words/today.ts";
import { spoken } from "./spoken.ts";

export interface Reason {
  say: string;
  /** The facts behind it that no reason before it has told, each with the day from which it holds. */
  facts: string[];
}

/**
 * The reasons of a *why*, ready to stand in one sentence. When something is owed, all of them; when it is not, only what stands in
 * the way. A fact behind two reasons is told once; a label that the reason itself says is not repeated; a date, an age or a number
 * needs no “since”.
 */
export function reasonsOf(why: WhyAnswer, language: Language, today: string): Reason[] {
  const words = spoken(whyWords, language);
  const told = new Set<string>();
  const reasons = why.owed
    ? why.because
    : why.because.filter((reason) => reason.holds !== true && reason.facts.length > 0);
  return reasons.map((reason) => {
    const say = textIn(reason.say, language);
    const facts = reason.facts.flatMap((fact) => {
      const label = textIn(fact.label, language);
      if (told.has(label)) return [];
      told.add(label);
      return sayFact(fact, label, say);
    });
    return { say, facts };
  });

  function sayFact(fact: WhyFactAnswer, label: string, reason: string): string[] {
    if (fact.value === null) return [words.factIs(label, fact.guarded ? words.guarded : words.missing)];
    const value = textIn(fact.value, language);
    if (value === "") return [words.factIs(label, words.missing)];
    if (/^\d/.test(value)) return [words.factIs(label, withDayWords(value, language, today))];
    const since = words.since(dayWords(fact.from, language, today));
    if (reason.toLowerCase() === label.toLowerCase()) return [since];
    return [
      words.both(
        reason.toLowerCase().includes(label.toLowerCase()) ? value : words.factIs(label, value),
        since,
      ),
    ];
  }
}
