/** Numbers in [0, 1) that come out the same on every machine for the same seed: mulberry32, 32 bits of state. */
export function chanceFrom(seed: number): () => number {
  let state = seed | 0; // as a signed number it stays a small integer, and no memory is asked for each time
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
