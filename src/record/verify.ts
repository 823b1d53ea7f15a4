import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import type { Text } from "#basics/text.ts";
import { chainAlgorithm, chainHash, chainStart } from "./chain.ts";
import type { EntryHeader } from "./chain.ts";
import { chainEntryOf, keyText } from "./journal-file.ts";
import type { JournalLine } from "./journal-file.ts";
import type { Root } from "./root.ts";

/** What became of a journal: whole, or the first entry at which it is not. */
export interface Verified {
  offices: { office: string; length: number; head: string }[];
  fault: JournalFault | null;
}

export interface JournalFault {
  what:
    | "altered"
    | "missing"
    | "reordered"
    | "repeated"
    | "cut-off"
    | "no-end"
    | "keys"
    | "not-a-journal"
    | "root";
  office: string | null;
  number: number | null;
  say: Text;
}

type EntryLine = Extract<JournalLine, { entry: unknown }>["entry"];
type EndLine = Extract<JournalLine, { end: unknown }>["end"];

/**
 * Follows each office's chain from its beginning and names the first entry that was altered, taken out, moved or cut off.
 * Needs no key and no database, and remembers of each office one entry, however long its journal is. With `roots`, published
 * before: whether the chain still goes through them; of an office that is not in the journal they are of no use.
 */
export async function verifyJournal(
  lines: AsyncIterable<JournalLine> | Iterable<JournalLine>,
  roots: Root[] = [],
): Promise<Verified> {
  const met = new Set<Root>();
  const followed = new Map<string, Followed>();
  for await (const line of lines) {
    if ("entry" in line) {
      follow(followedOf(followed, line.entry.office), line.entry);
      for (const root of roots) if (isOf(root, line.entry) && root.head === line.entry.hash) met.add(root);
    } else if ("key" in line) followedOf(followed, line.key.office).keys.update(keyText(line.key));
    else if ("end" in line) followedOf(followed, line.end.office).end = line.end;
  }
  const verified: Verified = { offices: [], fault: null };
  for (const [office, { length, head, fault, end, keys }] of followed) {
    if (length === 0 && end === undefined && fault === null) continue; // keys alone are no journal
    const found = fault === null ? faultOfEnd(length, head, end) : settled(fault);
    if (found !== null) return { ...verified, fault: faultAt(found.what, office, found.number) };
    if (keys.digest("hex") !== end?.keys) return { ...verified, fault: faultAt("keys", office, null) };
    const missed = roots.find((root) => root.office === office && !met.has(root));
    if (missed !== undefined) return { ...verified, fault: faultAt("root", office, missed.number) };
    verified.offices.push({ office, length, head });
  }
  if (verified.offices.length === 0) return { ...verified, fault: faultAt("not-a-journal", null, null) };
  return verified;
}

function isOf({ office, number }: Root, entry: EntryLine): boolean {
  return entry.office === office && entry.number === number;
}

/** How far one office's chain has been followed. */
interface Followed {
  length: number;
  /** The hash of the last entry that holds. */
  head: string;
  fault: Found | null;
  end: EndLine | undefined;
  keys: Hash;
}

interface Found {
  what: JournalFault["what"];
  number: number;
  /** An entry stands where this one was expected: whether that was moved or taken out shows only further down. */
  expected?: number;
}

function followedOf(all: Map<string, Followed>, office: string): Followed {
  const known = all.get(office);
  if (known !== undefined) return known;
  const keys = createHash(chainAlgorithm);
  const made: Followed = { length: 0, head: chainStart, fault: null, end: undefined, keys };
  all.set(office, made);
  return made;
}

function follow(followed: Followed, entry: EntryLine): void {
  const { fault } = followed;
  if (fault !== null) {
    if (entry.number === fault.expected) followed.fault = { what: "reordered", number: fault.number };
    return;
  }
  const expected = followed.length + 1;
  if (entry.number < expected) followed.fault = { what: "repeated", number: entry.number };
  else if (entry.number > expected) followed.fault = { what: "missing", number: entry.number, expected };
  else if (isLinked(followed.head, entry)) [followed.length, followed.head] = [expected, entry.hash];
  else followed.fault = { what: "altered", number: entry.number };
}

/** At the end of the file an entry that never came is missing. */
function settled({ what, number, expected }: Found): Found {
  return { what, number: expected ?? number };
}

function faultOfEnd(length: number, head: string, end: EndLine | undefined): Found | null {
  if (end === undefined) return { what: "no-end", number: length };
  if (length < end.length) return { what: "cut-off", number: length + 1 };
  // More entries than the end says, or another last hash: the end itself is what was altered.
  if (length > end.length || head !== end.head)
    return { what: "altered", number: Math.min(length, end.length + 1) };
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
    root: {
      zh: `${place.zh}不是当时公布的那一条：公布之后，以前的日志被换过。`,
      en: `${place.en} is not the one whose hash was published: what came before was replaced since.`,
    },
    "not-a-journal": { zh: "这不是井台导出的日志。", en: "This is not a journal exported by Wellside." },
  };
  return { what, office, number, say: said[what] };
}
