/** Nothing but common Chinese characters and half-width signs: most cells are plain already. */
const isPlain = /^[\u4e00-\u9fff!-~]*$/;

/** Full-width forms made half-width, invisible characters and outer space taken away. */
export function plain(text: string): string {
  if (isPlain.test(text)) return text;
  return text
    .normalize("NFKC")
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Plain, in small letters, letters and figures alone: what two headings or two choices are compared by. */
export function bare(text: string): string {
  return plain(text)
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, "");
}

/** Without what stands in brackets: 独居（是/否） → 独居. */
export function unbracketed(text: string): string {
  return plain(text).replaceAll(/[([{【〔〈<][^)\]}】〕〉>]*[)\]}】〕〉>]/g, "");
}

/** Full-width letters and figures made half-width; Chinese punctuation stays as it is. For texts that are kept. */
export function halfWidth(text: string): string {
  if (isPlain.test(text)) return text;
  return text
    .replaceAll(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g, (character) =>
      String.fromCharCode(character.charCodeAt(0) - 0xfee0),
    )
    .replaceAll(/[\p{Cf}]/gu, "")
    .replaceAll(/[^\S\n]+/g, " ")
    .trim();
}
