import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { noon, testOffice } from "./test-office.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

const day = "2027-03-05";

async function standing(id: string): Promise<{ due: string | undefined; provisional: boolean }> {
  const [row] = await scoped(here.keeper.database.app, engineScope(here.office, null), "read only", (tx) =>
    tx.rows<{ due_at: Date; provisional: boolean }>(
      "select due_at, provisional from case_stage where office = $1 and case_file = $2 and left_at is null",
      [here.office, id],
    ),
  );
  return { due: row?.due_at.toISOString(), provisional: row?.provisional === true };
}

const holidays = (first: string, last: string) => ({
  year: 2027,
  holidays: [{ first, last }],
  makeUpWorkdays: [],
  notice: "国办发明电〔2026〕9号",
});

test("an announced year moves the open deadlines counted over it, announced again moves them again, and what follows counts by it", async () => {
  const [repair, later] = [newId(), newId()];
  const open = { procedure: "small/repair", fields: { what: "灯" } };
  await here.must(here.worker, "case.open", { case: repair, ...open }, day);
  assert.deepEqual(await standing(repair), { due: "2027-03-09T16:00:00.000Z", provisional: true });
  const announce = (first: string, last: string) =>
    here.must(here.secretary, "calendar.announce", holidays(first, last), day);
  await announce("2027-03-08", "2027-03-09");
  assert.deepEqual(await standing(repair), { due: "2027-03-11T16:00:00.000Z", provisional: false });
  await here.must(here.worker, "case.open", { case: later, ...open }, day);
  assert.deepEqual(await standing(later), { due: "2027-03-11T16:00:00.000Z", provisional: false });
  await announce("2027-03-08", "2027-03-08");
  assert.deepEqual(await standing(repair), { due: "2027-03-10T16:00:00.000Z", provisional: false });
});

test("only the secretary enters it, and each office its own", async () => {
  const answer = await here.give(here.worker, "calendar.announce", holidays("2027-05-01", "2027-05-03"), day);
  assert.ok(answer.status === "refused" && answer.code === "not-allowed");
  const other = await testOffice("second", here.keeper);
  const known = await other.look(other.secretary, day, ({ office }) =>
    Promise.resolve(office.rules.legal.isKnownYear(noon(day).getTime() / 86_400_000)),
  );
  assert.equal(known, false);
});
