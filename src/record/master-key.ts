import { exec } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmod, mkdir, open, readFile, readdir, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A key that wraps all others. It never enters the database. */
export interface MasterKey {
  /** Which one it is, told beside everything it wraps: the start of its SHA-256. */
  name: string;
  bytes: Buffer;
}

/** Where master keys come from: a file, or a command that prints them, the newest first. */
export interface KeyPlace {
  keyFile: string;
  keyCommand?: string | undefined;
}

/** The master keys known here: the newest for wrapping, those before it for what they wrapped. */
export class MasterKeys {
  #newest: MasterKey;
  #older: MasterKey[];
  readonly #read: () => Promise<MasterKey[]>;
  #reading: Promise<void> | undefined;

  constructor([newest, ...older]: [MasterKey, ...MasterKey[]], read?: () => Promise<MasterKey[]>) {
    this.#newest = newest;
    this.#older = older;
    this.#read = read ?? (() => Promise.resolve([newest, ...older]));
  }

  get newest(): MasterKey {
    return this.#newest;
  }

  get all(): MasterKey[] {
    return [this.#newest, ...this.#older];
  }

  find(name: string): MasterKey | undefined {
    return this.all.find((key) => key.name === name);
  }

  /** That one; where it is not known, their place is read anew: somebody rotates them beside this process. */
  async get(name: string): Promise<MasterKey> {
    if (this.find(name) === undefined) await this.reread();
    const found = this.find(name);
    if (found !== undefined) return found;
    const known = this.all.map((key) => key.name).join(", ");
    throw new Error(
      `This key is wrapped by master key ${name}, and known here is only ${known}. Put its file back beside the newest one (keys/master.key.${name}), or have WELLSIDE_KEY_COMMAND print it too.`,
    );
  }

  /** What was known once stays so until the process ends: a transaction may still read what is wrapped by it. */
  async reread(): Promise<void> {
    this.#reading ??= this.#read()
      .then(([newest, ...older]) => {
        if (newest === undefined) return;
        const known = [...older, ...this.all.filter(({ name }) => older.every((key) => key.name !== name))];
        this.#newest = newest;
        this.#older = known.filter(({ name }) => name !== newest.name);
      })
      .finally(() => (this.#reading = undefined));
    await this.#reading;
  }
}

/** Reads them from their place; a first one is made only where `mayMake`: nothing has been sealed yet, and a file keeps it. */
export async function readMasterKeys(place: KeyPlace, mayMake: boolean): Promise<MasterKeys> {
  const { keyFile, keyCommand } = place;
  const read = (make: boolean) => (keyCommand === undefined ? ofFiles(keyFile, make) : ofCommand(keyCommand));
  return new MasterKeys(await read(mayMake), () => read(false));
}

/** The newest stands in the file, those before it beside, with their names at the end. */
async function ofFiles(file: string, mayMake: boolean): Promise<[MasterKey, ...MasterKey[]]> {
  const newest = await readMasterKey(file, mayMake);
  const [folder, start] = [dirname(file), `${basename(file)}.`];
  const older = (await readdir(folder)).filter(
    (name) => name.startsWith(start) && /^[0-9a-f]{12}$/.test(name.slice(start.length)),
  );
  return [newest, ...(await Promise.all(older.map((name) => readMasterKey(join(folder, name), false))))];
}

/** A safe of keys that is asked over a network answers within seconds, or not at all. */
export const commandPatience = 15_000;

/** What the command prints is never repeated, in no message and no log: neither its output nor what it complains of. */
async function ofCommand(command: string): Promise<[MasterKey, ...MasterKey[]]> {
  const text = await new Promise<string>((resolve, reject) => {
    const child = exec(
      command,
      { timeout: commandPatience, killSignal: "SIGKILL", maxBuffer: 65_536, windowsHide: true },
      (error, printed) => {
        if (error === null) return resolve(printed);
        const why =
          error.killed === true ? "gave no whole answer in time" : `ended with ${error.code ?? "?"}`;
        reject(
          new Error(
            `WELLSIDE_KEY_COMMAND ${why}, so there is no master key. Run the command by hand, as the same user, to see what it says; it has ${commandPatience / 1000} seconds.`,
          ),
        );
      },
    );
    child.stdin?.end();
  });
  const [newest, ...older] = text.trim().split(/\s*\n\s*/);
  if (newest === undefined || ![newest, ...older].every((line) => isKey(line)))
    throw new Error(
      "WELLSIDE_KEY_COMMAND has to print nothing but master keys, the newest first, each a line of 64 hexadecimal digits.",
    );
  return [masterKey(Buffer.from(newest, "hex")), ...older.map((line) => masterKey(Buffer.from(line, "hex")))];
}

function isKey(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
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
    await writeKey(file, newMasterKey());
  } else if (process.platform !== "win32" && (found.mode & 0o077) !== 0) {
    throw new Error(`Others on this machine may read the master key ${file}. Run: chmod 600 ${file}`);
  }
  const text = (await readFile(file, "utf8")).trim();
  if (!isKey(text)) throw new Error(`The master key ${file} is not 64 hexadecimal digits.`);
  return masterKey(Buffer.from(text, "hex"));
}

/** The next one takes the newest's place, which stands beside it first: at no moment is one of them missing. */
export async function replaceMasterKey(file: string, next: MasterKey): Promise<void> {
  const old = await readMasterKey(file, false);
  if (old.name === next.name) return;
  await writeKey(`${file}.${old.name}`, old);
  await writeKey(file, next);
}

/** Made aside and then renamed: cut off in between, nobody must find half a key. And on the disk before anything is wrapped by it. */
async function writeKey(file: string, { bytes }: MasterKey): Promise<void> {
  const half = `${file}.${process.pid}`;
  const made = await open(half, "w", 0o600);
  await made.writeFile(`${bytes.toString("hex")}\n`);
  await made.sync();
  await made.close();
  await chmod(half, 0o600);
  await rename(half, file);
  if (process.platform === "win32") return;
  const folder = await open(dirname(file));
  await folder.sync();
  await folder.close();
}

export function newMasterKey(): MasterKey {
  return masterKey(randomBytes(32));
}

export function masterKey(bytes: Buffer): MasterKey {
  return { name: createHash("sha256").update(bytes).digest("hex").slice(0, 12), bytes };
}

/** This one alone, from no file: for tests and measurements. */
export function onlyMasterKey(bytes: Buffer): MasterKeys {
  return new MasterKeys([masterKey(bytes)]);
}
