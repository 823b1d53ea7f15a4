import type { BackupLine } from "./backup.ts";
import type { EntryHeader } from "./chain.ts";
import { officeHolder } from "./keys.ts";

/** A moment to which a record is put back: a time, or an entry of one office with everything that came before it in all. */
export type RestorePoint = { time: Date } | { office: string; number: number };

/** How much of each office stands at that moment: its entries up to a number, and the keys that these need. */
export type Standing = Map<string, { length: number; holders: Set<string> }>;

type Lines = () => AsyncIterable<BackupLine>;

/** What of a backup stands at a point. A command stands whole or not at all. Undefined where there is no such entry. */
export async function standingAt(lines: Lines, point: RestorePoint): Promise<Standing | undefined> {
  const found = "time" in point ? { at: point.time.getTime(), of: undefined } : await endOf(lines, point);
  if (found === undefined) return undefined;
  const standing: Standing = new Map();
  const ended = new Set<string>();
  for await (const line of lines()) {
    if (!("entry" in line)) continue;
    const { office, number, header, parts } = line.entry;
    // The first entry that is later ends an office: what follows it hangs on it, whatever its time.
    const isLater =
      found.of?.office === office ? number > found.of.length : Date.parse(atOf(header)) > found.at;
    if (isLater) ended.add(office);
    if (ended.has(office)) continue;
    const known = standing.get(office) ?? { length: 0, holders: new Set([officeHolder]) };
    standing.set(office, known);
    known.length = number;
    for (const { holder, subject } of parts)
      for (const id of [holder, subject]) if (id !== null) known.holders.add(id);
  }
  return standing;
}

/** The time of an entry, and how far its office stands with it: at the end of its command, or before that began. */
async function endOf(
  lines: Lines,
  { office, number }: { office: string; number: number },
): Promise<{ at: number; of: { office: string; length: number } } | undefined> {
  let began = { command: "", number: 0 };
  let found: { at: number; command: string } | undefined;
  let length = number;
  for await (const line of lines()) {
    if (!("entry" in line) || line.entry.office !== office) continue;
    const { command, at } = JSON.parse(line.entry.header) as EntryHeader;
    if (found !== undefined) {
      if (found.command === command) length = began.number - 1;
      break;
    }
    if (command !== began.command) began = { command, number: line.entry.number };
    if (line.entry.number === number) found = { at: Date.parse(at), command };
  }
  return found && { at: found.at, of: { office, length } };
}

function atOf(header: string): string {
  return (JSON.parse(header) as EntryHeader).at;
}

/** The lines of a backup that stand at that point; how many rows each table held at its end is no help any more. */
export async function* linesUpTo(
  lines: AsyncIterable<BackupLine>,
  standing: Standing,
): AsyncGenerator<BackupLine> {
  for await (const line of lines) {
    if ("entry" in line && line.entry.number > (standing.get(line.entry.office)?.length ?? 0)) continue;
    if ("key" in line && standing.get(line.key.office)?.holders.has(line.key.holder) !== true) continue;
    if ("end" in line || "counts" in line) continue;
    yield line;
  }
}
