import type { Tx } from "#database/scope.ts";
import { officeKey } from "#work/command.ts";
import type { MasterKey } from "./master-key.ts";
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

export function unwrapKey(master: MasterKey, office: string, row: WrappedKey): Buffer {
  if (row.master !== master.name)
    throw new Error(
      `This key is wrapped by master key ${row.master}, and the one at hand is ${master.name}.`,
    );
  return unseal(master.bytes, row.wrapped, place(office, row.holder));
}

function place(office: string, holder: string): string {
  return `key/${office}/${holder}`;
}

/** The keys of one office during one transaction: each is fetched and unwrapped once. */
export class KeyRing {
  readonly #office: string;
  readonly #master: MasterKey;
  readonly #keys = new Map<string, Buffer>();
  readonly #made: WrappedKey[] = [];

  constructor(office: string, master: MasterKey) {
    this.#office = office;
    this.#master = master;
  }

  /** Fetches those of `holders` that exist. A destroyed key is simply not there afterwards. */
  async load(tx: Tx, holders: string[]): Promise<void> {
    const wanted = holders.filter((holder) => !this.#keys.has(holder));
    if (wanted.length === 0) return;
    const rows = await tx.rows<WrappedKey>(
      "select holder, algorithm, master, wrapped from subject_key where office = $1 and holder = any($2::uuid[])",
      [this.#office, wanted],
    );
    this.take(rows);
  }

  /** Takes in keys that came another way, with an exported journal. */
  take(rows: WrappedKey[]): void {
    for (const row of rows) this.#keys.set(row.holder, unwrapKey(this.#master, this.#office, row));
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
    this.#made.push(wrapKey(this.#master, this.#office, holder, key));
    return key;
  }

  /** Destroyed: whatever is asked of it afterwards, it is not there. */
  forget(holder: string): void {
    this.#keys.delete(holder);
    const made = this.#made.findIndex((row) => row.holder === holder);
    if (made !== -1) this.#made.splice(made, 1);
  }

  takeMade(): WrappedKey[] {
    return this.#made.splice(0);
  }
}
