import { createHash, randomBytes } from "node:crypto";
import { chmod, mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** The key that wraps all others. It never enters the database. */
export interface MasterKey {
  /** Which one it is, told beside everything it wraps: the start of its SHA-256. */
  name: string;
  bytes: Buffer;
}

/**
 * Reads the master key's file (64 hexadecimal digits), making it only where `mayMake`: nothing has been sealed yet.
 * Refuses a file that other users of the machine may read.
 */
export async function readMasterKey(file: string, mayMake: boolean): Promise<MasterKey> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) {
    if (!mayMake)
      throw new Error(
        `The master key ${file} is missing. Sealed facts cannot be read without it: put the copy you kept back in that place.`,
      );
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    // Made aside and then renamed: cut off in between, the next start must not find half a key.
    const half = `${file}.${process.pid}`;
    const made = await open(half, "w", 0o600);
    await made.writeFile(`${randomBytes(32).toString("hex")}\n`);
    await made.sync();
    await made.close();
    await chmod(half, 0o600);
    await rename(half, file);
  } else if (process.platform !== "win32" && (found.mode & 0o077) !== 0) {
    throw new Error(`Others on this machine may read the master key ${file}. Run: chmod 600 ${file}`);
  }
  const text = (await readFile(file, "utf8")).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`The master key ${file} is not 64 hexadecimal digits.`);
  return masterKey(Buffer.from(text, "hex"));
}

export function masterKey(bytes: Buffer): MasterKey {
  return { name: createHash("sha256").update(bytes).digest("hex").slice(0, 12), bytes };
}
