/** One text, or one sentence with places to fill, in both languages side by side. */
// oxlint-disable-next-line typescript/no-explicit-any -- the words of a sentence may take any arguments; each file's own types keep them
type Sentence = string | ((...places: any[]) => string);

export type Words = Record<string, { zh: Sentence; en: Sentence }>;

/** The same words in one language: what a screen reads. */
export type Spoken<W extends Words> = { [Key in keyof W]: W[Key]["zh"] };
