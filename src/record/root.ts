import { dayOf, dayParts, dayText, daysInMonth, localDay } from "#basics/day.ts";
import { instantAt } from "#basics/deadline.ts";
import type { Tx } from "#database/scope.ts";

/**
 * Where an office's journal stood at the end of a month: the number and hash of its last entry. Once it is published, nobody can
 * put another past in place of the one before it, not even by writing the whole chain anew.
 */
export interface Root {
  office: string;
  /** "2026-10" */
  month: string;
  number: number;
  head: string;
}

/** Of a month that has ended; undefined where nothing had been written by then. */
export async function rootOf(
  tx: Tx,
  { office, zone }: { office: string; zone: string },
  month: string,
): Promise<Root | undefined> {
  const first = dayOf(`${month}-01`);
  const { year, month: which } = dayParts(first);
  const after = new Date(instantAt(first + daysInMonth(year, which), 0, zone));
  // Looked for from the end, it costs as many rows as were written since.
  const [row] = await tx.rows<{ number: number; head: string }>(
    "select number, hash as head from entry where office = $1 and at < $2 order by number desc limit 1",
    [office, after],
  );
  return row && { office, month, ...row };
}

/** The last month that has ended. */
export function lastMonth(now: Date, zone: string): string {
  const today = localDay(now, zone);
  return dayText(today - dayParts(today).date).slice(0, 7);
}
