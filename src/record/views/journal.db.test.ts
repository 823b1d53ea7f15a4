import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Actor } from "../perform.ts";
import { testOffice } from "../test-office.ts";
import { journalPage } from "./journal.ts";
import type { JournalPage } from "./journal.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

const read = (actor: Actor, subject?: string): Promise<JournalPage> =>
  here.look(actor, "2021-01-02", (reader) => journalPage(reader, { subject }));

test("who opened a guarded fact and what for is read by those to whom the fact is shown, and by nobody else", async () => {
  const patient = await here.enter("庚", { mentalCare: true });
  const purpose = "随访前核对";
  await here.give(here.healthCentre, "fact.open", { subject: patient, fact: "mentalCare", purpose });
  const opened = ({ entries }: JournalPage) => entries.filter(({ kind }) => kind === "fact-opened");

  const [toCentre] = opened(await read(here.healthCentre, patient));
  assert.match(toCentre?.say.zh ?? "", new RegExp(purpose));
  for (const other of [here.worker, here.secretary]) {
    assert.deepEqual(opened(await read(other, patient)), [], "not among what happened to the person");
    const [inAll] = opened(await read(other));
    assert.deepEqual([inAll?.subjects, inAll?.say.zh], [[], "受限记录"]);
  }
});
