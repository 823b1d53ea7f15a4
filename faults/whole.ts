import { localDay } from "#basics/day.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { journalLines } from "#record/journal-file.ts";
import type { JournalLine } from "#record/journal-file.ts";
import { keeperOf } from "#record/keeper.ts";
import type { Keeper } from "#record/keeper.ts";
import { rebuild, wholeOffice } from "#record/rebuild.ts";
import { verifyJournal } from "#record/verify.ts";
import type { Told } from "./clients.ts";

/** What became of the commands of an office, by its database. */
export interface Whole {
  entries: number;
  /** Acknowledged, and not in the journal with the entries that were told. */
  lost: string[];
  /** In the journal more than once. */
  duplicated: string[];
  /** Whatever else must not be: a chain that breaks, a command done by half, tables that differ from those rebuilt. */
  faults: string[];
}

/** Looks at everything: each acknowledged command, each entry, the chain, and every row of every table. */
export async function lookAtWhole(
  keeper: Keeper,
  office: string,
  { acknowledged, abandoned }: Told,
): Promise<Whole> {
  const whole: Whole = { entries: 0, lost: [], duplicated: [], faults: [] };
  const now = new Date();
  await dailyPass(keeper, office, now);
  const { commands, entries, lines } = await scoped(
    keeper.database.app,
    engineScope(office, null),
    "read only",
    async (tx) => ({
      commands: await tx.rows<{ id: string; first_number: number; last_number: number }>(
        "select id, first_number, last_number from command where office = $1",
        [office],
      ),
      entries: await tx.rows<{ number: number; command: string }>(
        "select number, command from entry where office = $1 order by number",
        [office],
      ),
      lines: await Array.fromAsync(journalLines(tx, office)),
    }),
  );
  whole.entries = entries.length;

  const entriesOf = Map.groupBy(entries, ({ command }) => command);
  const kept = new Map(
    commands.map(({ id, first_number, last_number }) => [id, [first_number, last_number]]),
  );
  for (const [id, [first, last]] of acknowledged) {
    const range = kept.get(id);
    if (range === undefined || range[0] !== first || range[1] !== last) whole.lost.push(id);
  }
  for (const [id, [first = 0, last = 0]] of kept) {
    const numbers = entriesOf.get(id)?.map(({ number }) => number) ?? [];
    if (numbers.length > last - first + 1) whole.duplicated.push(id);
    else if (numbers.length < last - first + 1 || numbers[0] !== first || numbers.at(-1) !== last)
      (acknowledged.has(id) ? whole.lost : whole.faults).push(id);
  }
  for (const id of entriesOf.keys())
    if (!kept.has(id)) whole.faults.push(`entries of ${id}, which is no command done`);
  const ours = new Set([...acknowledged.keys(), ...abandoned]);
  const unknown = commands.filter(({ id }) => !ours.has(id)).length - setUp(lines);
  if (unknown !== 0) whole.faults.push(`${unknown} commands that nobody gave`);

  const { fault, offices } = await verifyJournal(lines);
  if (fault !== null) whole.faults.push(`the chain: ${fault.say.en}`);
  else if (offices[0]?.length !== entries.length) whole.faults.push("the head is not the last entry's");
  whole.faults.push(...(await differingTables(keeper, office, lines, now)));
  return whole;
}

/** The commands by which the office was set up, before any client came. */
function setUp(lines: JournalLine[]): number {
  const kinds = lines.flatMap((line) =>
    "entry" in line ? [(JSON.parse(line.entry.header) as { kind: string }).kind] : [],
  );
  return kinds.filter((kind) => ["office-opened", "standard-adopted", "post-given"].includes(kind)).length;
}

/** The tables made again from the journal alone, elsewhere, and compared row by row. */
async function differingTables(
  keeper: Keeper,
  office: string,
  lines: JournalLine[],
  now: Date,
): Promise<string[]> {
  const database = await openDatabase(await freshDatabase(emptyWellside));
  try {
    const again = keeperOf(database, keeper.master);
    await rebuild(again, lines, ({ rules }) => localDay(now, rules.zone));
    const [stands, rebuilt] = [await wholeOffice(keeper, office), await wholeOffice(again, office)];
    if (stands.size < 20) return [`only ${stands.size} tables were compared`];
    return [...stands].flatMap(([table, rows]) => {
      const others = rebuilt.get(table) ?? [];
      const differ = rows.filter((row, place) => row !== others[place]).length;
      return differ === 0 && rows.length === others.length
        ? []
        : [`${table}: ${rows.length} rows, rebuilt ${others.length}, ${differ} differ`];
    });
  } finally {
    await database.close();
  }
}

const emptyWellside = {
  name: "wellside_empty",
  prepare: async (connection: Parameters<typeof openDatabase>[0]) => {
    await (await openDatabase(connection)).close();
  },
};
