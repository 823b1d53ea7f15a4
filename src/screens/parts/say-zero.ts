import type { Zero } from "#publish/coverage.ts";
import type { Counted } from "#standard/standard.ts";
import type { Language } from "#basics/text.ts";
import { indicatorWords } from "../words/published.ts";
import { spoken } from "./spoken.ts";

/** Whether a zero is a real one, in a sentence. */
export function sayZero({ why, looked, areas, ofAreas }: Zero, counted: Counted, language: Language): string {
  const words = spoken(indicatorWords, language);
  const of = counted === "posting" ? "record" : counted;
  return words[`zero_${of}_${why}`](looked, areas, ofAreas);
}

/** The same in two or three words, where there is room for no more. */
export function zeroWord({ why, looked }: Zero, counted: Counted, language: Language): string {
  const words = spoken(indicatorWords, language);
  if (why === "nothing") return words.zeroNothing;
  return why === "none" ? words.zeroOf(looked) : words[`zeroWord_${counted}`];
}
