import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import type { Actor } from "../perform.ts";
import { testOffice } from "../test-office.ts";
import { journalPage } from "./journal.ts";
import { subjectPage } from "./subject-page.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

const day = "2021-03-01";
const page = (id: string, actor: Actor = here.worker) =>
  here.look(actor, day, (reader) => subjectPage(reader, id));
const set = (input: object) => here.must(here.worker, "contact.set", { contact: newId(), ...input }, day);
const own = async (id: string) =>
  (await page(id)).contacts.own.map(({ name, relation, holds }) => `${name} ${relation} ${holds}`);

test("whom to ring up first, who speaks for them, whose term is over; and both pages tell of it", async () => {
  const [elder, daughter] = [
    await here.enter("甲", { birthDate: "1940-01-01", mentalCare: true }),
    await here.enter("乙"),
  ];
  await set({ subject: elder, name: "丙", relation: "邻居" });
  await set({ subject: elder, other: daughter, relation: "女儿", phone: "13800000101", emergency: true });
  const agent = { basis: "entrusted", for: "领取补贴" };
  await set({
    subject: elder,
    name: "丁",
    relation: "朋友",
    speaks: agent,
    from: "2021-01-01",
    until: "2021-02-01",
  });
  assert.deepEqual(await own(elder), ["乙 女儿 now", "丙 邻居 now", "丁 朋友 past"]);
  const { contacts } = await page(daughter);
  assert.deepEqual(
    contacts.of.map(({ subject, relation }) => [subject.name, relation]),
    [["甲", "女儿"]],
  );
  assert.deepEqual((await page(elder, here.healthCentre)).contacts, { own: [], of: [] });
  const told = await here.look(here.healthCentre, day, (reader) => journalPage(reader, { subject: elder }));
  assert.ok(!told.entries.some(({ kind }) => kind.startsWith("contact-")));
});

test("of a minor whoever speaks for them comes first", async () => {
  const child = await here.enter("小", { birthDate: "2012-01-01" });
  await set({ subject: child, name: "戊", relation: "邻居", emergency: true });
  await set({ subject: child, name: "己", relation: "祖母", speaks: { basis: "next" } });
  assert.deepEqual(await own(child), ["己 祖母 now", "戊 邻居 now"]);
});

test("set again it is corrected, ended it is past, and of doubles both count", async () => {
  const [one, double] = [await here.enter("庚"), await here.enter("庚")];
  const contact = newId();
  await set({ contact, subject: one, name: "辛", relation: "儿子" });
  await set({ contact, subject: one, name: "辛", relation: "女婿" });
  await set({ subject: double, name: "壬", relation: "邻居" });
  assert.deepEqual(await own(one), ["辛 女婿 now"]);
  await here.must(here.secretary, "register.merge", { merge: newId(), survivor: one, other: double }, day);
  await here.must(here.worker, "contact.end", { contact }, day);
  assert.deepEqual(await own(one), ["壬 邻居 now", "辛 女婿 past"]);
});
