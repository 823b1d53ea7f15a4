import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { folderOf, typed } from "./for-tests.ts";
import { exampleDue, people, promise, smallStandard } from "./standards-for-tests.ts";

const shared = { roles: { nurse: { title: { zh: "护士", en: "Nurse" } } } };
const wrong = smallStandard({
  effective: "soon",
  promises: [promise({ id: "weekly", when: "livesAlon", every: "P7D" })],
});
const stands = folderOf({
  "standards/good/standard.yaml": smallStandard(),
  "standards/good/examples/first.yaml": exampleDue("2020-01-08"),
  "standards/otherwise/standard.yaml": smallStandard({ standard: "otherwise" }),
  "standards/otherwise/examples/first.yaml": exampleDue("2020-01-09"),
  "standards/wrong/standard.yaml": wrong,
  "standards/doubtful/standard.yaml": smallStandard({ standard: "doubtful", title: { zh: "只有中文" } }),
  "standards/doubtful/examples/first.yaml": exampleDue("2020-01-08"),
  "standards/common/standard.yaml": shared,
  "broken/own/standard.yaml": smallStandard(),
  "broken/common/standard.yaml": "roles:\n  x: [",
  "people.json": people,
  "one.json": [people[1], { id: "n", kind: "person", since: "2020-01-01" }],
});

const placesOf = (out: string) => out.split("\n").flatMap((line) => /^(\S+:\d+:\d+) /.exec(line)?.[1] ?? []);

test("a good standard is well; warnings are told and let pass, unless --strict", async () => {
  const good = await typed(stands, ["check", "standards/good"]);
  assert.deepEqual([good.code, good.out], [0, ""]);
  assert.match(good.err, /0 mistakes, 0 warnings/);
  const doubtful = await typed(stands, ["check", "standards/doubtful"]);
  assert.deepEqual([doubtful.code, doubtful.out.includes(" warning: ")], [0, true]);
  assert.equal((await typed(stands, ["check", "--strict", "standards/doubtful"])).code, 1);
  assert.equal((await typed(stands, ["check", "standards/common"])).code, 0);
});

test("every mistake at once, at a place that a terminal can open from where one stands", async () => {
  const { code, out } = await typed(stands, ["check", "standards/wrong/", "standards/good"]);
  assert.equal(code, 1);
  assert.match(out, /^standards\/wrong\/standard\.yaml:1:\d+ mistake: .+ · not a day/m);
  assert.match(out, /livesAlon/);
  const inside = await typed(join(stands, "standards/wrong"), ["check", "."]);
  assert.ok(
    placesOf(inside.out).every((place) => place.startsWith("standard.yaml:")),
    inside.out,
  );
  const whole = await typed("/", ["check", join(stands, "standards/wrong")]);
  assert.ok(placesOf(whole.out).every((place) => place.startsWith(join(stands, "standards/wrong/"))));
  const beside = await typed(join(stands, "broken/own"), ["check", "."]);
  assert.ok(
    placesOf(beside.out).every((place) => place.startsWith("../common/standard.yaml:2:")),
    beside.out,
  );
  assert.ok(placesOf(beside.out).length > 0);
});

test("an example that comes out otherwise is a mistake, with what was worked out", async () => {
  const { code, out } = await typed(stands, ["check", "standards/otherwise"]);
  assert.equal(code, 1);
  assert.match(out, /^standards\/otherwise\/examples\/first\.yaml:1:1 mistake: .*2020-01-08/m);
});

test("--register names the clauses that nobody there reaches, and the facts nobody has", async () => {
  const reached = await typed(stands, ["check", "standards/good", "--register", "people.json"]);
  assert.equal(reached.out, "");
  const { code, out } = await typed(stands, ["check", "standards/good", "--register=one.json"]);
  assert.equal(code, 0);
  assert.match(out, /standards\/good\/standard\.yaml:1:1 warning: .*clause 1, weekly/);
});

test("--json gives the same as JSON and nothing else", async () => {
  const { code, out } = await typed(stands, ["check", "--json", "standards/wrong", "standards/doubtful"]);
  const faults = JSON.parse(out) as { level: string; file: string; line: number; say: { zh: string } }[];
  assert.equal(code, 1);
  assert.deepEqual(
    [...new Set(faults.map(({ file }) => file))],
    ["standards/wrong/standard.yaml", "standards/doubtful/standard.yaml"],
  );
});

test("typed wrongly, or no folder", async () => {
  assert.equal((await typed(stands, ["check"])).code, 2);
  assert.equal((await typed(stands, ["check", "--loudly", "standards/good"])).code, 2);
  const absent = await typed(stands, ["check", "standards/none"]);
  assert.deepEqual([absent.code, /no folder standards\/none/.test(absent.err)], [1, true]);
});
