import type { Text } from "#basics/text.ts";

/** On what somebody's word counts for another: as their guardian, or because they were entrusted with it. */
export const bases = ["parent", "next", "appointed", "authority", "agreed", "entrusted"] as const;
export type Basis = (typeof bases)[number];

/** The articles are those of the Civil Code. */
export const basisWords: Record<Basis, Text> = {
  parent: { zh: "父母（民法典第二十七条）", en: "parent (Civil Code, art. 27)" },
  next: { zh: "依法定顺序（第二十七、二十八条）", en: "next in the order of the law (art. 27, 28)" },
  appointed: { zh: "指定（第三十一条）", en: "appointed (art. 31)" },
  authority: {
    zh: "民政部门、居委会担任（第三十二条）",
    en: "the civil affairs authority or the committee (art. 32)",
  },
  agreed: { zh: "意定，有书面协议（第三十三条）", en: "agreed in writing beforehand (art. 33)" },
  entrusted: { zh: "书面委托（第一百六十五条）", en: "entrusted in writing (art. 165)" },
};

/** Whoever was entrusted is an agent; all others stand in a guardian's place. */
export function isGuardian(basis: Basis): boolean {
  return basis !== "entrusted";
}

/** What an entry says of a contact; sealed under the key of whom it is for, as it tells of others too. */
export interface Contact {
  contact: string;
  /** Somebody of the register; null: somebody else. */
  other: string | null;
  name: string;
  relation: string;
  phone: string | null;
  emergency: boolean;
  /** For whom they may speak, on what basis and in what; null: they may be rung up, no more. */
  speaks: { basis: Basis; for: string } | null;
  from: string;
  until: string | null;
}
