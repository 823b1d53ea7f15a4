import type { Reader } from "./reader.ts";

/** Of these records those that the reader may see: row level security holds back the rest. */
export async function recordsSeen(reader: Reader, ids: string[]): Promise<Set<string>> {
  const rows = await reader.tx.rows<{ id: string }>(
    "select id from record where office = $1 and id = any($2::uuid[])",
    [reader.office.rules.office, ids],
  );
  return new Set(rows.map(({ id }) => id));
}
