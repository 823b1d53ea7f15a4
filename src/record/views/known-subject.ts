import { KeyRing } from "../keys.ts";
import { knownSubjects } from "../known-subjects.ts";
import type { KnownSubject } from "../known-subjects.ts";
import { asEngine } from "./as-engine.ts";
import { NotFound } from "./reader.ts";
import type { Reader } from "./reader.ts";

/** All that bears on what one subject is owed, read as the engine reads it. The caller shows only what its reader may see. */
export async function knownSubject(reader: Reader, id: string): Promise<KnownSubject> {
  const { tx, office, keeper } = reader;
  const keys = new KeyRing(office.rules.office, keeper.master);
  const [known] = await asEngine(reader, () => knownSubjects(tx, office, keys, [id]));
  if (known === undefined) throw new NotFound();
  return known;
}
