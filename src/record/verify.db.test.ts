import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { journalLines } from "./journal-file.ts";
import { keeperOf } from "./keeper.ts";
import { onlyMasterKey } from "./master-key.ts";
import { testOffice } from "./test-office.ts";
import { verifyJournal } from "./verify.ts";

const connection = await freshDatabase();
const here = await testOffice(
  "first",
  keeperOf(await openDatabase(connection), onlyMasterKey(Buffer.alloc(32, 7))),
);
const owner = new pg.Client(connection);
before(() => owner.connect());
after(async () => {
  await owner.end();
  await here.keeper.database.close();
});

const verified = () =>
  here.look(here.secretary, "2021-01-02", ({ tx }) => verifyJournal(journalLines(tx, here.office)));

test("an entry changed in the database, past Wellside, is named, and so is one taken out", async () => {
  for (const name of ["钱甲", "钱乙", "钱丙"]) await here.enter(name);
  const { offices, fault } = await verified();
  assert.equal(fault, null);
  const last = offices[0]?.length ?? 0;
  const found = async () => {
    const told = (await verified()).fault;
    return told && [told.what, told.number, told.say.zh];
  };
  const flip = `update wellside.entry_part set body = set_byte(body::bytea, 0, get_byte(body::bytea, 0) # 1) where office = 'first' and number = $1`;
  await owner.query(flip, [last - 1]);
  assert.deepEqual(await found(), ["altered", last - 1, `first 日志第 ${last - 1} 条被改动过。`]);
  await owner.query(flip, [last - 1]);
  assert.equal(await found(), null);
  await owner.query("delete from wellside.entry_part where office = 'first' and number = $1", [last - 1]);
  await owner.query("delete from wellside.entry where office = 'first' and number = $1", [last - 1]);
  assert.deepEqual((await found())?.slice(0, 2), ["missing", last - 1]);
});

test("the role by which requests run can change neither", async () => {
  const change = "update entry_part set body = body where office = $1";
  const tried = here.look(here.secretary, "2021-01-02", ({ tx }) => tx.rows(change, [here.office]));
  await assert.rejects(tried, /permission denied|read-only/);
});
