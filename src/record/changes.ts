import type { Tx } from "#database/scope.ts";

/** The tables that entries write to, in the order in which their keys allow rows to arrive. */
const tables = [
  "office",
  "area",
  "account",
  "post",
  "leave",
  "stand_in",
  "office_grant",
  "standard",
  "adoption",
  "subject_key",
  "notification",
  "import",
  "import_part",
  "import_rejected",
  "subject",
  "fact",
  "sealed_fact",
  "member",
  "merge",
  "record",
  "record_about",
  "case_file",
  "case_about",
  "case_sealed",
  "case_stage",
  "case_entry",
  "entry",
  "entry_part",
  "report_issue",
  "residue",
  "rights_code",
  "rights_request",
  "command",
  "duty",
  "eligible",
  "outcome",
] as const;

export type Table = (typeof tables)[number];

/** Rows in one statement: a ledger of 100,000 rows brings 2,000,000 facts, more than one text can hold (512 MB). */
const atATime = 5_000;

/** Rows waiting to be written, a few statements a table however many there are. Buffers become bytea. */
export class Changes {
  readonly #rows = new Map<Table, object[]>();

  insert(table: Table, row: object): void {
    const rows = this.#rows.get(table);
    if (rows === undefined) this.#rows.set(table, [row]);
    else rows.push(row);
  }

  /** More than are written in one round trip. */
  areMany(): boolean {
    return [...this.#rows.values()].reduce((count, rows) => count + rows.length, 0) > atATime;
  }

  /** A few rows are one statement, on its way when this returns; of many, some are spelt out while the database takes in others. */
  async flush(tx: Tx): Promise<void> {
    const many = this.areMany();
    const waiting = tables.flatMap((table) => {
      const rows = this.#rows.get(table);
      return rows === undefined ? [] : [{ table, rows }];
    });
    this.#rows.clear();
    if (waiting.length === 0) return;
    if (!many) {
      // Keys between tables are looked at when all of it is in.
      const parts = waiting.map(
        ({ table, rows }, place) => `of_${table} as (${insertText(table, rows, place + 1)})`,
      );
      await tx.rows(
        `with ${parts.join(", ")} select`,
        waiting.map(({ rows }) => spelt(rows)),
      );
      return;
    }
    let taken: Promise<unknown> = Promise.resolve();
    for (const { table, rows } of waiting)
      for (let from = 0; from < rows.length; from += atATime) {
        const some = spelt(rows.slice(from, from + atATime));
        await taken;
        taken = tx.rows(insertText(table, rows, 1), [some]);
      }
    await taken;
  }
}

function insertText(table: Table, rows: object[], value: number): string {
  // Only the columns given, so that a table's defaults hold for the rest.
  const columns = Object.keys(rows[0] ?? {}).join(", ");
  const onceKnown = table === "account" || table === "standard" ? "on conflict do nothing" : "";
  return `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::wellside.${table}, $${value}::json) ${onceKnown}`;
}

function spelt(rows: object[]): string {
  return JSON.stringify(rows.map(withHex));
}

/** Before JSON.stringify comes to it: Buffer's own toJSON makes a list of numbers of every byte. */
function withHex(row: object): object {
  const entries: [string, unknown][] = Object.entries(row);
  if (!entries.some(([, value]) => Buffer.isBuffer(value))) return row;
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Buffer.isBuffer(value) ? `\\x${value.toString("hex")}` : value]),
  );
}
