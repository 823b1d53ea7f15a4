import type { Language } from "#basics/text.ts";
import type { Spoken, Words } from "../words/words.ts";

const known: Record<Language, WeakMap<Words, object>> = { zh: new WeakMap(), en: new WeakMap() };

/** A word file in one language; the same object each time, so that it can stand in a list of dependencies. */
export function spoken<W extends Words>(words: W, language: Language): Spoken<W> {
  const before = known[language].get(words);
  if (before) return before as Spoken<W>;
  const said = Object.fromEntries(Object.entries(words).map(([key, pair]) => [key, pair[language]]));
  known[language].set(words, said);
  return said as Spoken<W>;
}
