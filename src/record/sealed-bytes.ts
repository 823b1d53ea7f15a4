import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Text } from "#basics/text.ts";
import type { MasterKey, MasterKeys } from "./master-key.ts";
import { sealAlgorithm } from "./seal.ts";

/**
 * A file sealed as a whole under the master key, as it is written and read: a line that says so, then pieces of 64 KB, each
 * sealed by itself. Its number and whether it is the last are in its nonce, and the line above in what is signed: a piece altered,
 * moved, taken out or cut off shows. Each file has a key of its own, worked out from the master key and the salt in its line.
 */
interface Head {
  wellside: "sealed";
  version: 1;
  algorithm: typeof sealAlgorithm;
  /** The name of the master key. */
  key: string;
  salt: string;
}

const [pieceBytes, tagBytes] = [65_536, 16];
/** Every such file begins so. */
export const sealedStart = '{"wellside":"sealed"';

/** The file cannot be opened: another key, or not as it was written. */
export class NotOpened extends Error {
  readonly say: Text;
  constructor(say: Text) {
    super(say.en ?? say.zh);
    this.say = say;
  }
}

export async function* sealBytes(master: MasterKey, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const salt = randomBytes(32).toString("base64");
  const head: Head = { wellside: "sealed", version: 1, algorithm: sealAlgorithm, key: master.name, salt };
  const line = Buffer.from(`${JSON.stringify(head)}\n`);
  yield line;
  const key = keyOf(master, head);
  let [number, rest] = [0, Buffer.alloc(0)];
  const sealed = (piece: Buffer, isLast: boolean): Buffer => {
    const cipher = createCipheriv(sealAlgorithm, key, nonce(number++, isLast)).setAAD(line);
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  };
  for await (const some of bytes) {
    rest = Buffer.concat([rest, some]);
    // One piece is always kept back: the last has to be told from the others.
    for (; rest.length > pieceBytes; rest = rest.subarray(pieceBytes))
      yield sealed(rest.subarray(0, pieceBytes), false);
  }
  yield sealed(rest, true);
}

/** What was sealed. @throws NotOpened where it needs another key, or anything of it was altered or cut off. */
export async function* openBytes(
  masters: MasterKeys | undefined,
  shown: string,
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let [number, rest] = [0, Buffer.alloc(0)];
  let opening: { key: Buffer; line: Buffer } | undefined;
  const opened = (piece: Buffer, isLast: boolean): Buffer => {
    if (opening === undefined) throw cut(shown);
    const { key, line } = opening;
    try {
      const decipher = createDecipheriv(sealAlgorithm, key, nonce(number++, isLast), {
        authTagLength: tagBytes,
      })
        .setAAD(line)
        .setAuthTag(piece.subarray(-tagBytes));
      return Buffer.concat([decipher.update(piece.subarray(0, -tagBytes)), decipher.final()]);
    } catch {
      throw cut(shown);
    }
  };
  for await (const some of bytes) {
    rest = Buffer.concat([rest, some]);
    if (opening === undefined) {
      const end = rest.indexOf("\n");
      if (end < 0) continue;
      const line = rest.subarray(0, end + 1);
      opening = { key: keyFor(masters, headOf(line, shown), shown), line: Buffer.from(line) };
      rest = rest.subarray(end + 1);
    }
    for (; rest.length > pieceBytes + tagBytes; rest = rest.subarray(pieceBytes + tagBytes))
      yield opened(rest.subarray(0, pieceBytes + tagBytes), false);
  }
  if (rest.length < tagBytes) throw cut(shown);
  yield opened(rest, true);
}

function headOf(line: Buffer, shown: string): Head {
  try {
    return JSON.parse(line.toString()) as Head;
  } catch {
    throw cut(shown);
  }
}

function keyFor(masters: MasterKeys | undefined, head: Head, shown: string): Buffer {
  if (masters === undefined)
    throw new NotOpened({
      zh: `${shown} 是加密的，要有主密钥 ${head.key} 才打得开：把另存的那份放回原处，或用 WELLSIDE_KEY 指明。`,
      en: `${shown} is encrypted and opens with the master key ${head.key} alone: put the copy you kept in its place, or name it by WELLSIDE_KEY.`,
    });
  const master = masters.find(head.key);
  if (master === undefined)
    throw new NotOpened({
      zh: `主密钥不对：${shown} 用的是 ${head.key}，这里是 ${masters.newest.name}。旧的那份放在新的旁边，文件名末尾加上 .${head.key}。`,
      en: `Another master key: ${shown} needs ${head.key}, here is ${masters.newest.name}. Put an older one beside the newest, its file's name ending in .${head.key}.`,
    });
  return keyOf(master, head);
}

function keyOf(master: MasterKey, { salt }: Head): Buffer {
  return Buffer.from(
    hkdfSync("sha256", master.bytes, Buffer.from(salt, "base64"), "wellside sealed file", 32),
  );
}

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(number, 7);
  bytes.writeUInt8(isLast ? 1 : 0, 11);
  return bytes;
}

function cut(shown: string): NotOpened {
  return new NotOpened({
    zh: `${shown} 不完整：被截断或改动过，不能用。请用另一份备份。`,
    en: `${shown} is not whole: it was cut or altered and cannot be used. Take another backup.`,
  });
}
