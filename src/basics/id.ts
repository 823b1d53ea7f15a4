/**
 * A new id: UUID version 7 (RFC 9562 §5.7), so that ids made one after another also sort so.
 * Made by whoever acts, on the phone too, which is why a repeated command is harmless.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let milliseconds = Date.now();
  for (let place = 5; place >= 0; place--) {
    bytes[place] = milliseconds % 256;
    milliseconds = Math.floor(milliseconds / 256);
  }
  return uuidText(bytes, 7);
}

/** 16 bytes as UUID text, with the version and RFC variant bits set. */
export function uuidText(bytes: Uint8Array, version: 7 | 8): string {
  const marked = Uint8Array.from(bytes.subarray(0, 16));
  marked[6] = ((marked[6] ?? 0) & 0x0f) | (version << 4);
  marked[8] = ((marked[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(marked, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
