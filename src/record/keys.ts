import type { Tx } from "#database/scope.ts";
import { officeKey } from "#work/command.ts";
import type { MasterKey, MasterKeys } from "./master-key.ts";
import { newKey, seal, sealAlgorithm, unseal } from "./seal.ts";

/** The holder of an office's own key, with which the names of guarded promises and facts are keyed. */
export const officeHolder = officeKey;

export interface WrappedKey {
  holder: string;
  algorithm: string;
  master: string;
  wrapped: Buffer;
}

export function wrapKey(master: MasterKey, office: string, holder: string, key: Buffer): WrappedKey {
  return {
    holder,
    algorithm: sealAlgorithm,
    master: master.name,
    wrapped: seal(master.bytes, key, place(office, holder)),
  };
}

export async function unwrapKey(masters: MasterKeys, office: string, row: WrappedKey): Promise<Buffer> {
  const { bytes } = masters.find(row.master) ?? (await masters.get(row.master));
  return unseal(bytes, row.wrapped, place(office, row.holder));
}

function place(office: string, holder: string): string {
  return `key/${office}/${holder}`;
}

/** The keys of one office during one transaction: each is fetched and unwrapped once. */
export class KeyRing {
  readonly #office: string;
  readonly #masters: MasterKeys;
  readonly #keys = new Map<string, Buffer>();
  readonly #made = new Map<string, Buffer>();

  constructor(office: string, masters: MasterKeys) {
    this.#office = office;
    this.#masters = masters;
  }

  /** Fetches those of `holders` that exist. A destroyed key is simply not there afterwards. */
  async load(tx: Tx, holders: string[]): Promise<void> {
    const wanted = holders.filter((holder) => !this.#keys.has(holder));
    if (wanted.length === 0) return;
    const rows = await tx.rows<WrappedKey>(
      "select holder, algorithm, master, wrapped from subject_key where office = $1 and holder = any($2::uuid[])",
      [this.#office, wanted],
    );
    await this.take(rows);
  }

  /** Takes in keys that came another way, with an exported journal. */
  async take(rows: WrappedKey[]): Promise<void> {
    for (const row of rows) this.#keys.set(row.holder, await unwrapKey(this.#masters, this.#office, row));
  }

  find(holder: string): Buffer | undefined {
    return this.#keys.get(holder);
  }

  get(holder: string): Buffer {
    const key = this.#keys.get(holder);
    if (key === undefined) throw new Error(`No key for ${holder}: it was not loaded, or it was destroyed.`);
    return key;
  }

  /** A key for someone new, kept to be written by `takeMade`. */
  make(holder: string): Buffer {
    const key = newKey();
    this.#keys.set(holder, key);
    this.#made.set(holder, key);
    return key;
  }

  /** Destroyed: whatever is asked of it afterwards, it is not there. */
  forget(holder: string): void {
    this.#keys.delete(holder);
    this.#made.delete(holder);
  }

  hasMade(): boolean {
    return this.#made.size > 0;
  }

  /**
   * Those made since, wrapped by what wraps the office's own key now, whichever this process takes for the newest. A rotation
   * rewraps that one first, under the lock that every writer of the office holds: so none is left behind under an old one.
   */
  async takeMade(tx: Tx): Promise<WrappedKey[]> {
    if (this.#made.size === 0) return [];
    const made = [...this.#made];
    this.#made.clear();
    const [own] = await tx.rows<{ master: string }>(
      "select master from subject_key where office = $1 and holder = $2",
      [this.#office, officeHolder],
    );
    const master = own === undefined ? this.#masters.newest : await this.#masters.get(own.master);
    return made.map(([holder, key]) => wrapKey(master, this.#office, holder, key));
  }
}
