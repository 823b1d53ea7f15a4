import type { Block } from "./markdown-blocks.ts";
import type { Language } from "./text.ts";

/**
 * Headings numbered as official documents number them, 一、 and （一） (GB/T 9704-2012, 7.3.3); English ones stay as they
 * are. Where an author wrote a number, it stands.
 */
export function numberHeadings(blocks: Block[], language: Language): Block[] {
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
