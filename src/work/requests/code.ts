/** Without letters that are taken for one another or for a digit: none of I, L, O, U. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Four groups of five: twenty letters of five bits each, a hundred bits. */
const [groups, inGroup] = [4, 5];

/** A code of this randomness (at least twenty bytes), in groups that can be read aloud. */
export function codeFrom(bytes: Uint8Array): string {
  const letters = Array.from(bytes.slice(0, groups * inGroup), (byte) => alphabet[byte % alphabet.length]);
  return Array.from({ length: groups }, (_, group) =>
    letters.slice(group * inGroup, (group + 1) * inGroup).join(""),
  ).join("-");
}

/** As it was given, however it was typed: capitals or not, with or without strokes, O for 0 and I or L for 1. Undefined: none. */
export function plainCode(typed: string): string | undefined {
  const plain = typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\-–—.·]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  const isOne = plain.length === groups * inGroup && [...plain].every((letter) => alphabet.includes(letter));
  return isOne ? plain : undefined;
}

/** What is kept of a code: with the office's name before it, one office's digest says nothing in another. */
export function digestText(office: string, plain: string): string {
  return `wellside-rights\n${office}\n${plain}`;
}
