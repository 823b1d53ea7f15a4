import { createHash } from "node:crypto";

/**
 * One entry as it stands in the journal and in its export. `header` is the very text that was hashed; a part's body
 * is what is stored, sealed or open, so that a chain verifies with no key and after any key has been destroyed.
 */
export interface ChainEntry {
  number: number;
  header: string;
  parts: ChainPart[];
  hash: string;
}

export interface ChainPart {
  subject: string | null;
  holder: string | null;
  algorithm: string;
  salt: Buffer;
  body: Buffer;
}

export interface EntryHeader {
  office: string;
  number: number;
  id: string;
  kind: string;
  at: string;
  actor: string;
  /** The command this entry came of. */
  command: string;
  commandName: string;
  /** The device's own clock when the command was given; the server's stands in `at`. */
  given: string;
  /** Standards in force in the office, as "id@version". */
  standards: string[];
}

export const chainAlgorithm = "sha256";

/** What an office's first entry follows. */
export const chainStart = "0".repeat(64);

/** hash = H(algorithm ‖ previous ‖ H(header) ‖ H(salt₁ ‖ part₁) ‖ …): each piece on a line of its own, so that none can run into the next. */
export function chainHash(previous: string, header: string, parts: ChainPart[]): string {
  return sha256(
    [chainAlgorithm, previous, sha256([header]), ...parts.map(partDigest)].map((line) =>
      Buffer.from(`${line}\n`),
    ),
  );
}

export function partDigest(part: ChainPart): string {
  return sha256([
    part.salt,
    Buffer.from(`\n${part.subject ?? "-"} ${part.holder ?? "-"} ${part.algorithm}\n`),
    part.body,
  ]);
}

function sha256(pieces: (Buffer | string)[]): string {
  const hash = createHash(chainAlgorithm);
  for (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}
