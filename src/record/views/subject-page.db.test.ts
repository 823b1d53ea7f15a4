import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import type { Actor } from "../perform.ts";
import { testOffice } from "../test-office.ts";
import { subjectPage } from "./subject-page.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

async function fieldsSeen(actor: Actor, subject: string): Promise<string[]> {
  const { timeline } = await here.look(actor, "2021-01-06", (reader) => subjectPage(reader, subject));
  return timeline.flatMap(({ fields }) => fields.map(({ say }) => say.zh));
}

test("a guarded field is read by those who owe what such a record keeps; others see that it is filled in", async () => {
  const elder = await here.enter("郑甲", { mentalCare: true });
  await here.give(
    here.worker,
    "record.make",
    {
      record: newId(),
      kind: "visit",
      about: [elder],
      on: "2021-01-05",
      fields: { summary: "都好", medicine: "降压药" },
    },
    "2021-01-05",
  );
  assert.deepEqual((await fieldsSeen(here.worker, elder)).toSorted(), ["都好", "降压药"].toSorted());
  assert.deepEqual((await fieldsSeen(here.secretary, elder)).toSorted(), ["••••", "都好"].toSorted());
  assert.deepEqual(await fieldsSeen(here.healthCentre, elder), [], "a visit keeps nothing that it owes");
});

test("nor does the page of a person tell of a guarded record that settled nothing", async () => {
  const elder = await here.enter("郑乙", { mentalCare: true });
  const given = {
    record: newId(),
    kind: "check-in",
    about: [elder],
    on: "2021-01-05",
    fields: { note: "平稳" },
  };
  await here.give(here.healthCentre, "record.make", given, "2021-01-05");
  assert.deepEqual(await fieldsSeen(here.healthCentre, elder), ["平稳"]);
  for (const other of [here.secretary, here.worker]) assert.deepEqual(await fieldsSeen(other, elder), []);
});
