import { createHmac, timingSafeEqual } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { newId } from "#basics/id.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Tx } from "#database/scope.ts";
import type { Keeper } from "./keeper.ts";
import { KeyRing, officeHolder } from "./keys.ts";
import { readLineFile, writeLineFile } from "./line-file.ts";
import { officeIds } from "./office.ts";
import { installation, perform } from "./perform.ts";

/**
 * That somebody was erased, as it is kept beside the backups: a backup made before still has them, and a restore erases them
 * again. It names nobody, an id is a random number; and it is signed with the office's own key, so that nobody else can have
 * somebody erased by writing a line.
 */
export interface Erasure {
  office: string;
  subject: string;
  ground: string;
  at: string;
  sign: string;
}

type ErasureLine = { wellside: "erasures"; version: 1 } | { erasure: Erasure };

/** The list's name, in the folder of the backups. */
export const erasuresName = "wellside.erasures";

/**
 * Writes down every erasure of this record in a folder, beside those that stand there already: a record that was itself restored
 * from an older backup knows of fewer than the list.
 */
export async function keepErasures(keeper: Keeper, folder: string): Promise<void> {
  const file = join(folder, erasuresName);
  const there = existsSync(file);
  const known = there ? await readErasures(file) : [];
  const all = new Map(known.map((one) => [one.sign, one]));
  for (const one of await erasuresOf(keeper)) all.set(one.sign, one);
  if (there && all.size === known.length) return;
  await writeLineFile(file, asLines([...all.values()]));
}

async function* asLines(erasures: Erasure[]): AsyncGenerator<ErasureLine> {
  yield { wellside: "erasures", version: 1 };
  for (const erasure of erasures) yield { erasure };
}

/** @throws BrokenFile where it is no such list, or not a whole one. */
export async function readErasures(file: string): Promise<Erasure[]> {
  const erasures: Erasure[] = [];
  for await (const line of readLineFile<ErasureLine>(file, file, true))
    if ("erasure" in line) erasures.push(line.erasure);
  return erasures;
}

/**
 * Erases again whoever of a list stands here un-erased, as after the restore of an older backup: as of the day on which it was
 * done first, so that the months since are what they were; a case that was still open then does not hold it up. Resolves with how
 * many they were.
 */
export async function replayErasures(keeper: Keeper, erasures: Erasure[]): Promise<number> {
  let again = 0;
  const offices = new Set(await officeIds(keeper.database));
  for (const erasure of erasures) {
    const { office, subject, ground, at } = erasure;
    if (!offices.has(office) || !(await stands(keeper, erasure))) continue;
    const input = { person: subject, ground, again: true };
    const command = { id: newId(), name: "person.erase", at, input };
    const [answer] = await perform(keeper, office, installation, [command], new Date(at));
    if (answer?.status !== "applied")
      throw new Error(`an erasure could not be done again: ${JSON.stringify(answer)}`);
    again += 1;
  }
  return again;
}

/** Households go with their people; whoever was merged away goes with the one who counts for both. */
async function stands(keeper: Keeper, { sign, ...erasure }: Erasure): Promise<boolean> {
  const { office, subject } = erasure;
  return scoped(keeper.database.app, engineScope(office, null), "read only", async (tx) => {
    const rows = await tx.rows(
      "select from subject where office = $1 and id = $2 and kind = 'person' and erased_on is null and merged_into is null",
      [office, subject],
    );
    if (rows.length === 0) return false;
    const [given, right] = [Buffer.from(sign), Buffer.from(signOf(erasure, await keyOf(keeper, tx, office)))];
    return given.length === right.length && timingSafeEqual(given, right);
  });
}

/** Of every office, whom its journal says were erased, the first first. */
async function erasuresOf(keeper: Keeper): Promise<Erasure[]> {
  const found: Erasure[] = [];
  for (const office of await officeIds(keeper.database))
    await scoped(keeper.database.app, engineScope(office, null), "read only", async (tx) => {
      const rows = await tx.rows<{ subject: string; ground: string; at: Date }>(
        `select part.subject, convert_from(said.body, 'UTF8')::json ->> 'ground' as ground, entry.at
         from entry join entry_part as part on part.office = entry.office and part.number = entry.number and part.holder = $2
         join entry_part as said on said.office = entry.office and said.number = entry.number and said.part = 0
         where entry.office = $1 and entry.kind = 'person-erased' order by entry.number, part.part`,
        [office, officeHolder],
      );
      const key = rows.length === 0 ? undefined : await keyOf(keeper, tx, office);
      for (const { subject, ground, at } of rows) {
        const erasure = { office, subject, ground, at: at.toISOString() };
        if (key !== undefined) found.push({ ...erasure, sign: signOf(erasure, key) });
      }
    });
  return found;
}

async function keyOf({ master }: Keeper, tx: Tx, office: string): Promise<Buffer> {
  const keys = new KeyRing(office, master);
  await keys.load(tx, [officeHolder]);
  return keys.get(officeHolder);
}

function signOf({ office, subject, ground, at }: Omit<Erasure, "sign">, key: Buffer): string {
  return createHmac("sha256", key)
    .update(JSON.stringify(["erasure", office, subject, ground, at]))
    .digest("base64url");
}
