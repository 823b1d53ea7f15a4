import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, typed } from "./for-tests.ts";
import { people, promise, smallStandard } from "./standards-for-tests.ts";

const stands = folderOf({
  "old/t/standard.yaml": smallStandard(),
  "new/t/standard.yaml": smallStandard({
    version: "2",
    facts: {
      person: {
        livesAlone: { label: { zh: "独居", en: "Lives alone" }, type: "boolean" },
        shoes: { label: { zh: "鞋码", en: "Size of shoes" }, type: "integer" },
        deaf: { label: { zh: "听障", en: "Deaf" }, type: "boolean" },
      },
    },
    promises: [
      promise({ id: "weekly", when: "shoes > 0", every: "P14D" }),
      promise({ id: "sign", when: "deaf", each: "month" }),
    ],
  }),
  "people.json": [...people, { id: "c", kind: "person", since: "2020-01-01", facts: { deaf: true } }],
});
const words = ["diff", "old/t", "new/t", "--register", "people.json", "--on", "2021-01-01"];

test("what changed, for whom, and how much work, as a page in either language", async () => {
  const zh = await typed(stands, words);
  assert.equal(zh.code, 0, zh.err);
  for (const said of [
    /^# 例 1 → 2$/m,
    /改动 weekly 问候/,
    /P7D.*→.*P14D/,
    /新增 sign/,
    /新增 信息项 person\/deaf/,
    /- weekly：多 1，少 0，照旧 1\n {2}- \+ b/,
    /- worker：到期 \d+ → \d+/,
  ])
    assert.match(zh.out, said);
  const en = await typed(stands, [...words, "--lang", "en"]);
  assert.match(en.out, /- sign: 1 gain it, 0 lose it, 0 keep it\n {2}- \+ c/);
  assert.doesNotMatch(en.out.replace(/\(every[^)]*\)/g, ""), /\p{Script=Han}/u);
});

test("--json holds all of it", async () => {
  const { out } = await typed(stands, [...words, "--json"]);
  const all = JSON.parse(out) as { before: object; reach: object[]; clauses: object[]; year: object[] };
  assert.deepEqual(all.before, { standard: "t", version: "1" });
  assert.deepEqual(all.reach, [
    { promise: "weekly", gain: ["b"], lose: [], keep: 1 },
    { promise: "sign", gain: ["c"], lose: [], keep: 0 },
  ]);
});

test("two folders, neither more nor less", async () => {
  assert.equal((await typed(stands, ["diff", "old/t", "--register", "people.json"])).code, 2);
  assert.equal((await typed(stands, ["diff", "old/t", "new/t"])).code, 2);
  assert.equal((await typed(stands, ["diff", "old/t", "newer", "--register", "people.json"])).code, 1);
});
