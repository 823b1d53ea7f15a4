import type { Text } from "#basics/text.ts";

/** What somebody may ask of the office with their code; a copy they take themselves. */
export const asked = ["correction", "erasure", "explanation"] as const;
export type Asked = (typeof asked)[number];

export const askedWords: Record<Asked, Text> = {
  correction: { zh: "更正、补充", en: "Correction" },
  erasure: { zh: "删除", en: "Erasure" },
  explanation: { zh: "解释说明", en: "Explanation" },
};

/**
 * Days in which the office answers. The Personal Information Protection Law says “in time” (45, 46) and gives no number; the
 * national recommendation GB/T 35273 takes thirty.
 */
export const answerWithin = 30;

/** How long a code opens anything, unless it is given for less or for longer. */
export const codeDays = { usual: 30, most: 90 };

/** Why somebody's data go: the cases of article 47 of the Personal Information Protection Law. */
export const erasureGrounds: Record<string, Text> = {
  "not-needed": { zh: "处理目的已实现或不再必要", en: "The purpose is fulfilled, or it is no longer needed" },
  "kept-long-enough": { zh: "保存期限已满", en: "It was kept for as long as it may be" },
  "consent-withdrawn": { zh: "本人撤回同意", en: "The person withdrew their consent" },
  unlawful: { zh: "违反规定或约定处理", en: "It was handled against the rules, or against what was agreed" },
  "other-law": { zh: "法律、行政法规规定的其他情形", en: "Another case laid down by law" },
};
