import assert from "node:assert/strict";
import { after, test } from "node:test";
import { localDay } from "#basics/day.ts";
import { scoped } from "#database/scope.ts";
import { loadOffice } from "../office.ts";
import type { Actor } from "../perform.ts";
import { scopeOf } from "../scope-of.ts";
import { noon, testOffice } from "../test-office.ts";
import { journalPage } from "./journal.ts";
import type { JournalPage } from "./journal.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

async function read({ account, roles }: Actor, subject?: string): Promise<JournalPage> {
  return scoped(
    here.keeper.database.app,
    { offices: [here.office], account, veils: [], sealed: [] },
    "read only",
    async (tx) => {
      const office = await loadOffice(here.keeper, tx, here.office);
      const scope = scopeOf(office, { account, roles });
      await tx.rescope(scope);
      const now = noon("2021-01-02");
      const today = localDay(now, office.rules.zone);
      return journalPage(
        { keeper: here.keeper, tx, office, scope, account, roles, areas: null, today, now },
        { subject },
      );
    },
  );
}

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
