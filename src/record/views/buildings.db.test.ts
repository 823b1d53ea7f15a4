import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#basics/id.ts";
import { testOffice } from "../test-office.ts";
import { walk } from "./buildings.ts";
import { maybeDoubles, mergePreview } from "./doubles.ts";
import type { Reader } from "./reader.ts";

const here = await testOffice();
after(() => here.keeper.database.close());

const identity = "11010519491231002X";
const ids: Record<string, string> = {};
const reading = <T>(look: (reader: Reader) => Promise<T>) => here.look(here.secretary, "2021-01-20", look);

before(async () => {
  const household = newId();
  await here.give(here.worker, "register.enter", {
    subject: household,
    kind: "household",
    name: "甲户",
    facts: { area: "east", address: "苏井路3栋2单元501" },
  });
  for (const [name, facts] of Object.entries({
    甲: { area: "east", address: "苏井路3栋2单元501室", livesAlone: true, identityNumber: identity },
    乙: { area: "east", address: "苏井路３幢二单元５０２" },
    丙: { area: "east", address: "苏井路10栋1-101", identityNumber: identity, livesAlone: false },
    丁: { area: "east", address: "老菜场旁平房" },
    戊: {},
    己: { area: "east", address: "苏井路3栋2单元501", residence: "moved" },
  }))
    ids[name] = await here.enter(name, facts);
  await here.give(here.worker, "person.move", { person: ids["甲"], household });
});

const seen = async (at: Parameters<typeof walk>[1]) =>
  (await reading((reader) => walk(reader, at))).places.map(
    ({ id, households, people, owed, overdue }) => `${id} ${households}/${people} ${owed}/${overdue}`,
  );

test("from area to flat, each place says who lives there and what is owed; who has moved is in none", async () => {
  assert.deepEqual(await seen({}), ["east 1/4 1/1", " 0/1 0/0"]);
  assert.deepEqual(await seen({ area: "east" }), ["苏井路3栋 1/2 1/1", "苏井路10栋 0/1 0/0", " 0/1 0/0"]);
  assert.deepEqual(await seen({ area: "" }), [" 0/1 0/0"]);
  assert.deepEqual(await seen({ area: "east", building: "苏井路3栋" }), ["2 1/2 1/1"]);
  const stairwell = { area: "east", building: "苏井路3栋", stairwell: "2" };
  assert.deepEqual(await seen(stairwell), ["501 1/1 1/1", "502 0/1 0/0"]);
  const { inside } = await reading((reader) => walk(reader, { ...stairwell, flat: "501" }));
  assert.deepEqual(
    inside?.households.map(({ name }) => name),
    ["甲户"],
  );
  assert.deepEqual(
    inside.people.map(({ name, owed }) => [name, owed]),
    [["甲", 1]],
  );
});

test("two of one identity number are told as a pair, the number itself nowhere; the preview says what would differ", async () => {
  const { pairs } = await reading(maybeDoubles);
  assert.deepEqual(
    pairs.map(({ subjects, why }) => [subjects.map(({ name }) => name).toSorted(), why]),
    [[["丙", "甲"], "identity"]],
  );
  const [survivor = "", other = ""] = [ids["甲"], ids["丙"]];
  const kept = await reading((reader) => mergePreview(reader, { survivor, other, chosen: [] }));
  assert.doesNotMatch(JSON.stringify([pairs, kept]), new RegExp(identity));
  const fact = kept.facts.find((each) => each.fact === "livesAlone");
  assert.deepEqual([fact?.survivor?.zh, fact?.other?.zh, fact?.kept], ["是", "否", "survivor"]);
  assert.deepEqual(
    kept.after.map(({ promise }) => promise),
    ["small/weekly"],
  );
  const chosen = await reading((reader) => mergePreview(reader, { survivor, other, chosen: ["livesAlone"] }));
  assert.deepEqual([chosen.before.length, chosen.after.length], [1, 0], "and so would what is owed");
});
