import { engineScope } from "#database/scope.ts";
import { KeyRing } from "../keys.ts";
import { knownSubjects } from "../known-subjects.ts";
import type { KnownSubject } from "../known-subjects.ts";
import { NotFound } from "./reader.ts";
import type { Reader } from "./reader.ts";

/** All that bears on what one subject is owed, read as the engine reads it. The caller shows only what its reader may see. */
export async function knownSubject(reader: Reader, id: string): Promise<KnownSubject> {
  await reader.tx.rescope(engineScope(reader.office.rules.office, reader.account));
  const [known] = await knownSubjects(
    reader.tx,
    reader.office,
    new KeyRing(reader.office.rules.office, reader.keeper.master),
    [id],
  );
  await reader.tx.rescope(reader.scope);
  if (known === undefined) throw new NotFound();
  return known;
}
