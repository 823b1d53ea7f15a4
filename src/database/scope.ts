import type { Duplex } from "node:stream";
import type { Pool, PoolClient, QueryConfig, QueryResultRow } from "pg";
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
  /** What is not guarded: "*" all of it, for the office's own roles; else what a body of its own acts on, see 0016-reach.sql. */
  reach: string[] | "*";
}

export function engineScope(office: string, account: string | null): Scope {
  return { offices: [office], account, veils: "*", sealed: "*", reach: "*" };
}

/** Whoever has not been found a post yet: what is public, and their own. */
export function ownScope(account: string | null, offices: string[] = []): Scope {
  return { offices, account, veils: [], sealed: [], reach: [] };
}

/**
 * A transaction under a scope: rooms after this one read and write through it. What does not wait for each other's answer
 * is asked in one `Promise.all`: the database takes the statements in the order in which they were given, and answers all
 * in one round trip.
 */
export interface Tx {
  rows<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** The same, of a text that nearly every request gives: a connection parses and plans it once, also where it only reads. */
  often<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row[]>;
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
  const { tx, end, failed } = transaction(client, mode);
  let broken: Error | undefined;
  try {
    // SET LOCAL takes no parameters, so the text is made of escaped literals. It is not waited for: should it fail, what
    // follows stands in no scope, and sees and writes nothing.
    inOnePiece(client);
    const begun = client.query(`begin ${isolation[mode]}; ${scopeStatements(scope)}`);
    begun.catch(() => undefined); // told below
    const result = await work(tx);
    await begun;
    end();
    const committed = client.query("commit");
    // What was only read is had: whoever uses the connection next waits behind this, and the answer does not.
    if (mode === "read only" && !failed()) {
      committed.catch(() => undefined);
      return result;
    }
    const { command } = await committed;
    // Where a statement failed and `work` went on regardless, PostgreSQL answers COMMIT by a rollback, without an error.
    if (command !== "COMMIT") throw new Error("the transaction had failed and was rolled back");
    return result;
  } catch (error) {
    end();
    await client.query("rollback").catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}

const isolation: Record<TransactionMode, string> = {
  "read only": "isolation level repeatable read, read only",
  // Left to itself PostgreSQL plans a statement with a list of ids anew each time, because it takes any list for ten.
  "read write": "isolation level read committed, read write; set local plan_cache_mode = force_generic_plan",
};

/** Statements given in one breath leave in one piece: each would be a call to the system here, and a waking of the database. */
function inOnePiece(client: PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** After `end`, what was asked together with something that failed finds no connection to go on upon: it is another's by now. */
function transaction(
  client: PoolClient,
  mode: TransactionMode,
): { tx: Tx; end: () => void; failed: () => boolean } {
  const prepared = mode === "read write";
  let ended = false;
  // Where one statement fails, those given with it fail because of it, and may be heard of before it.
  let failure: unknown;
  const give = async <Row extends QueryResultRow>(statement: QueryConfig): Promise<Row[]> => {
    if (ended) throw new Error("the transaction is over");
    inOnePiece(client);
    try {
      return (await client.query<Row>(statement)).rows;
    } catch (error) {
      failure ??= error;
      throw failure;
    }
  };
  return {
    tx: {
      rows: (text, values = []) => give({ text, values, ...(prepared && { name: nameOf(text) }) }),
      often: (text, values) => give({ text, values, name: nameOf(text) }),
      rescope: async (scope) => {
        await give({ text: scopeStatements(scope) });
      },
    },
    end: () => (ended = true),
    failed: () => failure !== undefined,
  };
}

/**
 * What writes, writes by the same few statements over and over: each connection parses and plans them once. What reads
 * composes many, and is planned for its own values; of those few that are always the same, who is away today say, the
 * planning under row level security took 2 ms and the looking 0.4.
 */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `w${names.size}`;
  names.set(text, name);
  return name;
}

// The SET LOCAL statement, not set_config(): Citus carries only the statement to its workers.
function scopeStatements(scope: Scope): string {
  return [
    setLocal("wellside.offices", arrayText(scope.offices)),
    setLocal("wellside.account", scope.account ?? ""),
    setLocal("wellside.veils", scope.veils === "*" ? "*" : arrayText(scope.veils)),
    setLocal("wellside.sealed", scope.sealed === "*" ? "*" : arrayText(scope.sealed)),
    setLocal("wellside.reach", scope.reach === "*" ? "*" : arrayText(scope.reach)),
  ].join("; ");
}

function setLocal(name: string, value: string): string {
  return `set local ${name} = ${pg.escapeLiteral(value)}`;
}

/** A PostgreSQL array literal, every element quoted. */
function arrayText(items: string[]): string {
  return `{${items.map((item) => `"${item.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`).join(",")}}`;
}
