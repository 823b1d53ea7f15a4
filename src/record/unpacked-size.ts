import { inflateRawSync } from "node:zlib";

/**
 * How much a zip comes to when it is unpacked, each part really unpacked and thrown away: what its directory says is only what
 * somebody wrote there. Nothing is unpacked past `most`; undefined where it comes to more. Throws where it is no whole zip.
 */
export function unpackedSize(bytes: Uint8Array, most: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end > 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  let at = view.getUint32(end + 16, true);
  let sum = 0;
  for (let parts = view.getUint16(end + 10, true); parts > 0; parts--) {
    const part = view.getUint32(at + 42, true);
    // What a part says of its own size, here and at its head, is the memory that the library asks for.
    if (Math.max(view.getUint32(at + 24, true), view.getUint32(part + 22, true)) > most) return undefined;
    const size = partSize(bytes, view, part, most - sum);
    if (size === undefined) return undefined;
    sum += size;
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return sum;
}

function partSize(bytes: Uint8Array, view: DataView, at: number, most: number): number | undefined {
  const begins = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (view.getUint16(at + 8, true) !== 8) return view.getUint32(at + 18, true); // kept as it is: no larger than the file
  try {
    return inflateRawSync(bytes.subarray(begins), { maxOutputLength: Math.max(1, most) }).length;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") return undefined;
    throw error;
  }
}
