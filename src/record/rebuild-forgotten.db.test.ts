import assert from "node:assert/strict";
import { after, test } from "node:test";
import { dayOf } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { firstLine, journalLines } from "./journal-file.ts";
import type { JournalLine } from "./journal-file.ts";
import { keeperOf } from "./keeper.ts";
import { rebuild } from "./rebuild.ts";
import { testOffice } from "./test-office.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

test("a journal in which somebody's key is gone is rebuilt without them: what they shared with others stands with the others", async () => {
  const [gone, stays, double] = [
    await here.enter("甲", {}),
    await here.enter("乙", {}),
    await here.enter("甲", {}),
  ];
  const give = async (name: string, input: object, actor = here.worker) => {
    const answer = await here.give(actor, name, input, "2021-01-05");
    assert.equal(answer.status, "applied", JSON.stringify(answer));
  };
  const [shared, alone] = [newId(), newId()];
  const repair = { procedure: "small/repair", fields: { what: "灯", caller: "丙" } };
  await give("case.open", { case: shared, about: [gone, stays], ...repair });
  await give("case.open", { case: alone, about: [gone], ...repair });
  for (const id of [shared, alone]) await give("case.move", { case: id, move: "begin" });
  await give("record.make", {
    record: newId(),
    kind: "visit",
    about: [gone, stays],
    on: "2021-01-05",
    fields: {},
  });
  // Whom to ring up about the one goes with them; that the other has them stays, by the name that was written.
  await give("contact.set", { contact: newId(), subject: gone, other: stays, relation: "女儿" });
  await give("contact.set", { contact: newId(), subject: stays, other: gone, relation: "母亲" });
  await give("register.merge", { merge: newId(), survivor: gone, other: double }, here.secretary);

  const lines: JournalLine[] = [firstLine];
  await scoped(here.keeper.database.app, engineScope(here.office, null), "read only", async (tx) => {
    for await (const line of journalLines(tx, here.office)) lines.push(line);
  });
  const forgotten = [gone, double];
  const left = lines.filter((line) => !("key" in line && forgotten.includes(line.key.holder)));
  assert.equal(left.length, lines.length - 2);

  const keeper = keeperOf(await openDatabase(await freshDatabase()), here.keeper.master);
  try {
    await rebuild(keeper, left, () => dayOf("2021-01-05"));
    const ask = (text: string) =>
      scoped(keeper.database.app, engineScope(here.office, null), "read only", (tx) =>
        tx.rows<Record<string, string>>(text, [here.office]),
      );
    assert.deepEqual(
      (await ask("select id from subject where office = $1")).map(({ id }) => id),
      [stays],
    );
    assert.deepEqual(await ask("select subject, other from contact where office = $1"), [
      { subject: stays, other: null },
    ]);
    assert.deepEqual(await ask("select case_file, subject from case_about where office = $1"), [
      { case_file: shared, subject: stays },
    ]);
    assert.equal((await ask("select stage from case_stage where office = $1 and left_at is null")).length, 2);
    assert.equal((await ask("select holder from case_sealed where office = $1")).length, 1);
  } finally {
    await keeper.database.close();
  }
});
