import type { Text } from "#basics/text.ts";
import type { FactValue } from "./subject.ts";

/** A value in words: a choice by its title, yes and no, money in yuan. Days stay as written; the screen words them. */
export function sayValue(
  declared: { type: string; choices?: { id: string; title: Text }[] } | undefined,
  value: FactValue,
): Text {
  if (value === null || value === "") return { zh: "—", en: "—" };
  if (typeof value === "boolean") return value ? { zh: "是", en: "Yes" } : { zh: "否", en: "No" };
  if (Array.isArray(value)) {
    const titles = value.map((item) => sayValue(declared, item));
    return { zh: titles.map(({ zh }) => zh).join("、"), en: titles.map(({ zh, en }) => en ?? zh).join(", ") };
  }
  const choice = declared?.choices?.find(({ id }) => id === value);
  if (choice !== undefined) return choice.title;
  // Money is an integer of fen.
  if (declared?.type === "money" && typeof value === "number")
    return { zh: `${(value / 100).toFixed(2)} 元`, en: `¥${(value / 100).toFixed(2)}` };
  return { zh: String(value), en: String(value) };
}
