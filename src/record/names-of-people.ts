import { pinyin } from "pinyin-pro";

/**
 * What a name is found by: its one- and two-character pieces, those of its pinyin initials, and the code.
 * pg_trgm cannot serve two Chinese characters, which is what people type.
 */
export function searchGrams(name: string, code: string | null): string[] {
  const grams = new Set<string>();
  for (const text of [name.toLowerCase(), initials(name), ...(code === null ? [] : [code.toLowerCase()])])
    for (const gram of gramsOf(text)) grams.add(gram);
  return [...grams];
}

/** The pieces that all must be present in whatever matches `text`. */
export function gramsOf(text: string): string[] {
  const characters = [...text.trim().toLowerCase()].filter((character) => character !== " ");
  if (characters.length === 1) return characters;
  return [
    ...characters,
    ...characters.slice(1).map((character, place) => `${characters[place]}${character}`),
  ];
}

/** People sort by pinyin, a surname by its reading as one (曾 is zeng, 单 is shan), which no collation knows. */
export function sortKey(name: string): string {
  return pinyin(name, { surname: "head", toneType: "num", nonZh: "consecutive" }).toLowerCase();
}

function initials(name: string): string {
  return pinyin(name, {
    surname: "head",
    pattern: "first",
    toneType: "none",
    separator: "",
    nonZh: "removed",
  });
}
