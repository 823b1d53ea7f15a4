import { percentText } from "#basics/percent.ts";
import { textIn } from "#basics/text.ts";
import type { Language, Text } from "#basics/text.ts";
import type { Indicator } from "#standard/standard.ts";

const nothing: Text = { zh: "无", en: "none" };

/** A figure as it is printed: 98.2%, 12 件, 3.5 小时, 120.00 元; that there is none where nothing is divided by. */
export function sayFigure(
  // `money`: it is kept in fen.
  { measure, money, unit }: { measure: Indicator["measure"]; money: boolean; unit: Text | null },
  value: number | null,
  language: Language,
): string {
  if (value === null) return textIn(nothing, language);
  if (measure === "rate") return percentText(value);
  const number = money
    ? (value / 100).toFixed(2)
    : value.toLocaleString("en", { maximumFractionDigits: 2, useGrouping: language === "en" });
  const of = unit ?? (money ? yuan : null);
  return of === null ? number : `${number} ${textIn(of, language)}`;
}

const yuan: Text = { zh: "元", en: "yuan" };
