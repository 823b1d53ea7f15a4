import { crc32, deflateSync, inflateSync } from "node:zlib";

/**
 * A picture of a screen with at most 256 colours: a third of the bytes, and no eye tells it from the other. The commonest colours
 * stay as they are, and the rest, shades at the rims of letters mostly, become the nearest of them.
 */
export function withPalette(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = chosenOf(counts);
  const place = new Map(palette.map((colour, at) => [colour, at]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0, from = 0; y < height; y++)
    for (let x = 0; x < width; x++, from++) {
      const colour = pixels[from] ?? 0;
      let at = place.get(colour);
      if (at === undefined) place.set(colour, (at = nearest(palette, colour)));
      rows[y * (width + 1) + 1 + x] = at;
    }
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8); // eight bits a pixel, from a palette
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** First the commonest; then, of the next, those that no chosen one is near to: so a rare hue, as of one petal, is not lost. */
function chosenOf(counts: Map<number, number>): number[] {
  const byCount = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour);
  const chosen = byCount.slice(0, 96);
  for (const apart of [900, 300, 100, 30, 0])
    for (const colour of byCount.slice(96, 4096)) {
      if (chosen.length === 256) return chosen;
      const next = chosen[nearest(chosen, colour)] ?? 0;
      if (distance(next, colour) > apart) chosen.push(colour);
    }
  return chosen;
}

function nearest(palette: number[], colour: number): number {
  let best = 0;
  let least = Infinity;
  for (const [at, each] of palette.entries()) {
    const far = distance(each, colour);
    if (far < least) [best, least] = [at, far];
  }
  return best;
}

function distance(one: number, other: number): number {
  const red = (one >> 16) - (other >> 16);
  const green = ((one >> 8) & 255) - ((other >> 8) & 255);
  const blue = (one & 255) - (other & 255);
  return 2 * red * red + 4 * green * green + 3 * blue * blue;
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** The pixels of what Chromium writes: eight bits a channel, with or without alpha, not interlaced. */
function decode(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const data: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const bytes = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) unfilter(raw, bytes, y, stride, channels);
  const pixels = new Uint32Array(width * height);
  for (let at = 0, from = 0; at < pixels.length; at++, from += channels)
    pixels[at] = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
  return { width, height, pixels };
}

/** Each row says what it was predicted from: the pixel at its left, above it, both, or the likeliest of three. */
function unfilter(raw: Buffer, bytes: Uint8Array, y: number, stride: number, channels: number): void {
  const filter = raw[y * (stride + 1)];
  for (let x = 0; x < stride; x++) {
    const here = y * stride + x;
    const left = x < channels ? 0 : (bytes[here - channels] ?? 0);
    const above = y === 0 ? 0 : (bytes[here - stride] ?? 0);
    const corner = x < channels || y === 0 ? 0 : (bytes[here - stride - channels] ?? 0);
    const guess =
      filter === 1
        ? left
        : filter === 2
          ? above
          : filter === 3
            ? (left + above) >> 1
            : filter === 4
              ? paeth(left, above, corner)
              : 0;
    bytes[here] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess;
  }
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}
