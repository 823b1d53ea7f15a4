import { engineScope } from "#database/scope.ts";
import type { Reader } from "./reader.ts";

/**
 * Looks with the engine's eyes, which see all, and goes back to the reader's own scope. What comes back must be shown only
 * as far as its reader may see it. If `look` throws, the transaction has ended, and the wider scope with it.
 */
export async function asEngine<T>(reader: Reader, look: () => Promise<T>): Promise<T> {
  await reader.tx.rescope(engineScope(reader.office.rules.office, reader.account));
  const result = await look();
  await reader.tx.rescope(reader.scope);
  return result;
}
