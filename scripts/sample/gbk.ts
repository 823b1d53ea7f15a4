/** Text as the older Chinese programs write it. @throws RangeError on a character that GBK lacks. */
export function gbk(text: string): Uint8Array {
  return Uint8Array.from(
    [...text].flatMap((character) => {
      if (character.charCodeAt(0) < 0x80) return [character.charCodeAt(0)];
      const code = codes.get(character);
      if (code === undefined) throw new RangeError(`GBK has no ${character}`);
      return [code >> 8, code & 0xff];
    }),
  );
}

/** The decoder turned round: every pair of bytes asked once, some 24,000. */
const codes = new Map<string, number>();
const decoder = new TextDecoder("gbk");
for (let lead = 0x81; lead <= 0xfe; lead++)
  for (let trail = 0x40; trail <= 0xfe; trail++) {
    const character = decoder.decode(Uint8Array.of(lead, trail));
    if ([...character].length === 1 && character !== "�" && !codes.has(character))
      codes.set(character, (lead << 8) | trail);
  }
