import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

/** Named beside every sealed value, so that another algorithm (SM4, say) can follow without touching what is there. */
export const sealAlgorithm = "aes-256-gcm";
export const openAlgorithm = "none";

const nonceBytes = 12;
const tagBytes = 16;

export function newKey(): Buffer {
  return freshBytes(32);
}

/** How many random bytes are asked for at once: one call for each salt and nonce was a tenth of an import's time. */
const pooled = 16_384;
let pool = Buffer.alloc(0);

/** Random bytes, none of them given out twice. */
export function freshBytes(count: number): Buffer {
  if (pool.length < count) pool = randomBytes(pooled);
  const taken = Buffer.from(pool.subarray(0, count));
  pool = pool.subarray(count);
  return taken;
}

/** nonce ‖ tag ‖ ciphertext. `place` says where the value stands, so that it cannot be moved elsewhere. */
export function seal(key: Buffer, value: Buffer, place: string): Buffer {
  const nonce = freshBytes(nonceBytes);
  const cipher = createCipheriv(sealAlgorithm, key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(value), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** The value back. Throws when the key is another one, or anything was altered or moved. */
export function unseal(key: Buffer, sealed: Buffer, place: string): Buffer {
  const decipher = createDecipheriv(sealAlgorithm, key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
}

/** In steps of so many bytes: else `true` would be told from `false` by its length. JSON may end in spaces. */
const step = 64;

export function sealJson(key: Buffer, value: unknown, place: string): Buffer {
  const text = Buffer.from(JSON.stringify(value));
  const padded = Buffer.alloc(Math.ceil(text.length / step) * step, " ");
  text.copy(padded);
  return seal(key, padded, place);
}

export function unsealJson(key: Buffer, sealed: Buffer, place: string): unknown {
  return JSON.parse(unseal(key, sealed, place).toString());
}

/** A name that tells nothing without the key: the first 80 bits of an HMAC. */
export function keyedName(key: Buffer, name: string): string {
  return `~${createHmac("sha256", key).update(name).digest("base64url").slice(0, 14)}`;
}
