import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Actor } from "../perform.ts";
import { testOffice } from "../test-office.ts";
import { appliers } from "../apply.ts";
import { journalPage, journalTopics } from "./journal.ts";
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

test("who, what, when and about whom: only such entries are told, and all of them in pages that go on", async () => {
  const day = "2021-02-03";
  const one = await here.enter("辛", {}, day);
  await here.enter("壬", {}, day);
  const visit = {
    record: "01a20911-0000-7000-8000-000000000001",
    kind: "visit",
    about: [one],
    on: day,
    fields: {},
  };
  await here.must(here.worker, "record.make", visit, "2021-02-04");
  const asked = (filter: Parameters<typeof journalPage>[1]) =>
    here.look(here.secretary, "2021-02-05", (reader) => journalPage(reader, filter));
  const kinds = async (filter: Parameters<typeof journalPage>[1]) =>
    (await asked(filter)).entries.map(({ kind }) => kind);

  assert.deepEqual(await kinds({ from: day }), ["record-made", "subject-entered", "subject-entered"]);
  assert.deepEqual(await kinds({ from: day, until: day }), ["subject-entered", "subject-entered"]);
  assert.deepEqual(await kinds({ from: day, topic: "records" }), ["record-made"]);
  assert.deepEqual(await kinds({ from: day, subject: one }), ["record-made", "subject-entered"]);
  assert.deepEqual(await kinds({ from: day, by: here.secretary.account }), []);
  assert.ok((await asked({})).people.some(({ id }) => id === here.worker.account));
  assert.equal((await asked({ from: day })).next, null);
});

test("every kind of entry there is stands under one topic", async () => {
  const said = Object.values(journalTopics).flat();
  assert.deepEqual([...new Set<string>(said)].toSorted(), Object.keys(appliers).toSorted());
});
