import type { Language } from "#basics/text.ts";

/** A report as it goes to paper, all of it in one language. */
export interface Paper {
  language: Language;
  office: string;
  /** 2021年10月 */
  period: string;
  /** Its title, its text and its tables; figures may be links, which paper does not show. */
  markdown: string;
  /** 2021年第11号; null: not issued. */
  number: string | null;
  /** Under the title: that it is a draft, or what it corrects. */
  note: string | null;
  /** 2021年11月1日 */
  signedOn: string;
  corrected: { reason: string; changes: { title: string; was: string; is: string }[] } | null;
  /** In small print at the end: how to see that it is what was issued. */
  verify: string | null;
}
