import { createHash } from "node:crypto";
import type { Tx } from "#database/scope.ts";
import { chainAlgorithm } from "./chain.ts";
import type { ChainEntry, ChainPart } from "./chain.ts";
import type { Head } from "./journal.ts";
import type { WrappedKey } from "./keys.ts";

/**
 * A journal as a file: one JSON object a line. First what it is; then, for each office, its keys (wrapped by the master
 * key, which is not in the file), its entries in order, and where its chain ends, so that a cut tail shows.
 */
export type JournalLine =
  | { wellside: "journal"; version: 1; hash: "sha256" }
  | { key: { office: string; holder: string; algorithm: string; master: string; wrapped: string } }
  | { entry: { office: string; number: number; header: string; parts: PartLine[]; hash: string } }
  | { end: { office: string; length: number; head: string; keys: string } };

export type KeyLine = Extract<JournalLine, { key: unknown }>["key"];

/** What the digest of a journal's keys is taken over: without them its sealed parts can never be read again. */
export function keyText({ office, holder, algorithm, master, wrapped }: KeyLine): string {
  return `${JSON.stringify([office, holder, algorithm, master, wrapped])}\n`;
}

/** salt and body are base64. */
export interface PartLine {
  subject: string | null;
  holder: string | null;
  algorithm: string;
  salt: string;
  body: string;
}

const entriesAtATime = 500;

/** The lines of one office's journal, as of one moment: in a transaction that only reads. The caller writes the file's first line once. */
export async function* journalLines(tx: Tx, office: string): AsyncGenerator<JournalLine> {
  const keys = await tx.rows<WrappedKey>(
    "select holder, algorithm, master, wrapped from subject_key where office = $1 order by holder",
    [office],
  );
  const digest = createHash(chainAlgorithm);
  for (const { wrapped, ...key } of keys) {
    const line = { office, ...key, wrapped: wrapped.toString("base64") };
    digest.update(keyText(line));
    yield { key: line };
  }
  const [head] = await tx.rows<Head>("select length, hash from journal_head where office = $1", [office]);
  for (let from = 0; ; from += entriesAtATime) {
    const entries = await tx.rows<{ number: number; header: string; hash: string }>(
      "select number, header, hash from entry where office = $1 and number > $2 and number <= $3 order by number",
      [office, from, from + entriesAtATime],
    );
    if (entries.length === 0) break;
    const parts = await tx.rows<ChainPart & { number: number }>(
      "select number, subject, holder, algorithm, salt, body from entry_part where office = $1 and number > $2 and number <= $3 order by number, part",
      [office, from, from + entriesAtATime],
    );
    const partsOf = Map.groupBy(parts, ({ number }) => number);
    for (const { number, header, hash } of entries)
      yield {
        entry: {
          office,
          number,
          header,
          parts: (partsOf.get(number) ?? []).map(({ subject, holder, algorithm, salt, body }) => ({
            subject,
            holder,
            algorithm,
            salt: salt.toString("base64"),
            body: body.toString("base64"),
          })),
          hash,
        },
      };
  }
  yield { end: { office, length: head?.length ?? 0, head: head?.hash ?? "", keys: digest.digest("hex") } };
}

export const firstLine: JournalLine = { wellside: "journal", version: 1, hash: "sha256" };

export function chainEntryOf(line: {
  number: number;
  header: string;
  parts: PartLine[];
  hash: string;
}): ChainEntry {
  return {
    number: line.number,
    header: line.header,
    hash: line.hash,
    parts: line.parts.map((part) => ({
      ...part,
      salt: Buffer.from(part.salt, "base64"),
      body: Buffer.from(part.body, "base64"),
    })),
  };
}
