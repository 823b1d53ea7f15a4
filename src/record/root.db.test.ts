import assert from "node:assert/strict";
import { after, test } from "node:test";
import { engineScope, scoped } from "#database/scope.ts";
import { lastMonth, rootOf } from "./root.ts";
import { testOffice } from "./test-office.ts";

const here = await testOffice("rooted");
after(() => here.keeper.database.close());

const of = { office: "rooted", zone: "Asia/Shanghai" };
const root = (month: string) =>
  scoped(here.keeper.database.app, engineScope("rooted", null), "read only", (tx) => rootOf(tx, of, month));

test("the root of a month is its last entry, whatever comes later; before the first entry there is none", async () => {
  await here.enter("甲", {}, "2021-01-31");
  const january = await root("2021-01");
  await here.enter("乙", {}, "2021-02-01");
  await here.enter("丙", {}, "2021-03-01");
  assert.deepEqual(await root("2021-01"), january);
  assert.equal((await root("2021-02"))?.number, (january?.number ?? 0) + 1);
  assert.match(january?.head ?? "", /^[0-9a-f]{64}$/);
  assert.equal(await root("2020-12"), undefined);
  assert.deepEqual(
    (await root("2021-09"))?.number,
    (january?.number ?? 0) + 2,
    "a month in which nothing was written",
  );
});

test("a month ends by the office's own midnight", () => {
  assert.equal(lastMonth(new Date("2021-01-31T16:30:00Z"), of.zone), "2021-01");
  assert.equal(lastMonth(new Date("2021-01-31T15:30:00Z"), of.zone), "2020-12");
});
