import { newId } from "#basics/id.ts";
import type { EntryDraft } from "#work/command.ts";
import type { OpenEntry } from "./apply.ts";
import { chainHash } from "./chain.ts";
import type { ChainEntry, ChainPart, EntryHeader } from "./chain.ts";
import type { Changes } from "./changes.ts";
import type { KeyRing } from "./keys.ts";
import { freshBytes, openAlgorithm, seal, sealAlgorithm, unseal } from "./seal.ts";

/** Where the chain of an office ends. */
export interface Head {
  length: number;
  hash: string;
}

export interface WrittenBy {
  office: string;
  actor: string;
  command: { id: string; name: string; at: string };
  /** The server's clock. */
  now: string;
  standards: string[];
}

/** The next entry: numbered, its parts salted and sealed, its hash upon the last. Makes keys for holders who have none yet. */
export function nextEntry(
  head: Head,
  draft: EntryDraft,
  by: WrittenBy,
  keys: KeyRing,
): { entry: ChainEntry; id: string; open: OpenEntry } {
  const number = head.length + 1;
  const id = newId();
  const header: EntryHeader = {
    office: by.office,
    number,
    id,
    kind: draft.kind,
    at: by.now,
    actor: by.actor,
    command: by.command.id,
    commandName: by.command.name,
    given: by.command.at,
    standards: by.standards,
  };
  const parts = draft.parts.map((part, place): ChainPart => {
    const body = Buffer.from(JSON.stringify(part.body));
    const key = part.holder === null ? undefined : (keys.find(part.holder) ?? keys.make(part.holder));
    return {
      subject: part.subject,
      holder: part.holder,
      algorithm: key === undefined ? openAlgorithm : sealAlgorithm,
      salt: freshBytes(16),
      body: key === undefined ? body : seal(key, body, partPlace(by.office, number, place)),
    };
  });
  const text = JSON.stringify(header);
  return {
    entry: { number, header: text, parts, hash: chainHash(head.hash, text, parts) },
    id,
    open: {
      office: by.office,
      number,
      kind: draft.kind,
      at: by.now,
      actor: by.actor,
      command: by.command.id,
      parts: draft.parts,
    },
  };
}

export function insertEntry(changes: Changes, entry: ChainEntry): void {
  const { office, id, kind, at, actor, command } = JSON.parse(entry.header) as EntryHeader;
  const { number, header, hash } = entry;
  changes.insert("entry", { office, number, id, kind, at, actor, command, header, hash });
  for (const [place, part] of entry.parts.entries())
    changes.insert("entry_part", { office, number, part: place, ...part });
}

/** What a part says, or null where its key has been destroyed or was not loaded. */
export function openBody(
  office: string,
  number: number,
  place: number,
  part: Omit<ChainPart, "salt">,
  keys: KeyRing,
): Record<string, unknown> | null {
  if (part.algorithm === openAlgorithm) return JSON.parse(part.body.toString()) as Record<string, unknown>;
  const key = part.holder === null ? undefined : keys.find(part.holder);
  if (key === undefined) return null;
  return JSON.parse(unseal(key, part.body, partPlace(office, number, place)).toString()) as Record<
    string,
    unknown
  >;
}

function partPlace(office: string, number: number, place: number): string {
  return `entry/${office}/${number}/${place}`;
}
