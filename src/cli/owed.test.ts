import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { type Said, folderOf, typed } from "./for-tests.ts";

interface Case {
  standard: { standard: string };
  register: unknown;
  records: unknown;
  on: string;
  expect: { duties: unknown; outcomes: unknown };
}

const committed = new URL("../work/duty/duties-examples.json", import.meta.url);
const design = new URL("../../../shared/design/duties-examples.json", import.meta.url);
const cases = JSON.parse(readFileSync(existsSync(design) ? design : committed, "utf8")) as Case[];

/** Each case as a person would keep it: a standard's folder (JSON is YAML), a register, records. */
const folder = folderOf(
  Object.fromEntries(
    cases.flatMap(({ standard, register, records }) => [
      [`${standard.standard}/standard.yaml`, standard],
      [`${standard.standard}/register.json`, register],
      [`${standard.standard}/records.json`, records],
    ]),
  ),
);
const program = join(import.meta.dirname, "wellside.ts");

function wordsFor({ standard: { standard: id }, on }: Case): string[] {
  return [
    "owed",
    "--standard",
    id,
    "--register",
    `${id}/register.json`,
    "--records",
    `${id}/records.json`,
    "--on",
    on,
  ];
}

test("every published case, through the command itself, prints exactly what it should", async () => {
  assert.ok(cases.length >= 18);
  for (const one of cases) {
    const duties = await typed(folder, wordsFor(one));
    assert.deepEqual([duties.code, JSON.parse(duties.out)], [0, one.expect.duties], one.standard.standard);
    const outcomes = await typed(folder, [...wordsFor(one), "--outcomes"]);
    assert.deepEqual(JSON.parse(outcomes.out), one.expect.outcomes, one.standard.standard);
  }
});

test("as a program of its own: nothing but JSON on stdout, from a folder that is the standard itself", () => {
  const [one] = cases;
  assert.ok(one);
  const words = [
    "--on=" + one.on,
    "--records=records.json",
    "--standard",
    ".",
    "--register",
    "register.json",
  ];
  const { status, stdout } = spawnSync(process.execPath, [program, "owed", ...words], {
    cwd: join(folder, one.standard.standard),
    encoding: "utf8",
  });
  assert.equal(status, 0);
  assert.deepEqual(JSON.parse(stdout), one.expect.duties);
});

test("through npm, which goes to the package's folder first, paths are meant from where one stands", () => {
  const [one] = cases;
  assert.ok(one);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...wordsFor(one)], {
    cwd: join(import.meta.dirname, "../.."),
    env: { ...process.env, npm_lifecycle_event: "wellside", INIT_CWD: folder },
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  assert.deepEqual(JSON.parse(stdout), one.expect.duties);
});

test("a reader who goes away early is no fault, and one who stays gets all of it", () => {
  const line = { zh: "长".repeat(100_000), en: "long" };
  const large = folderOf({ "t/standard.yaml": { ...standard, title: line } });
  const shell = (words: string) =>
    spawnSync("sh", ["-c", words, process.execPath, program], { cwd: large, encoding: "utf8" });
  const early = shell('"$0" "$1" explain t | head -c 8');
  assert.deepEqual([early.stdout.slice(0, 4), early.stderr], ["# 长长", ""]);
  assert.equal(shell('"$0" "$1" explain t | sed -n 1p').stdout, `# ${line.zh}\n`);
});

test("a folder may end in a slash, be absolute, or be reached from elsewhere", async () => {
  const [one] = cases;
  assert.ok(one);
  const first = await typed(folder, wordsFor(one));
  const id = one.standard.standard;
  const at = (base: string, standard: string) =>
    typed(base, [
      "owed",
      "--standard",
      standard,
      "--register",
      join(relative(base, folder), id, "register.json"),
      "--records",
      join(folder, id, "records.json"),
      "--on",
      one.on,
    ]);
  assert.equal((await at(folder, `${id}/`)).out, first.out);
  assert.equal((await at(join(folder, id), join(folder, id))).out, first.out);
  assert.equal((await at(join(folder, id), `../${id}`)).out, first.out);
});

const standard = {
  standard: "t",
  version: "1",
  title: { zh: "例", en: "An example" },
  effective: "2020-01-01",
  parameters: { every: { type: "duration", default: "P7D", atMost: "P14D" } },
  roles: { worker: { title: { zh: "社工", en: "Worker" } } },
  facts: {
    person: {
      livesAlone: { label: { zh: "独居", en: "Alone" }, type: "boolean" },
      shoes: { label: { zh: "鞋", en: "Shoes" }, type: "integer" },
    },
  },
  lines: [{ id: "l", title: { zh: "线", en: "Line" }, serves: "person" }],
  records: { visit: { title: { zh: "走访", en: "Visit" }, about: ["person"] } },
  promises: [
    {
      id: "weekly",
      line: "l",
      title: { zh: "每周", en: "Weekly" },
      to: "person",
      when: "livesAlone",
      every: "${every}",
      by: "worker",
      keptBy: ["visit"],
    },
  ],
};
const person = { id: "a", kind: "person", since: "2020-01-01", facts: { livesAlone: true } };

async function given(
  files: { register?: unknown; records?: unknown; parameters?: unknown },
  ...more: string[]
): Promise<Said> {
  const { register = [person], records = [], parameters } = files;
  const stands = folderOf({
    "t/standard.yaml": standard,
    "people.json": register,
    "done.json": records,
    "tuned.json": parameters ?? {},
  });
  const words = [
    "owed",
    "--standard",
    "t",
    "--register",
    "people.json",
    "--records",
    "done.json",
    "--on",
    "2020-01-03",
  ];
  return typed(stands, [
    ...words,
    ...(parameters === undefined ? [] : ["--parameters", "tuned.json"]),
    ...more,
  ]);
}

test("parameters are the office's within the floor, and outside it refused with the floor", async () => {
  const stronger = await given({ parameters: { every: "P3D" } });
  assert.equal((JSON.parse(stronger.out) as { due: string }[])[0]?.due, "2020-01-04");
  const weaker = await given({ parameters: { every: "P30D", other: 1 } });
  assert.equal(weaker.code, 1);
  assert.match(weaker.err, /tuned\.json every: .*14 days/);
  assert.match(weaker.err, /tuned\.json other: .*no parameter other/);
  assert.equal(weaker.out, "");
});

test("all that is wrong with a register is said at once: the file, which one, which field, and the mend", async () => {
  const { code, out, err } = await given({
    register: [
      person,
      { ...person, since: "2020-13-40", facts: { livesAlone: "yes" } },
      { id: 7, kind: "persona", since: "2020-01-01T08:00" },
      {
        id: "c",
        kind: "person",
        since: "2020-01-01",
        history: [
          "x",
          { fact: "livesAlone", value: true, from: "2020-02-01" },
          { fact: "livesAlone", value: false, from: "2020-02-01" },
          { fact: "livesAlone", from: "soon" },
        ],
      },
      "who",
    ],
  });
  assert.equal(code, 1);
  assert.equal(out, "");
  for (const said of [
    /people\.json \[1\] a id mistake: .*stands further up/,
    /people\.json \[1\] a since mistake: .*2020-13-40 is no day/,
    /people\.json \[1\] a facts\.livesAlone mistake: .*true or false, without quotes/,
    /people\.json \[2\] id mistake/,
    /people\.json \[2\] kind mistake: .*person \| household/,
    /people\.json \[2\] since mistake: .*a day alone is wanted: 2020-01-01/,
    /people\.json \[3\] c history\[0\] mistake/,
    /people\.json \[3\] c history\[2\] mistake: .*two values .*2020-02-01/,
    /people\.json \[3\] c history\[3\]\.from mistake/,
    /people\.json \[3\] c history\[3\]\.value mistake/,
    /people\.json \[4\] mistake/,
  ])
    assert.match(err, said);
});

test("all that is wrong with records is said at once too", async () => {
  const excuse = { id: "x", kind: "excuse", about: "a", on: "2020-01-02" };
  const { code, err } = await given({
    records: [
      { id: "r", kind: "visit", about: [], on: "2020-02-30" },
      { ...excuse, facts: { reason: "away" } },
      { ...excuse, id: "d", kind: "decline", facts: { until: "2020-02-01" } },
      { ...excuse, id: "s", struck: "no" },
    ],
  });
  assert.equal(code, 1);
  for (const said of [
    /done\.json \[0\] r about mistake/,
    /done\.json \[0\] r on mistake: .*2020-02-30/,
    /done\.json \[1\] x facts\.until mistake/,
    /done\.json \[2\] d facts\.promise mistake/,
    /done\.json \[3\] s struck mistake/,
  ])
    assert.match(err, said);
});

test("what is of no use here is let pass: one warning for all that are alike, and the answer stands", async () => {
  const strange = { seat: { east: 1 }, shoes: "big", age: 7 };
  const { code, out, err } = await given({
    register: [
      { ...person, facts: { ...person.facts, ...strange } },
      { ...person, id: "b", facts: strange },
    ],
    records: [
      { id: "r", kind: "visit", about: "nobody", on: "2020-01-02" },
      { id: "q", kind: "dance", about: "a", on: "2020-01-02" },
      {
        id: "x",
        kind: "excuse",
        about: "a",
        on: "2020-01-02",
        facts: { until: "2020-01-01", promise: "other" },
      },
    ],
  });
  assert.equal(code, 0);
  assert.equal(out, (await given({})).out);
  for (const said of [
    /facts\.seat warning: .*2 times/,
    /facts\.shoes warning/,
    /facts\.age warning/,
    /\[0\] r about warning/,
    /kind warning: .*dance/,
    /facts\.promise warning/,
    /facts\.until warning/,
  ])
    assert.match(err, said);
});

test("a file that is no JSON is named with its line and column; one that is not there, with a sentence", async () => {
  const stands = folderOf({
    "t/standard.yaml": standard,
    "people.json": '[\n  { "id": "a", }\n]',
    "cut.json": '[\n  {"id"',
    "list.json": {},
  });
  const words = (register: string) => [
    "owed",
    "--standard",
    "t",
    "--register",
    register,
    "--records",
    "list.json",
    "--on",
    "2020-01-03",
  ];
  const broken = await typed(stands, words("people.json"));
  assert.deepEqual([broken.code, broken.err.startsWith("people.json:2:16: ")], [1, true], broken.err);
  assert.match((await typed(stands, words("cut.json"))).err, /^cut\.json:2:8: /);
  assert.match((await typed(stands, words("list.json"))).err, /list\.json mistake: .*one list/);
  const absent = await typed(stands, words("nobody.json"));
  assert.deepEqual([absent.code, /There is no .*nobody\.json/.test(absent.err)], [1, true]);
});

test("a standard with mistakes is refused with their places; a folder that is not there with a sentence", async () => {
  const stands = folderOf({ "t/standard.yaml": { ...standard, effective: "soon" }, "l.json": [] });
  const words = (folder: string) => [
    "owed",
    "--standard",
    folder,
    "--register",
    "l.json",
    "--records",
    "l.json",
    "--on",
    "2020-01-03",
  ];
  const wrong = await typed(stands, words("./t/"));
  assert.deepEqual(
    [wrong.code, /^t\/standard\.yaml:1:\d+ mistake: .*not a day/m.test(wrong.err)],
    [1, true],
    wrong.err,
  );
  assert.match((await typed(stands, words("u"))).err, /There is no folder u/);
  assert.match((await typed(stands, words("l.json"))).err, /is a file/);
});

test("typed wrongly: 2, and told why", async () => {
  const on = (day: string) =>
    typed(folder, ["owed", "--standard", "x", "--register", "y", "--records", "z", "--on", day]);
  const day = await on("2021-13-40");
  assert.deepEqual([day.code, /--on 2021-13-40 is no day/.test(day.err), day.out], [2, true, ""]);
  assert.equal(
    (await typed(folder, ["owed", "--register", "y", "--records", "z", "--on", "2021-01-01"])).code,
    2,
  );
  const unknown = await typed(folder, ["owed", "--sttandard", "x"]);
  assert.deepEqual([unknown.code, /sttandard/.test(unknown.err)], [2, true]);
  assert.equal((await typed(folder, ["owned"])).code, 2);
  assert.equal((await typed(folder, [])).code, 2);
});

test("--help of each command, and of all", async () => {
  for (const words of [["--help"], ["-h"], ["help"]])
    assert.match((await typed(folder, words)).out, /owed --standard/);
  for (const words of [
    ["owed", "--help"],
    ["owed", "--on", "x", "-h"],
    ["help", "owed"],
  ]) {
    const { code, out } = await typed(folder, words);
    assert.deepEqual([code, out.startsWith("wellside owed --standard")], [0, true]);
  }
});
