import type { Day } from "#basics/day.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Tx } from "#database/scope.ts";
import { applierOf, appliers, changesRules, factPlace, recordPlace } from "./apply.ts";
import type { Apply } from "./apply.ts";
import { residuePlace } from "./apply-erasure.ts";
import { requestPlace } from "./apply-rights.ts";
import { reportPlace } from "./apply-reports.ts";
import { caseSealedPlace } from "./apply-cases.ts";
import { contactPlace } from "./apply-contacts.ts";
import { rejectedPlace } from "./apply-imports.ts";
import type { EntryHeader } from "./chain.ts";
import { Changes } from "./changes.ts";
import { derive } from "./derive.ts";
import { chainEntryOf } from "./journal-file.ts";
import type { JournalLine } from "./journal-file.ts";
import { insertEntry, openBody } from "./journal.ts";
import type { Keeper } from "./keeper.ts";
import { KeyRing, officeHolder } from "./keys.ts";
import type { WrappedKey } from "./keys.ts";
import type { Office } from "./office.ts";
import { channelPlace } from "./notifications.ts";
import { loadOffice } from "./office.ts";
import { unsealJson } from "./seal.ts";

type Line<Kind extends string> = Extract<JournalLine, Record<Kind, unknown>>;

/**
 * Makes the tables again from an exported journal alone, in an empty database: every entry through the same `apply`
 * that wrote it first, then the duties of everybody as of `today`. All or nothing.
 */
export async function rebuild(
  keeper: Keeper,
  lines: AsyncIterable<JournalLine> | Iterable<JournalLine>,
  today: (office: Office) => Day,
  how: Record<string, Apply> = appliers,
): Promise<void> {
  await scoped(keeper.database.app, engineScope("", null), "read write", (tx) =>
    rebuildIn(keeper, tx, lines, today, how),
  );
}

/** The same within a transaction. A file has one office after the other, and of each its keys first. */
export async function rebuildIn(
  keeper: Keeper,
  tx: Tx,
  lines: AsyncIterable<JournalLine> | Iterable<JournalLine>,
  today: (office: Office) => Day,
  how: Record<string, Apply> = appliers,
): Promise<void> {
  let now: Rebuilding | undefined;
  for await (const line of lines) {
    const office = "entry" in line ? line.entry.office : "key" in line ? line.key.office : undefined;
    if (office === undefined) continue;
    if (now?.office !== office) {
      await now?.finish();
      await tx.rescope(engineScope(office, null));
      now = rebuilding(keeper, tx, office, today, how);
    }
    if ("key" in line) await now.takeKey(line);
    if ("entry" in line) await now.takeEntry(line);
  }
  await now?.finish();
}

interface Rebuilding {
  office: string;
  takeKey(line: Line<"key">): Promise<void>;
  takeEntry(line: Line<"entry">): Promise<void>;
  finish(): Promise<void>;
}

/** How many commands are written together: each by itself would take as many round trips as a year of work. */
const together = 250;

function rebuilding(
  keeper: Keeper,
  tx: Tx,
  office: string,
  today: (office: Office) => Day,
  how: Record<string, Apply>,
): Rebuilding {
  const keys = new KeyRing(office, keeper.master);
  const wrapped: WrappedKey[] = [];
  const changes = new Changes();
  const touched = new Set<string>();
  let standing: Office | undefined;
  let last: { header: EntryHeader; hash: string } | undefined;
  let [first, waiting, isOtherRules] = [1, 0, false];

  const sql = async () => {
    await changes.flush(tx);
    return tx;
  };
  const endCommand = async (header: EntryHeader) => {
    changes.insert("command", {
      office,
      id: header.command,
      name: header.commandName,
      at: header.at,
      first_number: first,
      last_number: header.number,
    });
    // Every key of the file, whole, with the office's first command: later ones find theirs there.
    if (first === 1) for (const key of wrapped) changes.insert("subject_key", { office, ...key });
    first = header.number + 1;
    waiting += 1;
    if (!isOtherRules && waiting < together) return;
    await changes.flush(tx);
    if (isOtherRules) standing = undefined;
    [waiting, isOtherRules] = [0, false];
  };

  return {
    office,
    takeKey: async ({ key: { holder, algorithm, master, wrapped: text } }) => {
      const row = { holder, algorithm, master, wrapped: Buffer.from(text, "base64") };
      await keys.take([row]);
      wrapped.push(row);
    },
    takeEntry: async ({ entry: line }) => {
      const entry = chainEntryOf(line);
      const header = JSON.parse(entry.header) as EntryHeader;
      if (last !== undefined && last.header.command !== header.command) await endCommand(last.header);
      const { number, kind, at, actor, command } = header;
      const parts = entry.parts.map((part, place) => ({
        subject: part.subject,
        holder: part.holder,
        body: openBody(office, number, place, part, keys),
      }));
      await applierOf(kind, how)(
        { office, number, kind, at, actor, command, parts },
        {
          keys,
          changes,
          touched,
          office: async () => (standing ??= await loadOffice(keeper, tx, office)),
          sql,
        },
      );
      insertEntry(changes, entry);
      isOtherRules ||= changesRules.has(kind);
      last = { header, hash: line.hash };
    },
    finish: async () => {
      if (last === undefined) return;
      await endCommand(last.header);
      await changes.flush(tx);
      await tx.rows("insert into journal_head (office, length, hash) values ($1, $2, $3)", [
        office,
        last.header.number,
        last.hash,
      ]);
      // A table just filled is unknown to the planner: one subject's records would take 110 ms instead of 2.
      if (last.header.number > 500)
        await tx.rows("analyze subject, fact, sealed_fact, record, record_about, member");
      const rules = await loadOffice(keeper, tx, office);
      await derive(tx, rules, keys, [...touched], today(rules));
    },
  };
}

/** Every row of every table of an office, sealed values opened, as sorted text: two databases that say the same give the same. */
export async function wholeOffice(keeper: Keeper, office: string): Promise<Map<string, string[]>> {
  return scoped(keeper.database.app, engineScope(office, null), "read only", async (tx) => {
    const keys = new KeyRing(office, keeper.master);
    const holders = await tx.rows<{ holder: string }>("select holder from subject_key where office = $1", [
      office,
    ]);
    await keys.load(
      tx,
      holders.map(({ holder }) => holder),
    );
    const whole = new Map<string, string[]>();
    for (const { name, key } of await officeTables(tx)) {
      const rows = await tx.rows<Record<string, unknown>>(`select * from ${name} where ${key} = $1`, [
        office,
      ]);
      whole.set(name, rows.map((row) => JSON.stringify(opened(name, row, keys))).sort());
    }
    return whole;
  });
}

/** Every table that belongs to an office, from the database's own catalogue: a new one is compared by itself. */
export async function officeTables(tx: Tx): Promise<{ name: string; key: string }[]> {
  return tx.rows<{ name: string; key: string }>(
    `select table_name as name, case when table_name = 'office' then 'id' else 'office' end as key
     from information_schema.columns where table_schema = 'wellside' and (column_name = 'office' or (table_name = 'office' and column_name = 'id'))
     order by table_name`,
  );
}

/** A value sealed again has another nonce: what it says is what is compared. */
function opened(table: string, row: Record<string, unknown>, keys: KeyRing): Record<string, unknown> {
  const sealed = row["sealed"];
  if (!Buffer.isBuffer(sealed)) return row;
  const text = (column: string) => String(row[column]);
  switch (table) {
    case "sealed_fact":
      return {
        ...row,
        sealed: unsealJson(
          keys.get(text("subject")),
          sealed,
          factPlace(text("subject"), text("fact"), text("from_day")),
        ),
      };
    case "record_about":
      return {
        ...row,
        sealed: unsealJson(keys.get(text("subject")), sealed, recordPlace(text("record"), text("subject"))),
      };
    case "case_sealed":
      return {
        ...row,
        sealed: unsealJson(
          keys.get(text("holder")),
          sealed,
          caseSealedPlace(text("case_file"), text("holder"), Number(row["number"])),
        ),
      };
    case "contact":
      return {
        ...row,
        sealed: unsealJson(keys.get(text("subject")), sealed, contactPlace(text("id"), text("subject"))),
      };
    case "import_rejected":
      return {
        ...row,
        sealed: unsealJson(
          keys.get(text("import")),
          sealed,
          rejectedPlace(text("import"), Number(row["place"])),
        ),
      };
    case "notification":
      return {
        ...row,
        sealed: unsealJson(keys.get(officeHolder), sealed, channelPlace(text("channel"))),
      };
    case "rights_request":
      return {
        ...row,
        sealed: unsealJson(keys.get(text("subject")), sealed, requestPlace(text("id"))),
      };
    case "residue":
      return {
        ...row,
        sealed: unsealJson(keys.get(officeHolder), sealed, residuePlace(text("about"))),
      };
    case "report_issue":
      return {
        ...row,
        sealed: unsealJson(
          keys.get(officeHolder),
          sealed,
          reportPlace(text("report"), text("period"), Number(row["edition"])),
        ),
      };
    default:
      throw new Error(`${table} holds sealed values that the comparison cannot open`);
  }
}
