import type { Tx } from "#database/scope.ts";
import type { FactValue } from "#register/subject.ts";
import { residuePlace } from "./apply-erasure.ts";
import type { SealedResidue } from "./apply-erasure.ts";
import type { FactRow } from "./known-subjects.ts";
import { KeyRing, officeHolder } from "./keys.ts";
import type { MasterKeys } from "./master-key.ts";
import { unsealJson } from "./seal.ts";

/** What stays sealed of people, records and cases that are no more, by its subject, record or case. Under the engine's scope alone. */
async function residues(
  tx: Tx,
  office: string,
  ids: string[] | null,
  master: MasterKeys,
): Promise<(SealedResidue & { about: string; number: number })[]> {
  const rows = await tx.rows<{ about: string; sealed: Buffer; number: number }>(
    "select about, sealed, number from residue where office = $1 and ($2::uuid[] is null or about = any($2))",
    [office, ids],
  );
  if (rows.length === 0) return [];
  const keys = new KeyRing(office, master);
  await keys.load(tx, [officeHolder]);
  return rows.map(({ about, number, sealed }) => ({
    ...(unsealJson(keys.get(officeHolder), sealed, residuePlace(about)) as SealedResidue),
    about,
    number,
  }));
}

/** Guarded facts of people who were forgotten, as they are counted. */
export async function residueFacts(
  tx: Tx,
  office: string,
  ids: string[] | null,
  facts: string[],
  master: MasterKeys,
): Promise<FactRow[]> {
  return (await residues(tx, office, ids, master)).flatMap(({ about, number, facts: left = [] }) =>
    left
      .filter(({ fact }) => facts.includes(fact))
      .map(({ fact, from, value }) => ({ subject: about, fact, from_day: from, value, number })),
  );
}

/** Guarded fields of records or cases that were about nobody else. */
export async function residueFields(
  tx: Tx,
  office: string,
  ids: string[],
  master: MasterKeys,
): Promise<Map<string, Record<string, FactValue>>> {
  return new Map((await residues(tx, office, ids, master)).map(({ about, fields = {} }) => [about, fields]));
}
