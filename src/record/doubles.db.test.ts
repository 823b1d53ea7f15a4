import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { dailyPass } from "./daily-pass.ts";
import { noon, testOffice } from "./test-office.ts";
import { findSubjects } from "./views/find-subjects.ts";
import { journalPage } from "./views/journal.ts";
import type { Reader } from "./views/reader.ts";
import { openedFact, subjectPage } from "./views/subject-page.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

const identity = "11010519491231002X";

async function give(name: string, input: object, day: string, actor = here.worker): Promise<void> {
  const answer = await here.give(actor, name, input, day);
  assert.equal(answer.status, "applied", `${name}: ${JSON.stringify(answer)}`);
}

async function enter(name: string, code: string, day: string, facts: object): Promise<string> {
  const subject = newId();
  await give("register.enter", { subject, kind: "person", name, code, facts }, day);
  return subject;
}

async function visit(subject: string, on: string): Promise<void> {
  await give(
    "record.make",
    { record: newId(), kind: "visit", about: [subject], on, fields: { summary: on } },
    on,
  );
}

/** What is derived of somebody: what is owed, how windows ended. */
async function derived(subject: string): Promise<string[]> {
  return scoped(here.keeper.database.app, engineScope(here.office, null), "read only", async (tx) => {
    const duties = await tx.rows<{ opens: string; due: string }>(
      "select opens, due from duty where office = $1 and subject = $2 and promise = 'small/weekly'",
      [here.office, subject],
    );
    const outcomes = await tx.rows<{ opens: string; due: string; on_day: string; outcome: string }>(
      "select opens, due, on_day, outcome from outcome where office = $1 and subject = $2 and promise = 'small/weekly' order by opens, on_day",
      [here.office, subject],
    );
    return [...outcomes, ...duties].map((row) => Object.values(row).join(" "));
  });
}

const reading = <T>(look: (reader: Reader) => Promise<T>, actor = here.worker) =>
  here.look(actor, "2021-03-02", look);

test("two entries of one person, merged, owe what one entry with all the records owes; undone, each owes what it did", async () => {
  const days = ["2021-01-08", "2021-01-14", "2021-01-29", "2021-02-02", "2021-02-20"];
  const whole = await enter("整", "W-1", "2021-01-04", { livesAlone: true });
  const kept = await enter("甲", "A-1", "2021-01-11", { livesAlone: true });
  const double = await enter("甲", "A-2", "2021-01-04", {
    livesAlone: true,
    mentalCare: true,
    identityNumber: identity,
  });
  for (const [place, day] of days.entries()) {
    await visit(whole, day);
    await visit(place % 2 === 0 ? double : kept, day);
  }
  await give(
    "duty.excuse",
    { record: newId(), subject: whole, promise: "small/weekly", reason: "住院", until: "2021-03-10" },
    "2021-02-25",
  );
  await give(
    "duty.excuse",
    { record: newId(), subject: double, promise: "small/weekly", reason: "住院", until: "2021-03-10" },
    "2021-02-25",
  );
  await dailyPass(here.keeper, here.office, noon("2021-03-01"));
  const before = [await derived(kept), await derived(double)];

  const merge = newId();
  await give("register.merge", { merge, survivor: kept, other: double }, "2021-03-01", here.secretary);
  assert.ok((await derived(whole)).length > 5);
  assert.deepEqual(await derived(kept), await derived(whole));
  assert.deepEqual(await derived(double), []);

  // The old code finds the one who counts, and only that one.
  const found = await reading((reader) => findSubjects(reader, { text: "A-2", offset: 0 }));
  assert.deepEqual(
    found.rows.map(({ id }) => id),
    [kept],
  );
  const page = await reading((reader) => subjectPage(reader, kept));
  assert.equal(page.timeline.length, 6, "the records of both stand on the page");
  assert.equal(page.subject.since, "2021-01-04");
  const gone = await reading((reader) => subjectPage(reader, double));
  assert.equal(gone.mergedInto, kept);
  const journal = await reading((reader) => journalPage(reader, { subject: kept }));
  assert.equal(journal.entries[0]?.kind, "subjects-merged");
  assert.ok(journal.entries.length > 8, "and the journal of both");
  // A guarded fact of the other opens on the survivor's page, to those to whom it is shown.
  const care = await reading((reader) => openedFact(reader, kept, "mentalCare"), here.healthCentre);
  assert.equal(care.value, true);
  await assert.rejects(reading((reader) => openedFact(reader, kept, "mentalCare")));

  // Written meanwhile upon the old entry, as by a phone that does not know yet: it counts for the one who stands.
  await visit(double, "2021-03-01");
  assert.equal((await reading((reader) => subjectPage(reader, kept))).timeline.length, 7);

  await give("register.unmerge", { merge, reason: "是两个人" }, "2021-03-01", here.secretary);
  assert.deepEqual(await derived(kept), before[0]);
  assert.equal((await reading((reader) => subjectPage(reader, double))).mergedInto, null);
  const again = await reading((reader) => findSubjects(reader, { text: "A-2", offset: 0 }));
  assert.deepEqual(
    again.rows.map(({ id }) => id),
    [double],
  );
});

test("what is chosen of the other is kept; a chain of merges is undone from its end", async () => {
  const [first, second, third] = [
    await enter("乙", "B-1", "2021-02-01", { livesAlone: false, address: "东街1号" }),
    await enter("乙", "B-2", "2021-02-01", { livesAlone: true, address: "东街2号" }),
    await enter("乙", "B-3", "2021-02-01", { phone: "07345550101" }),
  ];
  const [one, two] = [newId(), newId()];
  await give("register.merge", { merge: one, survivor: second, other: third }, "2021-03-01", here.secretary);
  await give(
    "register.merge",
    { merge: two, survivor: first, other: second, chosen: ["livesAlone"] },
    "2021-03-01",
    here.secretary,
  );
  const page = await reading((reader) => subjectPage(reader, first));
  const fact = (id: string) => page.facts.find((line) => line.fact === id)?.value;
  assert.deepEqual([fact("livesAlone"), fact("address")], [true, "东街1号"]);
  const found = await reading((reader) => findSubjects(reader, { text: "B-3", offset: 0 }));
  assert.deepEqual(
    found.rows.map(({ id }) => id),
    [first],
  );
  const early = await here.give(
    here.secretary,
    "register.unmerge",
    { merge: one, reason: "错了" },
    "2021-03-02",
  );
  assert.equal("code" in early && early.code, "merged-since");
  await give("register.unmerge", { merge: two, reason: "错了" }, "2021-03-02", here.secretary);
  await give("register.unmerge", { merge: one, reason: "错了" }, "2021-03-02", here.secretary);
  assert.equal((await reading((reader) => subjectPage(reader, third))).mergedInto, null);
});

test("a ledger that names the old code means the one who stands", async () => {
  const [kept, double] = [
    await enter("丙", "C-1", "2021-02-01", {}),
    await enter("丙", "C-2", "2021-02-01", {}),
  ];
  await give(
    "register.merge",
    { merge: newId(), survivor: kept, other: double },
    "2021-03-01",
    here.secretary,
  );
  const answer = await here.give(
    here.worker,
    "register.enter",
    { subject: newId(), kind: "person", name: "丁", code: "C-2" },
    "2021-03-02",
  );
  assert.ok("code" in answer && answer.code === "code-taken");
});
