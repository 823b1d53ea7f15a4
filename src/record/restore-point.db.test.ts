import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#basics/id.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { backupTo, restoreFrom } from "./backup.ts";
import type { BackupLine } from "./backup.ts";
import { keeperOf } from "./keeper.ts";
import { wholeOffice } from "./rebuild.ts";
import { standingAt } from "./restore-point.ts";
import type { RestorePoint } from "./restore-point.ts";
import { noon, testOffice } from "./test-office.ts";

// An office is backed up after more was done in it; restored to a point, it must stand as it stood then.

const here = await testOffice("point");
const later = await testOffice("later", here.keeper);
let stood: Map<string, string[]>;
let last = 0;
const lines: BackupLine[] = [];

before(async () => {
  const { database } = here.keeper;
  // What is owed is worked out as of the demonstration's clock, so as of the same day then and now.
  await database.app.query("insert into clock (shown, opens_at) values ($1, $1)", [noon("2021-02-10")]);
  const alone = await here.enter("甲", { livesAlone: true, phone: "07345550101" });
  const visit = { kind: "visit", about: [alone], on: "2021-02-09", fields: { summary: "都好" } };
  await here.must(here.worker, "record.make", { record: newId(), ...visit }, "2021-02-10");
  stood = await wholeOffice(here.keeper, "point");
  last = stood.get("entry")?.length ?? 0;
  const rows = [0, 1, 2].map((place) => ({
    row: place + 2,
    id: newId(),
    code: `P${place}`,
    name: "丙",
    household: null,
    since: null,
    facts: {},
  }));
  const ledger = { import: newId(), kind: "person", file: "台账.xlsx", households: {}, rejected: [], rows };
  await here.must(here.secretary, "register.import", ledger, "2021-02-11");
  await here.enter("乙", { phone: "07345550102" }, "2021-02-12");
  await later.enter("丁", {}, "2021-02-13");
  await backupTo(here.keeper, async (all) => {
    for await (const line of all) lines.push(line);
  });
});
after(() => here.keeper.database.close());

async function* all(): AsyncGenerator<BackupLine> {
  yield* lines;
}

/** What stands after restoring to a point: of each office, its tables. */
async function restoredTo(point: RestorePoint): Promise<Record<string, Map<string, string[]>>> {
  const standing = await standingAt(all, point);
  assert.ok(standing !== undefined);
  const database = await openDatabase(await freshDatabase());
  try {
    // Sign-in's tables are not made here, and the backup has no rows for them.
    const again = keeperOf(database, here.keeper.master);
    const { offices } = await restoreFrom(again, all(), standing);
    const tables = offices.map(async ({ office }) => [office, await wholeOffice(again, office)] as const);
    return Object.fromEntries(await Promise.all(tables));
  } finally {
    await database.close();
  }
}

test("restored to a time or to an entry, every table is as it stood then; a command is not done by half", async () => {
  const points: RestorePoint[] = [
    { time: new Date("2021-02-10T23:00:00+08:00") },
    { office: "point", number: last },
    // In the middle of the import, which had not begun to stand.
    { office: "point", number: last + 2 },
  ];
  for (const point of points) {
    const restored = await restoredTo(point);
    assert.ok(stood.size > 20);
    for (const [table, rows] of stood)
      assert.deepEqual(restored["point"]?.get(table), rows, `${JSON.stringify(point)}: ${table}`);
    const names = (restored["later"]?.get("subject") ?? []).join();
    assert.ok(
      restored["later"] !== undefined && !names.includes("丁"),
      "the other office, of the same moment",
    );
  }
});

test("up to its last entry it is the whole, and there is no point behind that or before the first", async () => {
  const whole = await wholeOffice(here.keeper, "point");
  const length = whole.get("entry")?.length ?? 0;
  const restored = await restoredTo({ office: "point", number: length });
  for (const table of ["entry", "subject_key", "import", "command", "fact"])
    assert.deepEqual(restored["point"]?.get(table), whole.get(table), table);
  assert.equal(await standingAt(all, { office: "point", number: length + 1 }), undefined);
  assert.equal((await standingAt(all, { time: new Date("2020-01-01T00:00Z") }))?.size, 0);
});
