import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { keepErasures, readErasures } from "#record/erasures.ts";
import { testOffice } from "#record/test-office.ts";
import { DailyBackups, superfluous } from "./daily-backups.ts";

const here = await testOffice();
let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellside-backups-"));
});
after(async () => {
  await here.keeper.database.close();
  await rm(folder, { recursive: true, force: true });
});

function into(name: string): DailyBackups {
  return new DailyBackups(here.keeper, { folder: join(folder, name), dataFolder: folder });
}

test("once a day a backup is made, whole and readable by its owner alone, and told of", async () => {
  const backups = into("daily");
  assert.equal((await backups.state()).last, null);
  const morning = new Date("2026-11-23T00:10:00Z");
  await backups.look(morning);
  await backups.look(new Date("2026-11-23T10:00:00Z"));
  const names = await readdir(join(folder, "daily"));
  assert.deepEqual(names.toSorted(), ["wellside-2026-11-23T001000Z.backup", "wellside.erasures"]);
  assert.equal((await stat(join(folder, "daily", names[0] ?? ""))).mode & 0o777, 0o600);
  const state = await backups.state();
  assert.equal(state.last?.at, morning.toISOString());
  assert.ok(state.last.bytes > 500);
  assert.deepEqual([state.isOnOtherDisk, state.failed], [false, null]);
  await backups.look(new Date("2026-11-24T00:05:00Z"));
  assert.equal((await readdir(join(folder, "daily"))).length, 3);
});

test("whoever is erased stands in the list beside the backups at once, and a list that knows of more keeps it", async () => {
  const backups = into("erased");
  const end = backups.start();
  const list = join(folder, "erased", "wellside.erasures");
  const erase = async (name: string) => {
    const person = await here.enter(name);
    const done = once(here.keeper.changes, "erased");
    await here.must(here.secretary, "person.erase", { person, ground: "not-needed" });
    await done;
    return person;
  };
  const one = await erase("甲");
  await end();
  assert.deepEqual(
    (await readErasures(list)).map(({ office, subject }) => [office, subject]),
    [[here.office, one]],
  );
  const other = await testOffice("other");
  try {
    await keepErasures(other.keeper, join(folder, "erased"));
    assert.equal((await readErasures(list)).length, 1);
  } finally {
    await other.keeper.database.close();
  }
});

test("a folder that cannot be written is told of with what to do, and the next day that can mends it", async () => {
  await writeFile(join(folder, "a-file"), "");
  const backups = into("a-file/backups");
  await backups.look(new Date("2026-11-23T00:10:00Z"));
  assert.match((await backups.state()).failed?.zh ?? "", /写不进/);
  await rm(join(folder, "a-file"));
  await backups.look(new Date("2026-11-23T00:20:00Z"));
  assert.equal((await backups.state()).failed, null);
});

test("a week of days and two years of months stay", () => {
  const name = (day: number) =>
    `wellside-${new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10)}T020000Z.backup`;
  const all = Array.from({ length: 1100 }, (_, day) => name(day));
  const gone = new Set(superfluous(all));
  const kept = all.filter((each) => !gone.has(each));
  assert.deepEqual(kept.slice(-7), all.slice(-7));
  // 1,100 days from 1 January 2020 end on 4 January 2023: that week, which holds the newest of two months, and 22 more.
  assert.equal(kept.length, 7 + 22);
  assert.ok(
    kept.includes("wellside-2022-12-31T020000Z.backup") &&
      kept.includes("wellside-2021-02-28T020000Z.backup"),
  );
  assert.deepEqual(superfluous(all.slice(0, 7)), []);
});
