import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { listsOfOffice } from "./lists-of-office.ts";
import { loadOffice } from "./office.ts";
import { testOffice } from "./test-office.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

test("the lists of an office tell by what duties are worked out, and neither names, nor what is guarded, nor why somebody is excused", async () => {
  const one = await here.enter("尤某", { livesAlone: true, mentalCare: true });
  const [visit, excuse, care] = [newId(), newId(), newId()];
  const give = async (name: string, input: object, actor = here.worker) => {
    const answer = await here.give(actor, name, input, "2021-01-05");
    assert.equal(answer.status, "applied", JSON.stringify(answer));
  };
  const about = { about: [one], on: "2021-01-05", fields: {} };
  await give("record.make", { record: visit, kind: "visit", ...about });
  await give("record.make", { record: care, kind: "check-in", ...about }, here.healthCentre);
  await give("duty.excuse", {
    record: excuse,
    subject: one,
    on: "2021-01-05",
    reason: "化疗住院",
    until: "2021-01-20",
  });
  const lists = await scoped(
    here.keeper.database.app,
    engineScope(here.office, null),
    "read only",
    async (tx) => listsOfOffice(here.keeper, tx, await loadOffice(here.keeper, tx, here.office)),
  );
  assert.deepEqual(
    new Map(lists.records.map(({ id, facts }) => [id, facts])),
    new Map([
      [visit, undefined],
      [excuse, { until: "2021-01-20" }],
    ]),
  );
  assert.deepEqual(lists.register[0]?.facts, { livesAlone: true });
  assert.deepEqual(lists.leftOut, { facts: 1, records: 1 });
  assert.doesNotMatch(JSON.stringify(lists), /尤某|化疗|mentalCare/);
});
