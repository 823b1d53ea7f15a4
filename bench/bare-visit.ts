import type { Pool } from "pg";
import { dayOf, dayText } from "#basics/day.ts";
import { newId } from "#basics/id.ts";

export interface BareOffice {
  id: string;
  people: string[];
  actor: string;
  /** Of its journal, counted here: the bare side need not ask for it. */
  length: number;
  record: Record<string, unknown>;
  about: Record<string, unknown>;
  entry: Record<string, unknown>;
  part: Record<string, unknown>;
}

/**
 * The rows that a visit writes, and nothing else: no right is asked for, nothing is checked, sealed, hashed or worked out,
 * and row level security does not hold its user. One transaction of plain statements, the office's chain touched last.
 */
export async function bareVisit(
  pool: Pool,
  offices: BareOffice[],
  at: { office: number; person: number },
  day: string,
): Promise<void> {
  const office = offices[at.office];
  const person = office?.people[at.person];
  if (office === undefined || person === undefined) throw new Error("nobody there");
  const { id, actor, record, about, entry, part } = office;
  const number = ++office.length;
  const [made, command, due] = [newId(), newId(), dayText(dayOf(day) + 7)];
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(
      "insert into wellside.record (office, id, kind, on_day, at, by, fields, veils, number) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      [id, made, record["kind"], day, record["at"], actor, record["fields"], record["veils"], number],
    );
    await client.query(
      "insert into wellside.record_about (office, subject, record, sealed) values ($1, $2, $3, $4)",
      [id, person, made, about["sealed"]],
    );
    await client.query(
      "insert into wellside.entry (office, number, id, kind, at, actor, command, header, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      [id, number, newId(), entry["kind"], entry["at"], actor, command, entry["header"], entry["hash"]],
    );
    await client.query(
      "insert into wellside.entry_part (office, number, part, subject, holder, algorithm, salt, body) values ($1, $2, 0, $3, $3, $4, $5, $6)",
      [id, number, person, part["algorithm"], part["salt"], part["body"]],
    );
    await client.query(
      "insert into wellside.command (office, id, name, at, first_number, last_number) values ($1, $2, 'record.make', $3, $4, $4)",
      [id, command, entry["at"], number],
    );
    await client.query(
      "delete from wellside.duty where office = $1 and promise = 'five-hearts/alone-call' and subject = $2",
      [id, person],
    );
    await client.query(
      "insert into wellside.duty (office, promise, subject, opens, due, veiled) values ($1, 'five-hearts/alone-call', $2, $3, $4, false)",
      [id, person, day, due],
    );
    await client.query(
      "insert into wellside.outcome (office, promise, subject, opens, due, on_day, outcome, record, veiled) values ($1, 'five-hearts/alone-call', $2, $3, $4, $3, 'kept', $5, false)",
      [id, person, day, due, made],
    );
    await client.query("update wellside.journal_head set length = length + 1, hash = $2 where office = $1", [
      id,
      entry["hash"],
    ]);
    await client.query("commit");
  } finally {
    client.release();
  }
}
