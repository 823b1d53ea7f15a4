import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import type { Text } from "#basics/text.ts";
import { chainAlgorithm, chainHash, chainStart } from "./chain.ts";
import type { EntryHeader } from "./chain.ts";
import { chainEntryOf, keyText } from "./journal-file.ts";
import type { JournalLine } from "./journal-file.ts";

/** What became of a journal: whole, or the first entry at which it is not. */
export interface Verified {
  offices: { office: string; length: number; head: string }[];
  fault: JournalFault | null;
}

export interface JournalFault {
  what: "altered" | "missing" | "reordered" | "repeated" | "cut-off" | "no-end" | "keys" | "not-a-journal";
  office: string | null;
  number: number | null;
  say: Text;
}

type EntryLine = Extract<JournalLine, { entry: unknown }>["entry"];
type EndLine = Extract<JournalLine, { end: unknown }>["end"];

/**
 * Follows each office's chain from its beginning and names the first entry that was altered, taken out, moved or cut off.
 * Needs no key and no database.
 */
export async function verifyJournal(
  lines: AsyncIterable<JournalLine> | Iterable<JournalLine>,
): Promise<Verified> {
  const entries = new Map<string, EntryLine[]>();
  const ends = new Map<string, EndLine>();
  const keys = new Map<string, Hash>();
  for await (const line of lines) {
    if ("entry" in line) entriesOf(entries, line.entry.office).push(line.entry);
    else if ("key" in line) hashOf(keys, line.key.office).update(keyText(line.key));
    else if ("end" in line) ends.set(line.end.office, line.end);
  }
  const verified: Verified = { offices: [], fault: null };
  for (const office of new Set([...entries.keys(), ...ends.keys()])) {
    const fault = firstFault(office, entries.get(office) ?? [], ends.get(office));
    if (fault !== null) return { ...verified, fault };
    if (hashOf(keys, office).digest("hex") !== ends.get(office)?.keys)
      return { ...verified, fault: faultAt("keys", office, null) };
    const { length = 0, head = chainStart } = ends.get(office) ?? {};
    verified.offices.push({ office, length, head });
  }
  if (verified.offices.length === 0) return { ...verified, fault: faultAt("not-a-journal", null, null) };
  return verified;
}

function firstFault(office: string, entries: EntryLine[], end: EndLine | undefined): JournalFault | null {
  const numbers = new Set(entries.map(({ number }) => number));
  let previous = chainStart;
  for (const [place, entry] of entries.entries()) {
    const expected = place + 1;
    if (entry.number !== expected) {
      if (entry.number < expected) return faultAt("repeated", office, entry.number);
      return faultAt(
        numbers.has(expected) ? "reordered" : "missing",
        office,
        numbers.has(expected) ? entry.number : expected,
      );
    }
    if (!isLinked(previous, entry)) return faultAt("altered", office, entry.number);
    previous = entry.hash;
  }
  if (end === undefined) return faultAt("no-end", office, entries.length);
  if (entries.length < end.length) return faultAt("cut-off", office, entries.length + 1);
  // More entries than the end says, or another last hash: the end itself is what was altered.
  if (entries.length > end.length || previous !== end.head)
    return faultAt("altered", office, Math.min(entries.length, end.length + 1));
  return null;
}

/** Its hash follows from the one before; and its header, which is in the hash, gives the office and number that stand beside it. */
function isLinked(previous: string, entry: EntryLine): boolean {
  try {
    const hashed = JSON.parse(entry.header) as EntryHeader;
    return (
      hashed.office === entry.office &&
      hashed.number === entry.number &&
      chainHash(previous, entry.header, chainEntryOf(entry).parts) === entry.hash
    );
  } catch {
    return false; // so altered that it has no header or parts at all
  }
}

function faultAt(what: JournalFault["what"], office: string | null, number: number | null): JournalFault {
  const place = { zh: `${office} 日志第 ${number} 条`, en: `Entry ${number} of ${office}'s journal` };
  const said: Record<JournalFault["what"], Text> = {
    altered: { zh: `${place.zh}被改动过。`, en: `${place.en} has been altered.` },
    missing: { zh: `${place.zh}不见了。`, en: `${place.en} is missing.` },
    reordered: { zh: `${place.zh}被挪动了位置。`, en: `${place.en} has been moved.` },
    repeated: { zh: `${place.zh}出现了两次。`, en: `${place.en} stands twice.` },
    "cut-off": { zh: `${place.zh}起被截去了。`, en: `${place.en} and what follows has been cut off.` },
    "no-end": {
      zh: `${office} 日志的结尾行不见了：第 ${number} 条之后可能被截去。`,
      en: `The closing line of ${office}'s journal is missing: what followed entry ${number} may have been cut off.`,
    },
    keys: {
      zh: `${office} 日志里的密钥行被改动过或不全：条目都在，但封存的内容有的再也打不开。`,
      en: `Keys of ${office}'s journal were altered or taken out: its entries are whole, but some of what is sealed can never be read again.`,
    },
    "not-a-journal": { zh: "这不是井台导出的日志。", en: "This is not a journal exported by Wellside." },
  };
  return { what, office, number, say: said[what] };
}

function entriesOf(entries: Map<string, EntryLine[]>, office: string): EntryLine[] {
  const known = entries.get(office);
  if (known !== undefined) return known;
  const made: EntryLine[] = [];
  entries.set(office, made);
  return made;
}

function hashOf(hashes: Map<string, Hash>, office: string): Hash {
  const known = hashes.get(office) ?? createHash(chainAlgorithm);
  hashes.set(office, known);
  return known;
}
