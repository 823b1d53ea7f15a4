import { blocksOf } from "./markdown-blocks.ts";
import type { Block } from "./markdown-blocks.ts";
import type { Language } from "./text.ts";

/** A report's text, its title and the line that is only its period taken from the head of it. */
export function partPaper(
  text: string,
  period: string,
  language: Language,
): { title: string | undefined; blocks: Block[] } {
  const blocks = numberHeadings(blocksOf(text), language);
  const [first, ...rest] = blocks;
  if (first?.kind !== "heading" || first.level !== 1) return { title: undefined, blocks };
  const [second, ...others] = rest;
  const isPeriod = second?.kind === "paragraph" && second.text === period;
  return { title: first.text, blocks: isPeriod ? others : rest };
}

/**
 * Headings numbered as official documents number them, 一、 and （一） (GB/T 9704-2012, 7.3.3); English ones stay as they
 * are. Where an author wrote a number, it stands.
 */
function numberHeadings(blocks: Block[], language: Language): Block[] {
  if (language !== "zh") return blocks;
  const counted = { second: 0, third: 0 };
  return blocks.map((block) => {
    if (block.kind !== "heading" || hasNumber.test(block.text)) return block;
    if (block.level === 2) {
      counted.third = 0;
      counted.second += 1;
      return { ...block, text: `${chineseNumber(counted.second)}、${block.text}` };
    }
    if (block.level !== 3) return block;
    counted.third += 1;
    return { ...block, text: `（${chineseNumber(counted.third)}）${block.text}` };
  });
}

const hasNumber = /^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])/;

const digits = ["", ..."一二三四五六七八九"];

/** 1–99. */
function chineseNumber(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const ten = tens === 0 ? "" : `${tens === 1 ? "" : digits[tens]}十`;
  return `${ten}${digits[ones] ?? ""}`;
}
