import type { Pool, PoolClient, QueryResultRow } from "pg";
import pg from "pg";

/**
 * What one transaction may touch, told to the database, whose policies hold it there.
 * `veils` are keyed ids of guarded promises, `sealed` keyed ids of guarded facts; "*" is for the engine alone,
 * which must see all of a subject to work out what is owed, and shows nothing to anybody.
 */
export interface Scope {
  offices: string[];
  account: string | null;
  veils: string[] | "*";
  sealed: string[] | "*";
}

export function engineScope(office: string, account: string | null): Scope {
  return { offices: [office], account, veils: "*", sealed: "*" };
}

/** A transaction under a scope: rooms after this one read and write through it. */
export interface Tx {
  rows<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Narrows or widens what this transaction may touch from here on. */
  rescope(scope: Scope): Promise<void>;
}

type TransactionMode = "read only" | "read write";

/**
 * Runs `work` in one transaction under `scope`; commits when it returns, rolls back when it throws. What only reads sees
 * one moment, however many statements it takes: a figure agrees with its evidence, and an export with its own end. What
 * writes sees each statement's moment, because it waits for the head of a chain and must then see what was written meanwhile.
 */
export async function scoped<T>(
  pool: Pool,
  scope: Scope,
  mode: TransactionMode,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // One round trip: SET LOCAL takes no parameters, so the text is made of escaped literals.
    await client.query(`begin ${isolation[mode]}, ${mode}; ${scopeStatements(scope)}`);
    const result = await work(transaction(client));
    const { command } = await client.query("commit");
    // Where a statement failed and `work` went on regardless, PostgreSQL answers COMMIT by a rollback, without an error.
    if (command !== "COMMIT") throw new Error("the transaction had failed and was rolled back");
    return result;
  } catch (error) {
    await client.query("rollback").catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}

const isolation: Record<TransactionMode, string> = {
  "read only": "isolation level repeatable read",
  "read write": "isolation level read committed",
};

function transaction(client: PoolClient): Tx {
  return {
    rows: async <Row extends QueryResultRow>(text: string, values: unknown[] = []) =>
      (await client.query<Row>(text, values)).rows,
    rescope: async (scope) => {
      await client.query(scopeStatements(scope));
    },
  };
}

// The SET LOCAL statement, not set_config(): Citus carries only the statement to its workers.
function scopeStatements(scope: Scope): string {
  return [
    setLocal("wellside.offices", arrayText(scope.offices)),
    setLocal("wellside.account", scope.account ?? ""),
    setLocal("wellside.veils", scope.veils === "*" ? "*" : arrayText(scope.veils)),
    setLocal("wellside.sealed", scope.sealed === "*" ? "*" : arrayText(scope.sealed)),
  ].join("; ");
}

function setLocal(name: string, value: string): string {
  return `set local ${name} = ${pg.escapeLiteral(value)}`;
}

/** A PostgreSQL array literal, every element quoted. */
function arrayText(items: string[]): string {
  return `{${items.map((item) => `"${item.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`).join(",")}}`;
}
