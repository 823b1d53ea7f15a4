import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#basics/id.ts";
import { documentShape } from "#standard/document.ts";
import { installation } from "../perform.ts";
import type { Actor } from "../perform.ts";
import { smallStandard, testOffice } from "../test-office.ts";
import { findSubjects } from "./find-subjects.ts";
import { maybeDoubles } from "./doubles.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

const names = new Map<string, string>();

before(async () => {
  // The weekly visit may be a call, so a worker is shown whom to ring.
  await here.must(installation, "standard.adopt", {
    document: documentShape.parse({
      ...smallStandard,
      version: "2",
      promises: smallStandard.promises.map((promise) =>
        promise.id === "weekly" ? { ...promise, shows: { worker: ["phone"] } } : promise,
      ),
    }),
    from: "2021-01-01",
  });
  for (const [name, code, facts] of [
    ["欧阳兰香", "P-2780", { address: "苏井路12号5栋3单元501", phone: "13875540101" }],
    ["曾小满", "P-2781", { address: "苏井路12号15栋3单元501", phone: "07345550101" }],
    ["刘香兰", "P-2782", { address: "苏井路１２号五幢三单元602室" }],
    ["王5栋", null, { address: "老菜场旁平房" }],
  ] as const) {
    const subject = newId();
    names.set(subject, name);
    await here.must(here.worker, "register.enter", {
      subject,
      kind: "person",
      name,
      ...(code === null ? {} : { code }),
      facts,
    });
  }
});

async function found(text: string, actor: Actor = here.worker): Promise<string[]> {
  const { rows, total } = await here.look(actor, "2021-01-20", (reader) =>
    findSubjects(reader, { text, offset: 0 }),
  );
  assert.equal(total, rows.length);
  return rows.map(({ id }) => names.get(id) ?? "");
}

test("by two characters from the middle of a name, by pinyin initials, by a code or a part of it", async () => {
  assert.deepEqual(await found("阳兰"), ["欧阳兰香"]);
  assert.deepEqual(await found("兰香"), ["欧阳兰香"]);
  assert.deepEqual(await found("oylx"), ["欧阳兰香"]);
  assert.deepEqual(await found("ZXM"), ["曾小满"], "曾 as a surname is zeng");
  assert.deepEqual(await found("p-2781"), ["曾小满"]);
  assert.deepEqual(await found("2782"), ["刘香兰"]);
  assert.deepEqual(await found(" "), ["刘香兰", "欧阳兰香", "王5栋", "曾小满"]);
});

test("by a part of the address, however it is written; the fifth building is not the fifteenth", async () => {
  assert.deepEqual(await found("5栋3单元"), ["刘香兰", "欧阳兰香"]);
  assert.deepEqual(await found("五号楼3单元501"), ["欧阳兰香"]);
  assert.deepEqual(await found("5-3-501"), ["欧阳兰香"]);
  assert.deepEqual(await found("苏井路12号15栋"), ["曾小满"]);
  assert.deepEqual(await found("老菜场"), ["王5栋"]);
  assert.deepEqual(await found("5栋"), ["刘香兰", "欧阳兰香", "王5栋"]);
});

test("every word has to fit: a name and a building", async () => {
  assert.deepEqual(await found("香 5栋"), ["刘香兰", "欧阳兰香"]);
  assert.deepEqual(await found("oy 5栋 3单元"), ["欧阳兰香"]);
  assert.deepEqual(await found("oy 15栋"), []);
});

test("by the end of a telephone number or the whole of it, for those alone to whom numbers are shown", async () => {
  assert.deepEqual(await found("0101"), ["欧阳兰香", "曾小满"]);
  assert.deepEqual(await found("540101"), ["欧阳兰香"]);
  assert.deepEqual(await found("07345550101"), ["曾小满"]);
  assert.deepEqual(await found("101"), [], "four digits at the least");
  assert.deepEqual(await found("0101", here.secretary), []);
  assert.deepEqual(await found("0101", here.healthCentre), []);
  const { rows } = await here.look(here.worker, "2021-01-20", (reader) =>
    findSubjects(reader, { text: "0101 zxm", offset: 0 }),
  );
  assert.deepEqual(
    rows.map(({ byPhone }) => byPhone),
    [true],
  );
  assert.ok(!JSON.stringify(rows).includes("0101"), "the number itself is nowhere in the list");
});

test("by the number of somebody to ring up about them, which the office's own roles know", async () => {
  const [subject = ""] = [...names].find(([, name]) => name === "刘香兰") ?? [];
  const contact = newId();
  const set = { contact, subject, name: "己", relation: "女儿", phone: "13800000303" };
  await here.must(here.worker, "contact.set", set, "2021-01-20");
  for (const actor of [here.worker, here.secretary]) assert.deepEqual(await found("0303", actor), ["刘香兰"]);
  assert.deepEqual(await found("0303", here.healthCentre), []);
  await here.must(here.worker, "contact.end", { contact }, "2021-01-20");
  assert.deepEqual(await found("0303"), []);
});

test("a number that was given up finds nobody, and two of one number are no doubles for that", async () => {
  const { pairs } = await here.look(here.secretary, "2021-01-20", maybeDoubles);
  assert.deepEqual(pairs, []);
  const [subject = ""] = [...names].find(([, name]) => name === "曾小满") ?? [];
  await here.must(
    here.worker,
    "register.change",
    { subject, fact: "phone", value: "07345550202" },
    "2021-01-20",
  );
  assert.deepEqual(await found("0101"), ["欧阳兰香"]);
  assert.deepEqual(await found("0202"), ["曾小满"]);
});
